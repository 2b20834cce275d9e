# SPDX-License-Identifier: EUPL-1.2
"""Nothing is lost and nothing comes twice: the line is cut, the tab, the browser and the server are killed.

`make proof` makes 500 reports; `make test` leaves it out. The figures of the last full run stand in docs/proof.md.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Error, sync_playwright

from tests import browser
from tests.served import BadLine, Served

FULL = os.environ.get("SAMSYN_TEST_PROOF") == "full"
MANY = 500
PHOTO_EVERY = 3
COLOURS = [(r, g, b) for r in (30, 120, 220) for g in (30, 120, 220) for b in (30, 120, 220)]

FILL = """
async ([number, colour]) => {
  const form = document.querySelector("[data-report]");
  const field = (name) => form.elements.namedItem(name);
  field("text").value = `Klottret i tunneln, nummer ${number}`;
  form.querySelector("[data-key=vandalism]").checked = true;
  field("place_text").value = "Lötängsskolan";
  if (colour) {
    const drawn = document.createElement("canvas");
    [drawn.width, drawn.height] = [320, 240];
    const brush = drawn.getContext("2d");
    brush.fillStyle = `rgb(${colour})`;
    brush.fillRect(0, 0, 320, 240);
    const blob = await new Promise((resolve) => drawn.toBlob(resolve, "image/jpeg", 0.95));
    const files = new DataTransfer();
    files.items.add(new File([blob], "bild.jpg", { type: "image/jpeg" }));
    field("photo").files = files.files;
  }
  return field("client_id").value;
}
"""
ROWS = "samsynQueue.rows().then((rows) => rows.map(({ id, state }) => [id, state]))"


class Phone:
    """A browser with a memory on disk: its tab can crash, and it can be killed as a whole."""

    def __init__(self, playwright: Any, folder: Path, address: str) -> None:
        self.playwright, self.folder, self.address = playwright, folder, address
        self.crashes = self.kills = 0
        self.page: Any = None
        self.start()

    def start(self) -> None:
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder), executable_path=browser.chromium(), args=browser.FLAGS, viewport=browser.PHONE
        )
        self.context.set_default_timeout(20_000)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def crash(self) -> None:
        """The tab is killed, with whatever else its process holds."""
        with contextlib.suppress(Error):
            self.context.new_cdp_session(self.page).send("Page.crash")
        fresh = self.context.new_page()
        with contextlib.suppress(Error):
            self.page.close()
        self.page = fresh
        self.crashes += 1

    def kill(self) -> None:
        """The whole browser goes down, as when a phone's battery ends."""
        session = self.context.browser.new_browser_cdp_session() if self.context.browser else None
        try:
            if session is not None:
                session.send("Browser.crash")
            else:
                self.context.close()
        except Error:
            pass
        with contextlib.suppress(Error):
            self.context.close()
        self.kills += 1
        self.start()

    def open(self, path: str) -> None:
        """Open a page, trying again as a person does, until it is whole."""
        for _ in range(60):
            try:
                self.page.goto(self.address + path, wait_until="load")
                self.page.wait_for_function(
                    "document.querySelector('[data-report] .actions button[type=submit], [data-waiting]')"
                    " && 'samsynQueue' in window",
                    timeout=4_000,
                )
                return
            except Error:
                time.sleep(0.2)
        raise AssertionError("the page never came")

    def waiting(self) -> dict[str, str]:
        """What lies on the device: id and state."""
        self.open("/almstad/rapportera/vantar/")
        return dict(self.page.evaluate(ROWS))


def shown(photo: bytes) -> tuple[int, int, int]:
    """Which of the colours a stored photo has, taken in the middle."""
    seen = Image.open(io.BytesIO(photo)).convert("RGB").getpixel((100, 100))
    return min(COLOURS, key=lambda colour: sum((a - b) ** 2 for a, b in zip(colour, seen, strict=True)))


@pytest.mark.proof
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="takes longer than an ordinary run has: make proof")
def test_every_report_arrives_exactly_once_with_its_photo(tmp_path: Path) -> None:
    rng = random.Random(114)
    served = Served(tmp_path / "served", SAMSYN_REPORTS_PER_HOUR="100000")
    served.start()
    line = BadLine(served.port, rng=rng)
    address = f"http://127.0.0.1:{line.port}"
    begun = time.monotonic()
    made: dict[str, int] = {}
    taken: dict[int, tuple[int, int, int]] = {}
    left_form = 0
    with sync_playwright() as playwright:
        phone = Phone(playwright, tmp_path / "profile", address)
        phone.open("/almstad/rapportera/")
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        phone.page.wait_for_function(
            "caches.open('samsyn-reports-1').then((kept) => kept.keys()).then((found) => found.length > 6)"
        )
        line.bad = True
        number = tries = 0
        while number < MANY:
            offline = rng.random() < 0.2
            phone.context.set_offline(offline)
            phone.open("/almstad/rapportera/")
            colour = rng.choice(COLOURS) if number % PHOTO_EVERY == 0 else None
            if colour:
                taken[number] = colour
            sending = phone.page.evaluate(FILL, [number, list(colour) if colour else None])
            crash, fall = tries % 13 == 6, tries % 30 == 20
            tries += 1
            if tries % 20 == 10 and not offline:
                threading.Timer(rng.uniform(0, 0.15), served.kill).start()
            phone.page.evaluate(
                "setTimeout(() => document.querySelector('[data-report] .actions button[type=submit]').click(), 0)"
            )
            try:
                if crash:
                    time.sleep(rng.uniform(0, 0.3))
                    phone.crash()
                elif fall:
                    time.sleep(rng.uniform(0, 0.3))
                    phone.kill()
                else:
                    phone.page.wait_for_selector(".receipt__code, [data-waiting]", timeout=8_000)
            except Error:
                pass  # the answer was cut off: the person looks among what waits
            else:
                if not (crash or fall):
                    made[sending] = number
                    number += 1
            if served.process is None:
                served.start()
            if sending in made:
                continue
            phone.context.set_offline(False)
            arrived = served.rows(f"SELECT 1 FROM reports_report WHERE client_id = '{UUID(sending).hex}'")
            if sending in phone.waiting() or arrived:
                made[sending] = number
                number += 1
            else:
                left_form += 1  # killed before the button was read: the person writes it again
        line.bad = False
        phone.context.set_offline(False)
        if served.process is None:
            served.start()
        for _ in range(120):
            if "waiting" not in phone.waiting().values():
                break
            time.sleep(0.5)
        left = Counter(phone.waiting().values())
        phone.context.close()
    stored = served.rows("SELECT client_id, text FROM reports_report")
    photos = served.rows(
        "SELECT r.text, p.content FROM reports_photo p JOIN reports_report r ON r.id = p.report_id"
    )
    cuts, killed = line.cuts, served.kills
    line.close()
    served.kill()
    print(
        f"\n{len(made)} reports made, {len(stored)} stored, {len(photos)} photos; {cuts} cuts, {killed} kills of"
        f" the server, {phone.crashes} of the tab, {phone.kills} of the browser, {left_form} never left the form,"
        f" {time.monotonic() - begun:.0f} s"
    )
    assert left.get("waiting", 0) == left.get("rewrite", 0) == 0
    assert len(made) == MANY
    assert Counter(UUID(one[0]) for one in stored) == Counter(UUID(one) for one in made)
    assert Counter(one[1] for one in stored) == Counter(
        f"Klottret i tunneln, nummer {n}" for n in range(MANY)
    )
    assert {int(text.rsplit(" ", 1)[1]): shown(content) for text, content in photos} == taken
    assert len(photos) == len(taken)
