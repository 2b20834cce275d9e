# SPDX-License-Identifier: EUPL-1.2
"""Categories: the keys everyone leans on, in Swedish and English, and one file to add one more."""

import pytest

from samsyn.catalogue import categories
from samsyn.catalogue.loader import CatalogueError

KEYS = [
    "vandalism",
    "gathering",
    "disorder",
    "drugs",
    "violence",
    "theft",
    "traffic",
    "unsafe_place",
    "unlawful_dwelling",
    "rumour",
    "event",
    "other",
]
PARTS = """vandalism.graffiti|glass|fire|vehicle|other gathering.blocking|threatening|intoxicated|other
    disorder.fight|drunkenness|noise|fireworks|harassment drugs.use|dealing|findings violence.assault|threat|robbery|weapon
    theft.burglary|theft|bicycle|vehicle|shop traffic.speeding|reckless|moped_on_path|tuned_moped|unlawful|parking
    unsafe_place.darkness|sight|deserted|litter|neglect|abandoned_vehicle rumour.social_media|false_claim
    event.planned|spontaneous"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A municipality's own folder, laid over the catalogue."""
    folder = tmp_path / "catalogue" / "categories"
    folder.mkdir(parents=True)
    monkeypatch.setenv("SAMSYN_LOCAL", str(tmp_path))
    return folder


def test_the_twelve_categories_stand_in_their_order():
    assert [category.key for category in categories.every()] == KEYS


def test_every_subcategory_of_the_contract_is_there():
    expected = [
        f"{line.split('.')[0]}.{part}" for line in PARTS.split() for part in line.split(".")[1].split("|")
    ]
    found = [part.key for category in categories.every() for part in category.subcategories]
    assert found == expected


@pytest.mark.parametrize("category", categories.every(), ids=lambda category: category.key)
def test_a_category_can_be_read_in_swedish_and_english(category):
    for language in ("sv", "en"):
        assert category.name.by_language[language]
        assert category.help.by_language[language]
        assert category.examples[language]
        assert all(part.name.by_language[language] for part in category.subcategories)
    assert category.show_from >= 5
    assert category.icon


def test_no_two_categories_share_colour_code_or_place_in_the_order():
    found = categories.every()
    for value in ("colour", "code", "order"):
        assert len({getattr(category, value) for category in found}) == len(found)


def test_violence_says_112_first_and_a_sleeping_place_is_kept_coarse():
    assert categories.get("violence").danger
    assert categories.get("unlawful_dwelling").district_only
    assert categories.get("drugs").police_initiated
    assert not categories.get("gathering").photo_allowed


def test_a_dotted_key_leads_to_its_category():
    assert categories.get("vandalism.graffiti").key == "vandalism"
    assert categories.subcategory("vandalism.graffiti").name("sv") == "Klotter"
    assert categories.exists("traffic.speeding")
    assert not categories.exists("traffic.flying")
    assert categories.get("nothing") is None


def test_typed_words_suggest_a_category():
    assert categories.guess("Det är klotter på väggen")[0] == "vandalism"
    assert categories.guess("Lampan är trasig och det är mörkt")[0] == "unsafe_place"
    assert categories.guess("xyz") == []


def test_a_category_in_the_own_folder_is_one_file_and_nothing_else(own):
    (own / "boats.toml").write_text('name.sv = "Båtar"\nname.en = "Boats"\norder = 65\n', "utf-8")
    assert [category.key for category in categories.every()] == [*KEYS[:6], "boats", *KEYS[6:]]
    assert categories.get("boats").show_from == 5


def test_the_own_folder_changes_a_word_and_keeps_the_rest(own):
    (own / "traffic.toml").write_text('name.sv = "Trafik och buskörning"\n', "utf-8")
    traffic = categories.get("traffic")
    assert traffic.name("sv") == "Trafik och buskörning"
    assert traffic.name("en") == "Traffic"
    assert traffic.subcategories


def test_a_retired_category_is_not_offered_and_still_known(own):
    (own / "rumour.toml").write_text("retired = true\n", "utf-8")
    assert "rumour" not in [category.key for category in categories.every()]
    assert "rumour" in [category.key for category in categories.every(retired=True)]
    assert categories.exists("rumour")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("order = 5\n", "value_missing"),
        ('name.sv = "A"\nshow_from = 0\n', "value_wrong"),
        ('name.sv = "A"\ncolor = 3\n', "value_unknown"),
        ("name.sv = \n", "unreadable"),
    ],
)
def test_a_faulty_file_is_named(own, text, code):
    (own / "faulty.toml").write_text(text, "utf-8")
    with pytest.raises(CatalogueError) as error:
        categories.every()
    assert error.value.code == code
    assert "faulty" in error.value.path
