# SPDX-License-Identifier: EUPL-1.2
"""Every indicator answers its own examples and has a guide; a new one needs no test of its own."""

from operator import attrgetter

import pytest

from samsyn.catalogue import indicators
from samsyn.catalogue.indicators.speeds import classes

EVERY = indicators.every()


@pytest.mark.parametrize("indicator", EVERY, ids=attrgetter("key"))
def test_an_indicator_answers_its_own_examples(indicator):
    assert indicator.examples()
    for example in indicator.examples():
        found = indicator.compute(example["given"])
        gives = example["gives"]
        assert list(found.caveats) == gives.get("caveats", [])
        for name in ("value", "low", "high", "n"):
            assert getattr(found, name) == (
                pytest.approx(gives[name], abs=6e-4) if name in gives else None
            ), name


@pytest.mark.parametrize("indicator", EVERY, ids=attrgetter("key"))
def test_an_indicator_says_how_to_read_it_and_when_not_to(indicator):
    for language, words in (
        ("sv", ("Läs så här", "Använd inte")),
        ("en", ("Read it like this", "Do not use it")),
    ):
        assert all(word in indicator.guide(language) for word in words)
        assert indicator.name.by_language[language]
    assert indicator.guide("fi") == indicator.guide("sv")
    assert indicator.better in indicators.BETTER
    assert indicator.unit
    assert indicator.needs
    assert indicator.entry.folder.name == indicator.key


def test_an_indicator_in_the_own_folder_is_one_folder_and_nothing_else(tmp_path, monkeypatch):
    folder = tmp_path / "catalogue" / "indicators" / "twice"
    folder.mkdir(parents=True)
    (folder / "indicator.py").write_text(
        "from samsyn.catalogue.reading.result import Reading\n"
        "UNIT, NEEDS, BETTER = 'count', ('count',), 'lower'\n"
        "def compute(data):\n    return Reading(2.0 * data['count'])\n"
    )
    (folder / "example.toml").write_text(
        'name.sv = "Dubbelt"\n[[example]]\ngiven.count = 2\ngives.value = 4.0\n', "utf-8"
    )
    monkeypatch.setenv("SAMSYN_LOCAL", str(tmp_path))
    assert "twice" in [indicator.key for indicator in indicators.every()]
    assert indicators.get("twice").compute({"count": 2}).value == 4.0


def test_a_guide_can_be_said_in_the_municipalitys_own_words(tmp_path, monkeypatch):
    folder = tmp_path / "catalogue" / "indicators" / "v85"
    folder.mkdir(parents=True)
    (folder / "reading.sv.md").write_text("# Vår egen text", "utf-8")
    monkeypatch.setenv("SAMSYN_LOCAL", str(tmp_path))
    v85 = indicators.get("v85")
    assert v85.guide("sv") == "# Vår egen text"
    assert v85.compute({"speeds": [[0, 30, 100]]}).value == pytest.approx(25.5)


def test_classes_of_speed_that_overlap_are_refused():
    with pytest.raises(ValueError, match="40"):
        classes([(20, 40, 1), (30, 50, 1)])
    with pytest.raises(ValueError, match="-1"):
        classes([(20, 40, -1)])


def test_two_days_of_the_same_class_are_put_together():
    assert classes([(30, 40, 2), (0, 30, 1), (30, 40, 3)]) == [(0, 30, 1), (30, 40, 5)]
