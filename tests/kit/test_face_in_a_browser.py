# SPDX-License-Identifier: EUPL-1.2
"""The face as a visitor meets it: readable, operable by keyboard, light enough, and whole without script."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests import browser

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.kit.sheet_urls")]

DIST = Path(str(settings.DJANGO_VITE["default"]["manifest_path"])).parent
BEST = [*browser.WCAG, "best-practice"]


def _built(name: str) -> bytes:
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return (DIST / manifest[name]["file"]).read_bytes()


# Each scheme and each size once; `make proof` takes every pair of them.
SHOWN = [("light", browser.PHONE), ("dark", browser.DESKTOP)]
if os.environ.get("SAMSYN_TEST_PROOF") == "full":
    SHOWN += [("dark", browser.PHONE), ("light", browser.DESKTOP)]


@pytest.fixture(autouse=True)
def _front_end_is_built() -> None:
    if not (DIST / "manifest.json").exists():
        pytest.skip("no front end is built: run `make setup`")


@pytest.mark.parametrize("address", ["/sheet/", "/maps/"])
@pytest.mark.parametrize(
    ("scheme", "size"), SHOWN, ids=[f"{scheme}-{size['width']}" for scheme, size in SHOWN]
)
def test_every_component_passes_axe_and_fits_its_window(
    live_server: Any, visitor: Callable[..., Any], address: str, scheme: str, size: dict[str, int]
) -> None:
    page = visitor(viewport=size, color_scheme=scheme)
    page.goto(live_server.url + address)
    if address == "/maps/":
        page.locator("#rutor[data-ready]").wait_for()
    browser.axe(page, tags=BEST)
    browser.no_sideways_scroll(page)


def test_the_narrowest_phone_needs_no_sideways_scroll(live_server: Any, visitor: Callable[..., Any]) -> None:
    page = visitor(viewport={"width": 320, "height": 700})
    for address in ("/sheet/", "/maps/"):
        page.goto(live_server.url + address)
        browser.no_sideways_scroll(page)


def test_text_at_twice_the_size_still_fits(live_server: Any, visitor: Callable[..., Any]) -> None:
    page = visitor(viewport={"width": 640, "height": 900})
    page.goto(live_server.url + "/sheet/")
    page.evaluate(
        "new Promise(r => { const s = new CSSStyleSheet(); s.replaceSync('html{font-size:200%}'); document.adoptedStyleSheets = [s]; r() })"
    )
    browser.no_sideways_scroll(page)


def test_the_page_is_whole_without_script(live_server: Any, visitor: Callable[..., Any]) -> None:
    page = visitor(java_script_enabled=False, viewport=browser.PHONE)
    page.goto(live_server.url + "/sheet/")
    page.get_by_text("Meny", exact=True).click()
    expect(page.get_by_role("link", name="Löften", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    twin = page.locator("#veckor .twin")
    twin.locator("summary").click()
    expect(twin.get_by_role("table")).to_be_visible()
    expect(page.locator("#veckor .figure__drawing"), "the table stands in the drawing's place").to_be_hidden()


def test_a_form_with_remarks_opens_with_the_list_of_them(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/sheet/")
    assert page.evaluate("document.activeElement.className") == "summary"
    page.get_by_role("link", name="Fyll i det här för att gå vidare").click()
    page.wait_for_timeout(50)
    assert page.evaluate("location.hash") == "#id_place"


def test_the_word_of_the_filter_opens_and_closes_by_keyboard(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/sheet/")
    word = page.locator(".filter__word").first
    word.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(word.locator(".filter__panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(word.locator(".filter__panel")).not_to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_place_is_pointed_out_by_pointer_and_by_keyboard(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/maps/")
    panel = page.locator("#peka")
    panel.scroll_into_view_if_needed()
    page.locator("#peka[data-ready]").wait_for()
    panel.locator("canvas").focus()
    page.keyboard.press("Enter")
    longitude, latitude = (page.locator(f"#id_{name}").input_value() for name in ("longitude", "latitude"))
    assert 15 < float(longitude) < 16.5
    assert 58 < float(latitude) < 59
    assert "Vald plats i " in panel.locator("[data-map-said]").inner_text()

    panel.locator("canvas").click(position={"x": 20, "y": 20})
    assert page.locator("#id_longitude").input_value() != longitude
    assert "utanför kommunen" in panel.locator("[data-map-said]").inner_text()

    panel.get_by_role("button", name="Ta bort platsen").click()
    assert page.locator("#id_longitude").input_value() == ""


def test_the_arrow_keys_read_the_map_cell_by_cell(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/maps/")
    page.locator("#rutor[data-ready]").wait_for()
    said = page.locator("#rutor [data-map-said]")
    page.locator("#rutor canvas").focus()
    page.keyboard.press("ArrowRight")
    first = said.inner_text()
    assert first == "Hamnstaden, 17 rapporter, fler än slumpen ger"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert said.inner_text() != first


def test_the_map_turns_dark_with_the_page(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/maps/")
    page.locator("#omraden[data-ready]").wait_for()
    before = page.locator("#omraden canvas").screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1500)
    assert page.locator("#omraden canvas").screenshot() != before
    assert page.locator("#omraden").get_attribute("data-map-trouble") is None


def test_the_scripts_and_the_map_are_as_light_as_promised() -> None:
    work = gzip.compress(_built("samsyn/kit/frontend/js/work.js"), 9)
    common = next(DIST.glob("assets/common-*.js")).read_bytes()
    assert len(work) + len(gzip.compress(common, 9)) <= 40_000
    assert len(brotli.compress(_built("samsyn/kit/frontend/js/map.js"))) <= 260_000
    assert len(gzip.compress(_built("samsyn/kit/frontend/css/style.css"), 9)) <= 12_000
    assert (
        len(gzip.compress(_built("samsyn/kit/frontend/js/public.js"), 9)) + len(gzip.compress(common))
        <= 2_500
    )


def test_nothing_is_inlined_as_data_in_our_own_stylesheets() -> None:
    for name in ("style", "fonts"):
        assert b"data:" not in _built(f"samsyn/kit/frontend/css/{name}.css")
