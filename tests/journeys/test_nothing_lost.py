# SPDX-License-Identifier: EUPL-1.2
"""Nothing is lost and nothing comes twice: the line is cut, the tab, the browser and the server are killed.

`make proof` makes 500 reports; `make test` leaves it out, as a killed browser can keep its driver waiting for ever. The
figures of the runs that ended stand in docs/proof.md.
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
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Error, sync_playwright

from tests.phone import Phone
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
ARRIVED = "SELECT 1 FROM reports_report WHERE client_id = '{}'"
ROWS = "samsynQueue.rows().then((rows) => rows.map(({ id, state }) => [id, state]))"


def opened(phone: Phone, address: str) -> None:
    """Open a page, trying again as a person does, until it is whole."""
    for _ in range(200):
        try:
            phone.page.goto(address, wait_until="load")
            phone.page.wait_for_function(
                "document.querySelector('[data-report] .actions button[type=submit], [data-waiting]')"
                " && 'samsynQueue' in window",
                timeout=4_000,
            )
            return
        except Error:
            time.sleep(0.1)
    raise AssertionError("the page never came")


def waiting(phone: Phone, address: str) -> dict[str, str]:
    """What lies on the device: id and state."""
    opened(phone, f"{address}/almstad/rapportera/vantar/")
    return dict(phone.page.evaluate(ROWS))


def kept_for_use_without_network(phone: Phone, address: str) -> None:
    """The first visit: the page and its files lie on the device when this returns."""
    opened(phone, f"{address}/almstad/rapportera/")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.page.wait_for_function(
        "caches.open('samsyn-reports-1').then((kept) => kept.keys()).then((found) => found.length > 6)"
    )


def shown(photo: bytes) -> tuple[int, int, int]:
    """Which of the colours a stored photo has, taken in the middle."""
    seen = Image.open(io.BytesIO(photo)).convert("RGB").getpixel((100, 100))
    return min(COLOURS, key=lambda colour: sum((a - b) ** 2 for a, b in zip(colour, seen, strict=True)))


@pytest.mark.proof
@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="a browser killed in the middle may keep its driver waiting: make proof")
def test_every_report_arrives_exactly_once_with_its_photo(tmp_path: Path) -> None:
    rng = random.Random(114)
    served = Served(tmp_path / "served", SAMSYN_REPORTS_PER_HOUR="0")
    served.start()
    line = BadLine(served.port, rng=rng)
    address = f"http://127.0.0.1:{line.port}"
    made: dict[str, int] = {}
    taken: dict[int, tuple[int, int, int]] = {}
    left_form = queued = number = tries = 0
    with sync_playwright() as playwright:
        phone = Phone(playwright, tmp_path / "profile")
        kept_for_use_without_network(phone, address)
        begun = time.monotonic()
        line.bad = True
        while number < MANY:
            offline = rng.random() < 0.2
            phone.context.set_offline(offline)
            opened(phone, f"{address}/almstad/rapportera/")
            colour = rng.choice(COLOURS) if number % PHOTO_EVERY == 0 else None
            if colour:
                taken[number] = colour
            sending = phone.page.evaluate(FILL, [number, list(colour) if colour else None])
            tab_dies, phone_dies = tries % 13 == 6, tries % 30 == 20
            tries += 1
            if tries % 40 == 10:
                # It is up again after a while, as the machine's own watch would see to; people go on reporting.
                threading.Timer(rng.uniform(0, 0.15), served.kill_and_start).start()
            phone.page.evaluate(
                "setTimeout(() => document.querySelector('[data-report] .actions button[type=submit]').click(), 0)"
            )
            if tab_dies or phone_dies:
                time.sleep(rng.uniform(0, 0.3))
                (phone.kill_tab if tab_dies else phone.kill)()
            else:
                with contextlib.suppress(Error):  # cut off on the way back: one looks among what waits
                    phone.page.wait_for_selector(".receipt__code, [data-waiting]", timeout=8_000)
                    made[sending] = number
                    queued += phone.page.url.endswith("/vantar/")
            if sending not in made:
                phone.context.set_offline(False)
                left = waiting(phone, address)
                if sending in left or served.rows(ARRIVED.format(UUID(sending).hex)):
                    made[sending] = number
                else:
                    left_form += 1  # killed before the button was read: it is written again
            number = len(made)
        line.bad = False
        phone.context.set_offline(False)
        served.wait()
        for _ in range(120):
            left = waiting(phone, address)
            if "waiting" not in left.values():
                break
            time.sleep(0.5)
        spent = time.monotonic() - begun
        phone.end()
    line.close()
    served.kill()
    stored = served.rows("SELECT client_id, text FROM reports_report")
    photos = served.rows(
        "SELECT r.text, p.content FROM reports_photo p JOIN reports_report r ON r.id = p.report_id"
    )
    print(
        f"\n{len(made)} reports made, {len(stored)} stored, {len(photos)} of {len(taken)} photos; {queued} were kept on"
        f" the device, {left_form} written again; {line.cuts} cuts, {served.kills - 1} kills of the server,"
        f" {phone.tabs_killed} of the tab, {phone.kills} of the browser; {spent:.0f} s, {len(made) / spent:.1f} a second"
    )
    assert set(left.values()) <= {"sent"}
    assert Counter(UUID(one[0]) for one in stored) == Counter(UUID(one) for one in made)
    assert Counter(one[1] for one in stored) == Counter(
        f"Klottret i tunneln, nummer {n}" for n in range(MANY)
    )
    assert {int(text.rsplit(" ", 1)[1]): shown(content) for text, content in photos} == taken
    assert len(photos) == len(taken)
