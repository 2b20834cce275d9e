# SPDX-License-Identifier: EUPL-1.2
"""The method pages: one for each analysis, Markdown in `docs/methods`, carried inside the wheel and linked from every chart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from samsyn.desk.help import anchored
from samsyn.kit.errors import NotFound
from samsyn.kit.languages import SOURCE

# The address of each page and the file it is read from, in the order of the list: what the picture shows first.
PAGES = {
    "tva-antal": "rates",
    "fler-an-slumpen": "hotspots",
    "enskilda-rutor": "extremes",
    "nytt": "emerging",
    "veckor": "trends",
    "larm": "alarms",
    "timmar": "timeofday",
    "sent-inkomna": "delay",
    "hjalpte-det": "evaluation",
    "efter-en-topp": "selected",
    "skillnad-i-skillnader": "effects",
    "stegvis-start": "staggered",
    "ett-omrade-mot-en-blandning": "synthetic",
    "gar-det-att-folja-upp": "measurability",
    "vad-far-visas": "disclosure",
    "utgavor-tillsammans": "spans",
    "summor-och-delar": "crossed",
    "enkater": "survey",
    "upprepning": "repeats",
    "mjuk-karta": "density",
    "mer-an-sin-andel": "chance",
    "personuppgifter": "persondata",
}
SLUGS = {name: slug for slug, name in PAGES.items()}


@dataclass(frozen=True)
class MethodPage:
    """One method, ready to be read: its title, the question it answers, and the rest."""

    slug: str
    title: str
    question: str
    contents: tuple[tuple[str, str], ...]
    html: SafeString


def folder() -> Path:
    """Where the pages lie: in the package when installed, in `docs/methods` in the source tree."""
    return Path(settings.METHODS_DIR)


def pages(language: str) -> list[MethodPage]:
    """Every page, in Swedish, or in English for those who read English."""
    return [page(slug, language) for slug in PAGES]


def page(slug: str, language: str) -> MethodPage:
    """One page. Raises NotFound `method_page` where there is none of that name."""
    if slug not in PAGES:
        raise NotFound("method_page")
    return _read(slug, language if language == "en" else SOURCE)


@cache
def _read(slug: str, language: str) -> MethodPage:
    ending = ".md" if language == "en" else f".{language}.md"
    text = (folder() / f"{PAGES[slug]}{ending}").read_text(encoding="utf-8")
    marks = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = marks.parse(text)
    title = tokens[1].content
    # The module's line, for those who read the code, stands before the first heading; the question is its paragraph.
    start = next(at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2")
    question, body = tokens[start + 4].content, tokens[start + 6 :]
    # A link to another file of the documentation leads nowhere in the product: its words stay.
    contents = anchored(body, lambda href: "#")
    html = mark_safe(marks.renderer.render(body, marks.options, {}))
    return MethodPage(slug, title, question.replace("\n", " "), contents, html)
