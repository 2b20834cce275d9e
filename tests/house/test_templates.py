# SPDX-License-Identifier: EUPL-1.2
"""Every template compiles, says nothing that a translation could not reach, and names the language of its page."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.house import tree

TEMPLATES = [
    p
    for p in tree.files()
    if p.suffix in {".html", ".txt"} and "templates" in p.parts and tree.PRODUCT in p.parents
]
# What is the same in every language: names, units, signs of the trade.
SAME_EVERYWHERE = {
    "samsyn",
    "html",
    "csv",
    "json",
    "pdf",
    "xlsx",
    "kb",
    "mb",
    "km",
    "m",
    "n",
    "p",
    "q",
    "z",
    "id",
    "max",
    "min",
}
READ_ALOUD = (
    "label",
    "title",
    "hint",
    "alt",
    "placeholder",
    "aria-label",
    "heading",
    "text",
    "lead",
    "caption",
    "summary",
)

IN_ONE_LANGUAGE = {
    "words/language.html": "each language is named in itself",
    "kit/sheet": "specimens for developers; no resident or officer sees them",
}


def name_of(path: Path) -> str:
    """Return the name under which a template is loaded."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def bare_words(source: str) -> list[str]:
    """Return the words of a template that stand outside every `translate`."""
    text = re.sub(r"{#.*?#}|{%\s*comment.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", " ", source, flags=re.S)
    text = re.sub(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", " ", text, flags=re.S)
    text = re.sub(r"{%\s*block \w*class\w*\s*%}.*?{%\s*endblock\b.*?%}", " ", text, flags=re.S)
    text = re.sub(r"<(script|style|svg|code|pre)\b.*?</\1>", " ", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", "\0", text, flags=re.S)
    said = []
    for attribute, value in re.findall(r"\s([a-z-]+)=\"([^\"]*)\"", text):
        if attribute in READ_ALOUD and "\0" not in value:
            said.append(value)
    # A tag may hold quoted values with > in them.
    text = re.sub(r"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", " ", text)
    said.append(re.sub(r"&\w+;|\0", " ", text))
    words = re.findall(r"[^\W\d_]{2,}", " ".join(said))
    return [word for word in words if word.lower() not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", TEMPLATES, ids=tree.named)
def test_a_template_compiles(path: Path) -> None:
    get_template(name_of(path))


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.suffix == ".html"], ids=tree.named)
def test_what_a_template_says_can_be_translated(path: Path) -> None:
    if not name_of(path).startswith(tuple(IN_ONE_LANGUAGE)):
        assert bare_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p title="{{ x }}">{% translate "Rubrik" %}</p>', []),
        ("<p>Rubrik</p>", ["Rubrik"]),
        ('<c-field label="Rubrik" />', ["Rubrik"]),
        ("{% blocktranslate %}Många ord{% endblocktranslate %}", []),
        ('<a href="/nej" class="inte ord">{{ namn }}</a>', []),
    ],
)
def test_the_search_for_bare_words_finds_what_a_reader_would_see(source: str, found: list[str]) -> None:
    assert bare_words(source) == found


def test_every_whole_page_names_its_language() -> None:
    whole = [p for p in TEMPLATES if "<html" in p.read_text(encoding="utf-8")]
    assert whole
    assert [
        tree.named(p) for p in whole if not re.search(r"<html[^>]*\slang=", p.read_text(encoding="utf-8"))
    ] == []
