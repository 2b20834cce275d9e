# SPDX-License-Identifier: EUPL-1.2
"""The help pages: Markdown in `docs/how-to`, carried inside the wheel, read without any HTML of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from samsyn.kit.errors import NotFound
from samsyn.kit.languages import SOURCE

# The address of each page and the file it is read from; first the one that most people need.
PAGES = {
    "samordnare": "coordinator",
    "polis": "police-officer",
    "rapportor": "reporter",
    "administrator": "administrator",
}
# Whose page stands first for whom. A role that is not named begins with the list.
FOR_ROLE = {
    "coordinator": "samordnare",
    "analyst": "samordnare",
    "publisher": "samordnare",
    "decision_maker": "samordnare",
    "police_officer": "polis",
    "reporter": "rapportor",
    "moderator": "rapportor",
    "administrator": "administrator",
}
LANGUAGES = ("sv", "en")

Address = Callable[[str], str]  # a page's slug to where it stands


@dataclass(frozen=True)
class HelpPage:
    """One page of help, ready to be shown."""

    slug: str
    title: str
    lead: str
    contents: tuple[tuple[str, str], ...]  # (anchor, heading) of each part
    html: SafeString


def folder() -> Path:
    """Where the pages lie: in the package when installed, in `docs/how-to` in the source tree."""
    return Path(settings.HELP_DIR)


def pages(language: str, address: Address) -> list[HelpPage]:
    """Every page, in `language` where it is written in it and otherwise in Swedish."""
    return [page(slug, language, address) for slug in PAGES]


def page(slug: str, language: str, address: Address) -> HelpPage:
    """One page. Raises NotFound `help_page` where there is none of that name."""
    if slug not in PAGES:
        raise NotFound("help_page")
    chosen = language if language in LANGUAGES else SOURCE
    return _read(slug, chosen, tuple(address(other) for other in PAGES))


def anchor(heading: str) -> str:
    """A heading as an address within its page.

    >>> anchor("Så läser du bilden")
    'sa-laser-du-bilden'
    """
    plain = unicodedata.normalize("NFKD", heading.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def anchored(body: Sequence[Token], led: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """The headings of a page with their anchors, which are set; each link is led where `led` says."""
    contents = []
    for at, token in enumerate(body):
        if token.type == "heading_open" and token.tag == "h2":
            words = body[at + 1].content
            token.attrSet("id", anchor(words))
            contents.append((anchor(words), words))
        for part in token.children or []:
            if part.type == "link_open":
                part.attrSet("href", led(str(part.attrs["href"])))
    return tuple(contents)


@cache
def _read(slug: str, language: str, addresses: tuple[str, ...]) -> HelpPage:
    text = (folder() / f"{PAGES[slug]}.{language}.md").read_text(encoding="utf-8")
    marks = MarkdownIt("commonmark", {"html": False})
    tokens = marks.parse(text)
    title, lead, body = _head(tokens)
    contents = anchored(body, lambda href: _led(href, addresses))
    marks.add_render_rule("image", _picture)
    html = mark_safe(marks.renderer.render(body, marks.options, {}))
    return HelpPage(slug, title, lead, contents, html)


def _head(tokens: Sequence[Token]) -> tuple[str, str, list[Token]]:
    """Title, first paragraph, and what follows: the page's own header says the first two."""
    return _plain(tokens[1]), _plain(tokens[4]), list(tokens[6:])


def _plain(inline: Token) -> str:
    """The words of a line, without its marks."""
    return "".join(part.content for part in inline.children or [])


def _led(target: str, addresses: tuple[str, ...]) -> str:
    """A link between files is a link between pages; a link within the page stays."""
    file, _, part = target.partition("#")
    stem = file.split(".")[0]
    for (_, name), address in zip(PAGES.items(), addresses, strict=True):
        if stem == name:
            return f"{address}#{part}" if part else address
    return target


def _picture(
    renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any
) -> SafeString:  # the renderer's own signature
    token = tokens[at]
    name = str(token.attrs["src"])
    with Image.open(folder() / name) as opened:
        width, height = opened.size
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        static(f"hjalp/{name}"),
        token.content,
        width,
        height,
    )
