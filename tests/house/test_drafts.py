# SPDX-License-Identifier: EUPL-1.2
"""Finnish and easy Swedish: whole on every page that residents read, and marked as drafts until somebody has read them."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import to_locale

from samsyn.ground.people import writes
from samsyn.kit.languages import DRAFTS
from tests import people
from tests.house import public_words, tree
from tests.house import test_translations as translations

# How many words may wait for their draft: none, where a version is released.
AWAITED = 0


@cache
def catalogue(code: str) -> Catalog:
    """The catalogue of one of the drafts."""
    path = tree.PRODUCT / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"
    with path.open("rb") as opened:
        return read_po(opened, locale=code.partition("-")[0], abort_invalid=True)


@pytest.mark.parametrize("code", DRAFTS)
def test_every_word_that_residents_read_is_in_the_draft(code: str) -> None:
    said = public_words.spoken()
    assert len(said) > 500, "the public templates were not found"
    wrong = [
        f"{where}: {' | '.join(words)!r}: {lack}"
        for words, where in said.items()
        if (lack := translations.lacking(words, translations.answers(catalogue(code).get(words[0]))))
    ]
    assert len(wrong) <= AWAITED, "\n".join(wrong)


@pytest.mark.parametrize("code", DRAFTS)
def test_nobody_is_shouted_at_in_a_draft(code: str) -> None:
    said = [word for m in catalogue(code) if m.id for word in translations.answers(m)]
    assert not [word for word in said if "!" in word]


def test_easy_swedish_is_easier_and_not_only_copied() -> None:
    """Where the Swedish has a long sentence, most of the easy ones have none as long."""

    def longest(text: str) -> int:
        return max(len(sentence.split()) for sentence in re.split(r"[.?:]", text))

    pairs = [
        (words[0], translations.answers(catalogue("sv-lattlast").get(words[0]))[0])
        for words in public_words.spoken()
        if longest(words[0]) > 14
    ]
    assert len(pairs) > 10
    easier = [swedish for swedish, easy in pairs if longest(easy) < longest(swedish)]
    assert len(easier) > 0.9 * len(pairs)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "said"), [("fi", "Luonnos"), ("sv-lattlast", "Utkast")])
def test_a_draft_says_so_until_the_partnership_has_switched_it_on(code: str, said: str) -> None:
    partnership = people.partnership()
    visitor = Client()
    draft = visitor.get(f"/{code}/almstad/").content.decode()
    assert said in draft
    assert '<meta name="robots" content="noindex">' in draft
    assert f'href="/{code}/almstad/"' not in visitor.get("/almstad/").content.decode()
    writes.change_settings(partnership, languages=[code], by=people.member("administrator"))
    read = visitor.get(f"/{code}/almstad/").content.decode()
    assert said not in read
    assert "noindex" not in read
    assert f'href="/{code}/almstad/"' in visitor.get("/almstad/").content.decode()


@pytest.mark.django_db
def test_a_language_is_switched_on_from_the_settings_page() -> None:
    administrator = people.signed_in(people.member("administrator"))
    page = administrator.get("/almstad/arbete/installningar/").content.decode()
    assert 'href="/fi/almstad/"' in page
    typed = {
        "partnership-name": "Trygga Almstad",
        "partnership-small_count_limit": "5",
        "partnership-languages": ["fi"],
    }
    assert administrator.post("/almstad/arbete/installningar/", typed).status_code == 302
    assert people.partnership().languages == ["fi"]
