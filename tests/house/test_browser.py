# SPDX-License-Identifier: EUPL-1.2
"""The checks that every journey leans on can themselves fail: seeded faults are found, a clean page passes."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import browser

pytestmark = pytest.mark.browser

CLEAN = """<!doctype html><html lang="sv"><head><title>Rent</title></head><body><main><h1>Rubrik</h1>
<p>Text som går att läsa.</p></main></body></html>"""


def test_a_clean_page_passes(page: Any) -> None:
    page.set_content(CLEAN)
    browser.axe(page)
    browser.no_sideways_scroll(page)


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
        ('<p style="color:#bbb;background:#fff">blek text</p>', "color-contrast"),
        ('<input type="text">', "label"),
        ('<a href="/x"></a>', "link-name"),
    ],
)
def test_a_seeded_fault_is_found(fault: str, name: str, page: Any) -> None:
    page.set_content(CLEAN.replace("</main>", f"{fault}</main>"))
    with pytest.raises(AssertionError, match=name):
        browser.axe(page)


def test_a_page_that_is_too_wide_is_found(visitor: Callable[..., Any]) -> None:
    page = visitor(viewport=browser.PHONE)
    page.set_content(CLEAN.replace("<p>", '<p style="width: 700px">'))
    with pytest.raises(AssertionError, match="px wide in a window of 390 px"):
        browser.no_sideways_scroll(page)


def test_a_request_to_another_host_is_stopped_and_told(chromium: Any) -> None:
    with (
        pytest.raises(AssertionError, match="outside"),
        browser.watched_context(chromium) as context,
    ):
        context.new_page().set_content(
            CLEAN.replace("</main>", '<img alt="" src="https://example.org/x.png"></main>')
        )


def test_a_breach_of_the_content_policy_is_told(chromium: Any) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    with (
        pytest.raises(AssertionError, match="policy"),
        browser.watched_context(chromium) as context,
    ):
        page = context.new_page()
        page.set_content(
            CLEAN.replace("</head>", f"{policy}</head>").replace("</main>", "<script>1</script></main>")
        )
        page.wait_for_timeout(200)
