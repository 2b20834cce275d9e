# SPDX-License-Identifier: EUPL-1.2
"""The pages that are drawn to be looked at: where each stands, and whose eyes see it. Read by `scripts.pictures`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

UUID = "[0-9a-f-]{36}"


@dataclass(frozen=True)
class Shown:
    """A page: its name, where it stands under the partnership's key, whose eyes see it.

    `follow` holds parts of addresses with a space between: the first link on the page that holds the first is opened,
    then the first on that page that holds the second. `before` is what somebody does there before the picture is
    taken. A page that is not `main` is drawn for the larger town only.
    """

    name: str
    path: str
    who: str = ""
    follow: str = ""
    before: Callable[[Page], None] | None = None
    main: bool = True
    answer: int = 200
    outside: bool = False


def send_a_report(page: Page) -> None:
    """Fill in the resident's three questions and send them: the receipt is what is drawn."""
    page.locator("textarea").first.fill(
        "Lampan i gångtunneln har varit trasig i två veckor. Många tar en omväg."
    )
    page.locator("input[type=text]:visible").first.fill("Gångtunneln vid Ryttarbacken")
    # The first time the form shows what it believes the report is about; the second time it is sent.
    for _ in range(2):
        if page.locator("textarea").count():
            with page.expect_navigation():
                page.locator("main form button[type=submit]").last.click()


