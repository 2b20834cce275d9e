# SPDX-License-Identifier: EUPL-1.2
"""Every word in the templates has an English one, with the same figures and names put into it."""

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import templatize, trans_real

from tests.house import tree

TEMPLATES = [
    p
    for p in tree.files()
    if "templates" in p.parts and p.suffix in {".html", ".txt", ".atom", ".eml"} and tree.PRODUCT in p.parents
]
ENGLISH = tree.PRODUCT / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALL = re.compile(r"(?<!\w)(ngettext|gettext|_)\(")
WORD = re.compile(r"""\s*u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*([,)])""")
PUT_IN = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%")

Words = tuple[str, ...]  # one, or singular and plural


def spoken(template: str) -> Iterator[Words]:
    """Yield the words a template has translated, as the translation machinery itself asks for them."""
    source = templatize(template)
    for call in CALL.finditer(source):
        words, at = [], call.end()
        while found := WORD.match(source, at):
            words.append(ast.literal_eval(found[1]))
            at = found.end()
            if found[2] == ")":
                break
        assert words, f"not understood: {source[call.start() : call.start() + 60]}"
        yield tuple(words)


@cache
def in_the_templates() -> dict[Words, str]:
    """Return every translated word, with a template that says it."""
    found: dict[Words, str] = {}
    for path in TEMPLATES:
        for words in spoken(path.read_text(encoding="utf-8")):
            found.setdefault(words, tree.named(path))
    return found


@cache
def english() -> Catalog:
    """Return the English catalogue."""
    with ENGLISH.open("rb") as opened:
        return read_po(opened, locale="en", abort_invalid=True)


def answers(message: Message | None) -> Words:
    """Return a message's translations: one, or one for each plural form."""
    if message is None:
        return ()
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(word or "" for word in strings)


def lacking(swedish: Words, translated: Words) -> str:
    """Say what a translation lacks; nothing when it is whole."""
    if len(translated) < len(swedish) or not all(word.strip() for word in translated):
        return "no English"
    for index, word in enumerate(translated):
        source = swedish[min(index, len(swedish) - 1)]
        if set(PUT_IN.findall(word)) != set(PUT_IN.findall(source)):
            return f"other placeholders in {word!r}"
    return ""


def test_every_word_in_the_templates_has_an_english_one() -> None:
    wrong = [
        f"{where}: {' | '.join(words)!r}: {lack}"
        for words, where in in_the_templates().items()
        if (lack := lacking(words, answers(english().get(words[0]))))
    ]
    assert len(in_the_templates()) > 500, "the templates were not found"
    assert not wrong, "\n".join(wrong)


def test_nobody_is_shouted_at_in_english() -> None:
    assert not [m.string for m in english() if m.id and any("!" in word for word in answers(m))]


def test_the_english_catalogue_compiles_and_counts_as_english_does() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, english())
    assert compiled.tell() > 1000
    assert not english().fuzzy
    assert (english().num_plurals, english().plural_expr) == (2, "(n != 1)")


def test_the_english_catalogue_names_no_machine_and_no_moment() -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    assert "POT-Creation-Date" not in text
    assert not re.search(r"^#: ", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("swedish", "translated", "lack"),
    [
        (("Löfte",), ("Promise",), ""),
        (("Löfte",), ("",), "no English"),
        (("Löfte",), (), "no English"),
        (("%(n)s löfte", "%(n)s löften"), ("%(n)s promise",), "no English"),
        (("%(n)s löften",), ("%(m)s promises",), "other placeholders in '%(m)s promises'"),
    ],
)
def test_a_translation_that_is_not_whole_is_noticed(swedish: Words, translated: Words, lack: str) -> None:
    assert lacking(swedish, translated) == lack


@pytest.mark.django_db
def test_the_english_front_page_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, english())
    compiled.seek(0)
    spoken_here = trans_real.translation("en")
    monkeypatch.setattr(spoken_here, "_catalog", trans_real.TranslationCatalog(_Compiled(compiled)))
    page = Client().get("/en/").content.decode()
    assert '<html lang="en"' in page
    assert "Choose your municipality" in page
    assert "Välj din kommun" not in page


class _Compiled(GNUTranslations):
    """The catalogue as it was just compiled, so that the test asks nothing of an earlier build."""

    @staticmethod
    def plural(n: int) -> int:
        return int(n != 1)
