# SPDX-License-Identifier: EUPL-1.2
"""Draws the pictures: of every main page, to be looked at, and of what the help pages show.

`make docs` runs it. The demo is built and served from `var/docs`, Chromium is driven through it, and

* `var/pictures/PARTNERSHIP/PAGE-WIDTH-SCHEME.png` is every page of `scripts.main_pages` at two widths, light and dark
  (not committed);
* `docs/how-to/pictures/NAME.LANGUAGE.webp` is what the help pages show (committed, at most 60 kB each).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from scripts.main_pages import MAIN, MORE, Shown
from tests import browser as browsers

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "var" / "docs"
PICTURES = ROOT / "var" / "pictures"
HELP = ROOT / "docs" / "how-to" / "pictures"
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
LARGEST = 60_000
HEIGHT = 900


class Town:
    """A served demo and a browser to walk in it, signed in once for each account."""

    def __init__(self, running: Browser, address: str, accounts: list[dict[str, str]]) -> None:
        self.running = running
        self.address = address
        self.accounts = {account["email"]: account["password"] for account in accounts}
        self._signed_in: dict[str, Any] = {}

    @contextmanager
    def visit(self, town: str, who: str, *, width: int, scheme: str, height: int = HEIGHT) -> Iterator[Page]:
        """A page for somebody in a partnership; nobody in particular where `who` is empty."""
        state = self._state(f"{who}@{town}.example") if who else None
        context = self.running.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            storage_state=state,
            reduced_motion="reduce",
        )
        context.set_default_timeout(60_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    def _state(self, email: str) -> Any:
        if email not in self._signed_in:
            context = self.running.new_context()
            context.set_default_timeout(60_000)
            self._sign_in(context, email)
            self._signed_in[email] = context.storage_state()
            context.close()
        return self._signed_in[email]

    def _sign_in(self, context: BrowserContext, email: str) -> None:
        page = context.new_page()
        page.goto(f"{self.address}/konto/login/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", self.accounts[email])
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")

    def open(self, page: Page, path: str, follow: str = "", answer: int = 200) -> bool:
        """Go to a page, on through the links named, and wait for its map. False where there is no such page."""
        got = page.goto(f"{self.address}/{path}")
        if got is None or (got.status >= 400 and got.status != answer):
            return False
        for step in follow.split():
            links = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href.split('#')[0])")
            found = next((link for link in links if re.search(step, link)), None)
            if found is None:
                return False
            page.goto(found)
        self.rest(page)
        return True

    def rest(self, page: Page) -> None:
        """Wait until the map, where the page draws one at once, and the fonts are there."""
        # On a phone the map waits to be asked for, and on the report form it lies folded.
        wide = (page.viewport_size or {"width": 0})["width"] >= 900
        panels = page.locator("[data-map]:visible" if wide else "[data-map=now]:visible")
        if panels.count():
            try:
                panels.first.and_(page.locator("[data-ready]")).wait_for(timeout=30_000)
                page.wait_for_timeout(300)
            except PlaywrightError:
                sys.stderr.write(f"pictures: the map of {page.url} did not come to rest\n")
        page.evaluate("document.fonts.ready")


def draw_pages(town: Town, only: str) -> tuple[int, list[str]]:
    """Every main page in both partnerships and the rest in the first; two widths, light and dark.

    Returns how many were drawn, and which could not be, so that no run is thinner than it seems.
    """
    drawn, lacking = 0, []
    for key in ("demo", "demo2"):
        (PICTURES / key).mkdir(parents=True, exist_ok=True)
        for shown in MAIN if key == "demo2" else MAIN + MORE:
            if not re.search(only, f"{key}/{shown.name}"):
                continue
            for width in WIDTHS:
                made = _draw_page(town, key, shown, width) or _draw_page(town, key, shown, width)
                drawn += made
                lacking += [] if made else [f"{key}/{shown.name}-{width}"]
    return drawn, lacking


def _draw_page(town: Town, key: str, shown: Shown, width: int) -> int:
    """Draw a page light and dark; 0 where it could not be, and why is said. It leaves the others to be drawn."""
    try:
        return _drawn(town, key, shown, width)
    except PlaywrightError as fault:
        sys.stderr.write(f"pictures: {shown.name} in {key}: {str(fault).splitlines()[0]}\n")
        return 0


def _drawn(town: Town, key: str, shown: Shown, width: int) -> int:
    path = shown.path if shown.outside else f"{key}/{shown.path}"
    with town.visit(key, shown.who, width=width, scheme=SCHEMES[0]) as page:
        if not town.open(page, path, shown.follow, shown.answer):
            sys.stderr.write(f"pictures: no page {shown.name} in {key}\n")
            return 0
        if shown.before:
            shown.before(page)
        for scheme in SCHEMES:
            if scheme != SCHEMES[0]:
                # The page follows the reader's system by itself; a map is drawn in the colours that it began with.
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                if page.locator("[data-map][data-ready]").count() and not shown.before:
                    page.reload()
                    town.rest(page)
            # As tall as the page, so that what sticks to the window's edge stands at the page's.
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(HEIGHT, tall)})
            page.screenshot(path=PICTURES / key / f"{shown.name}-{width}-{scheme}.png")
            page.set_viewport_size({"width": width, "height": HEIGHT})
    return len(SCHEMES)


def main() -> int:
    """Serve the demo, or use one that is served, and draw."""
    reader = argparse.ArgumentParser(description="Pictures of the pages and for the help.")
    reader.add_argument("--address", help="a demo that is served already, with --accounts")
    reader.add_argument("--accounts", type=Path, help="its demo-accounts.json")
    reader.add_argument("--only", default="", help="only the pictures whose name matches")
    reader.add_argument("--help-only", action="store_true", help="only what the help pages show")
    reader.add_argument("--pages-only", action="store_true", help="only the main pages")
    options = reader.parse_args()
    lacking = browsers.missing()
    if lacking:
        sys.stderr.write(f"pictures: skipped, {lacking}\n")
        return 0
    undrawn: list[str] = []
    with _served(options) as (address, accounts), sync_playwright() as playwright:
        running = browsers.launch(playwright)
        town = Town(running, address, accounts)
        if not options.pages_only:
            from scripts import help_pictures

            sys.stdout.write(f"pictures: {help_pictures.draw(town, options.only)} for the help pages\n")
        if not options.help_only:
            drawn, undrawn = draw_pages(town, options.only)
            sys.stdout.write(f"pictures: {drawn} of pages, in {PICTURES}\n")
        running.close()
    if undrawn:
        sys.stderr.write(f"pictures: not drawn: {', '.join(undrawn)}\n")
    return 1 if undrawn else 0


def keep(png: bytes, path: Path, *, wide: int) -> None:
    """Write a picture as WebP of at most LARGEST bytes and `wide` pixels, only where it differs from what is kept."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    if image.width > wide:
        image = image.resize((wide, round(image.height * wide / image.width)), Image.Resampling.LANCZOS)
    for quality in (82, 74, 64, 50, 36):
        written = io.BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            break
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != written.getvalue():
        path.write_bytes(written.getvalue())


@contextmanager
def _served(options: argparse.Namespace) -> Iterator[tuple[str, list[dict[str, str]]]]:
    if options.address:
        yield options.address.rstrip("/"), json.loads(options.accounts.read_text("utf-8"))["accounts"]
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "SAMSYN_DATA_DIR": str(BUILT)}
    command = [sys.executable, "-m", "samsyn", "demo", "--port", str(port)]
    # A whole run begins anew, so that what an earlier one sent in is not in its pictures; a part of one need not.
    command += [] if options.only else ["--reset"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}", server)
        accounts = json.loads((BUILT / "demo-accounts.json").read_text("utf-8"))["accounts"]
        yield f"http://127.0.0.1:{port}", accounts
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 600
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/halsa/", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("pictures: the demo did not start")


if __name__ == "__main__":
    raise SystemExit(main())