def send_nothing(page: Page) -> None:
    """Send the form empty: the remarks are what is drawn."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


def open_the_filter(page: Page) -> None:
    """Open the first word of the filter sentence."""
    page.locator("main details > summary").first.click()


MAIN = (
    Shown("01-boende", ""),
    Shown("02-rapportera", "rapportera/"),
    Shown("03-loften", "loften/"),
    Shown("04-lofte", "loften/", follow=r"/loften/[^/]+/$"),
    Shown("05-besked", "loften/", follow=r"/loften/[^/]+/$ /loften/[^/]+/\d{4}-[A-Z]\d/$"),
    Shown("06-lagesbild", "lagesbild/"),
    Shown("07-ni-sa-vi-gjorde", "ni-sa-vi-gjorde/"),
    Shown("08-svar", "svar/"),
    Shown("09-uppgifter", "uppgifter/"),
    Shown("10-i-dag", "arbete/", "samordnare"),
    Shown("11-rapporter", "arbete/rapporter/", "samordnare"),
    Shown("12-rapport", "arbete/rapporter/", "samordnare", follow=rf"/rapporter/{UUID}/$"),
    Shown("13-ny-rapport", "arbete/rapporter/ny/", "rapportor"),
    Shown("14-bild", "arbete/lagesbild/", "samordnare"),
    Shown("15-bild-beslutad", "arbete/lagesbild/", "samordnare", follow=rf"/lagesbild/{UUID}/$"),
    Shown("16-loften-arbete", "arbete/loften/", "samordnare"),
    Shown(
        "17-lofte-arbete",
        "arbete/loften/",
        "samordnare",
        follow=r"/arbete/loften/(?!nytt|overenskommelse)[^/]+/$",
    ),
    Shown("18-lofte-nytt", "arbete/loften/nytt/", "samordnare"),
    Shown("19-aktiviteter", "arbete/aktiviteter/", "samordnare"),
    Shown("20-logga", "arbete/aktiviteter/logga/", "polis"),
    Shown("21-uppfoljningar", "arbete/uppfoljning/", "samordnare"),
    Shown("22-uppfoljning", "arbete/uppfoljning/", "samordnare", follow=r"/uppfoljning/\d{4}-[A-Z]\d/$"),
    Shown("23-publicerat", "arbete/publicerat/", "samordnare"),
    Shown("24-installningar", "arbete/installningar/", "administrator"),
    Shown("25-moten", "arbete/moten/", "samordnare"),
    Shown("26-mote", "arbete/moten/", "samordnare", follow=rf"/moten/{UUID}/$"),
    Shown("27-arshjul", "arbete/arshjul/", "samordnare"),
    Shown("28-lagen", "arbete/arshjul/lagen/", "samordnare"),
    Shown("29-fokusomraden", "arbete/lagesbild/fokusomraden/", "samordnare"),
    Shown("30-plats", "arbete/rapporter/", "samordnare", follow=rf"/rapporter/{UUID}/$ /trad/"),
)

# The rest of what somebody may meet, and the states in between: drawn for the larger town.
MORE = tuple(
    Shown(name, path, who, main=False, **rest)  # type: ignore[arg-type]
    for name, path, who, rest in (
        ("40-kvitto", "rapportera/", "", {"before": send_a_report}),
        ("41-rapportera-tomt", "rapportera/", "", {"before": send_nothing}),
        ("42-rapportera-vantar", "rapportera/vantar/", "", {}),
        ("43-oppna-data", "oppna-data/", "", {}),
        ("44-tillganglighet", "tillganglighet/", "", {}),
        ("45-logga-in", "konto/login/", "", {"outside": True}),
        ("46-inga-sidor", "finns-inte/", "", {"answer": 404}),
        ("47-inte-din-sida", "arbete/rapporter/ny/", "administrator", {"answer": 403}),
        ("48-konto", "konto/2fa/", "samordnare", {"outside": True}),
        ("49-hjalp", "arbete/hjalp/", "samordnare", {}),
        ("50-hjalp-sida", "arbete/hjalp/samordnare/", "samordnare", {}),
        ("51-sok", "arbete/sok/?q=centrum", "samordnare", {}),
        ("52-i-dag-polis", "arbete/", "polis", {}),
        ("53-i-dag-rapportor", "arbete/", "rapportor", {}),
        ("54-i-dag-styrgrupp", "arbete/", "styrgrupp", {}),
        ("55-i-dag-bostader", "arbete/", "bostader", {}),
        ("56-i-dag-administrator", "arbete/", "administrator", {}),
        ("57-dialoger", "arbete/dialoger/", "samordnare", {}),
        ("58-dialog", "arbete/dialoger/", "samordnare", {"follow": rf"/dialoger/{UUID}/$"}),
        ("59-dialog-ny", "arbete/dialoger/ny/", "samordnare", {}),
        ("60-trafik", "arbete/dialoger/trafik/", "samordnare", {}),
        ("61-granska", "arbete/rapporter/granska/", "samordnare", {}),
        ("62-kopplingar", "arbete/rapporter/kopplingar/", "administrator", {}),
        ("64-inlasning", "arbete/inlasning/", "samordnare", {}),
        ("65-inlast", "arbete/inlasning/", "samordnare", {"follow": rf"/inlasning/{UUID}/$"}),
        ("66-antal", "arbete/inlasning/antal/", "samordnare", {}),
        ("67-aktivitet", "arbete/aktiviteter/", "samordnare", {"follow": rf"/aktiviteter/{UUID}/$"}),
        (
            "69-version",
            "arbete/uppfoljning/",
            "samordnare",
            {"follow": r"/uppfoljning/\d{4}-[A-Z]\d/$ /version/\d"},
        ),
        ("70-bredvid", "arbete/lagesbild/", "samordnare", {"follow": rf"/lagesbild/{UUID}/$ /bredvid/"}),
        ("71-bild-ny", "arbete/lagesbild/nytt/", "samordnare", {}),
        (
            "72-iakttagelse",
            "arbete/lagesbild/",
            "samordnare",
            {"follow": rf"/lagesbild/{UUID}/$ /iakttagelser/"},
        ),
        ("73-overenskommelse", "arbete/loften/", "samordnare", {"follow": rf"/overenskommelse/{UUID}/$"}),
        ("74-overenskommelse-ny", "arbete/loften/overenskommelse/ny/", "samordnare", {}),
        ("75-protokoll", "arbete/moten/", "samordnare", {"follow": rf"/moten/{UUID}/$ /protokoll/$"}),
        ("76-forum", "arbete/moten/", "samordnare", {"follow": rf"/moten/forum/{UUID}/$"}),
        ("77-forum-nytt", "arbete/moten/forum/nytt/", "samordnare", {}),
        ("78-karta", "arbete/installningar/karta/", "administrator", {}),
        ("79-utseende", "arbete/installningar/utseende/", "administrator", {}),
        ("83-mote-nya-rapporter", "arbete/moten/", "samordnare", {"follow": rf"/moten/{UUID}/$ punkt="}),
        ("82-filter", "arbete/rapporter/", "samordnare", {"before": open_the_filter}),
    )
)
