# SPDX-License-Identifier: EUPL-1.2
"""A browser that cannot leave the machine, and the accessibility baseline it is held to."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN_HOSTS = {"127.0.0.1", "localhost"}
# A loaded machine is slow, not wrong: what is looked for is waited for.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def missing() -> str | None:
    """Say what a browser test lacks here, or None where it can run."""
    if chromium() is None:
        return "no Chromium on PATH: install Debian's `chromium`"
    if not AXE.exists():
        return "axe-core is not installed: run `make setup`"
    return None


def required() -> bool:
    """Tell whether a missing browser is a failure here, as where the whole suite must run, or a skip."""
    return os.environ.get("SAMSYN_REQUIRE_BROWSER") == "1"


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium without a window."""
    return playwright.chromium.launch(executable_path=chromium(), args=FLAGS)


class Watched:
    """A page's context with what went wrong in it: addresses outside, faults against the CSP, script errors."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.outside: list[str] = []
        self.faults: list[str] = []
        context.route("**/*", self._keep_home)
        context.on("page", self._listen)

    def _keep_home(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"data", "blob", "about"} or address.hostname in OWN_HOSTS:
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _listen(self, page: Page) -> None:
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))

    def _hear(self, kind: str, text: str) -> None:
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.faults.append(f"{kind}: {text}")

    def assert_clean(self) -> None:
        """Fail where a page asked for anything outside, broke the content security policy or its own script."""
        assert not self.outside, f"the page asked for addresses outside: {self.outside}"
        assert not self.faults, f"the page broke its policy or its script: {self.faults}"


@contextmanager
def watched_context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """Give a context of its own (one visitor) that is checked for a clean bill when it closes."""
    options.setdefault("viewport", DESKTOP)
    options.setdefault("locale", "sv-SE")
    options.setdefault("timezone_id", "Europe/Stockholm")
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    watched = Watched(context)
    try:
        yield context
    finally:
        context.close()
    watched.assert_clean()


def axe(page: Page, *, tags: list[str] = WCAG, rules: list[str] | None = None) -> None:
    """Assert that axe-core finds no fault against WCAG 2.2 A and AA on the page as it stands now.

    With `rules` only those are asked, with other `tags` those instead.
    """
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    # Evaluated, not injected as an element: the page's own policy stays in force.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("asked => axe.run(document, {runOnly: asked, resultTypes: ['violations']})", asked)
    faults = [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: "
        + "; ".join(
            f"{' '.join(map(str, node['target']))} {node['html'][:160]}" for node in fault["nodes"][:4]
        )
        for fault in found["violations"]
    ]
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def no_sideways_scroll(page: Page) -> None:
    """Assert that the page fits its window: nobody on a phone should have to push it sideways."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"
