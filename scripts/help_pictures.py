# SPDX-License-Identifier: EUPL-1.2
"""What the help pages show: which page, whose eyes, how much of it. Called by `scripts.pictures`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from scripts import pictures

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Picture:
    """A picture for the help: `height` is how much of the page is shown, `at` the element that it begins with."""

    name: str
    path: str
    who: str
    width: int = 1000
    height: int = 620
    at: str = ""
    follow: str = ""
    before: Callable[[Page], None] | None = None


def _map_at_rest(page: Page) -> None:
    page.locator("[data-map][data-ready]").first.wait_for(timeout=45_000)
    page.wait_for_timeout(400)


ALL = (
    Picture("coordinator-today", "arbete/", "samordnare"),
    Picture("coordinator-picture", "arbete/lagesbild/", "samordnare", height=700, before=_map_at_rest),
    Picture(
        "coordinator-promise",
        "arbete/loften/",
        "samordnare",
        follow=r"/arbete/loften/(?!nytt|overenskommelse)[^/]+/$",
    ),
    Picture("police-log", "arbete/aktiviteter/logga/", "polis", width=390, height=720),
    Picture(
        "police-map", "arbete/lagesbild/", "polis", width=1000, height=640, at=".map", before=_map_at_rest
    ),
    Picture("reporter-form", "arbete/rapporter/ny/", "rapportor", width=390, height=720),
    Picture("reporter-list", "arbete/rapporter/", "rapportor", height=560),
    Picture("administrator-settings", "arbete/installningar/", "administrator", height=640),
)


def draw(town: pictures.Town, only: str) -> int:
    """Draw each picture in each language of the help. Returns how many."""
    drawn = 0
    for picture in ALL:
        for language in LANGUAGES:
            if not re.search(only, picture.name):
                continue
            drawn += _draw(town, picture, language)
    return drawn


def _draw(town: pictures.Town, picture: Picture, language: str) -> int:
    prefix = "" if language == "sv" else f"{language}/"
    with town.visit("demo", picture.who, width=picture.width, scheme="light", height=picture.height) as page:
        if not town.open(page, f"{prefix}demo/{picture.path}", picture.follow):
            sys.stderr.write(f"pictures: nothing to show for {picture.name}\n")
            return 0
        if picture.before:
            picture.before(page)
        if picture.at:
            shown = page.locator(picture.at).first.screenshot()
        else:
            shown = page.screenshot()
        pictures.keep(shown, pictures.HELP / f"{picture.name}.{language}.webp", wide=picture.width)
    return 1
