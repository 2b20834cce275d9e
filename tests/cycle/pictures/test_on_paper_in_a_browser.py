# SPDX-License-Identifier: EUPL-1.2
"""The picture on paper: no page is left half empty for its map, and one printed before the map was open says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests import people
from tests.cycle.pictures.test_odd_input import SPRING, one_report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
PAGE = f"/almstad/arbete/lagesbild/?start={SPRING[0]}&end={SPRING[1]}"
# What A4 leaves inside margins of 18 mm, in CSS pixels.
PAPER = {"width": 657, "height": 986}


def opened(live_server: Any, visitor: Callable[..., Any], **options: Any) -> Page:
    one_report()
    client = people.signed_in(people.coordinator())
    page: Page = visitor(**options)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(live_server.url + PAGE)
    return page


def test_a_page_printed_before_its_map_was_open_says_so(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = opened(live_server, visitor, java_script_enabled=False)
    words = page.get_by_text("Kartan är inte med här.")
    expect(words).to_be_hidden()
    page.emulate_media(media="print")
    expect(words).to_be_visible()


def test_on_paper_the_table_comes_first_so_that_the_map_leaves_no_page_half_empty(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    page = opened(live_server, visitor)
    page.locator("#picture-map[data-ready]").wait_for()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    expect(page.get_by_text("Kartan är inte med här.")).to_be_hidden()
    table = page.locator("#karta + div table").bounding_box()
    whole = page.locator("#picture-map").bounding_box()
    assert table is not None and whole is not None
    assert table["y"] < whole["y"]
    assert whole["height"] < 0.6 * PAPER["height"]
