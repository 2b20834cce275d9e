# SPDX-License-Identifier: EUPL-1.2
"""Nothing is lost and nothing comes twice: the line is cut, the tab, the browser and the server are killed.

14 reports in `make test`, 500 in `make proof`; the figures of the runs stand in docs/proof.md.
"""

from __future__ import annotations

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

from tests.phone import Dead, Phone
from tests.served import BadLine, Served

MANY = 500 if os.environ.get("SAMSYN_TEST_PROOF") == "full" else 14
PHOTO_EVERY = 3
COLOURS = [(r, g, b) for r in (30, 120, 220) for g in (30, 120, 220) for b in (30, 120, 220)]
ARRIVED = "SELECT 1 FROM reports_report WHERE client_id = '{}'"


def waiting(phone: Phone) -> dict[str, str]:
    """What lies on the device: id and state; asked again of a phone that died of the question."""
    for _ in range(5):
        try:
            return dict(phone.ask("waiting", within=40))
        except Dead:
            continue
    raise AssertionError(f"the phone never told what waits on it:\n{phone.diary.read_text()[-4_000:]}")


def shown(photo: bytes) -> tuple[int, int, int]:
    """Which of the colours a stored photo has, taken in the middle."""
    seen = Image.open(io.BytesIO(photo)).convert("RGB").getpixel((100, 100))
    return min(COLOURS, key=lambda colour: sum((a - b) ** 2 for a, b in zip(colour, seen, strict=True)))


@pytest.mark.proof
@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.browser
@pytest.mark.slow
def test_every_report_arrives_exactly_once_with_its_photo(tmp_path: Path) -> None:
    rng = random.Random(114)
    served = Served(tmp_path / "served", SAMSYN_REPORTS_PER_HOUR="0")
    served.start()
    line = BadLine(served.port, rng=rng)
    phone = Phone(tmp_path / "profile", f"http://127.0.0.1:{line.port}")
    made: dict[str, int] = {}
    taken: dict[int, tuple[int, int, int]] = {}
    left_form = queued = number = tries = 0
    phone.ask("visit", within=90)
    begun = time.monotonic()
    line.bad = True
    while number < MANY:
        tries += 1
        assert tries < 2 * MANY + 20, f"{number} reports made in {tries} tries"
        colour = rng.choice(COLOURS) if number % PHOTO_EVERY == 0 else None
        try:
            sending = phone.ask("fill", number, colour, rng.random() < 0.2)
        except Dead:
            continue  # nothing was sent
        if colour:
            taken[number] = colour
        if tries % 40 == 10:
            # It is up again after a while, as the machine's own watch would see to; people go on reporting.
            threading.Timer(rng.uniform(0, 0.15), served.kill_and_start).start()
        try:
            if tries % 30 == 20:
                phone.begin("press")
                time.sleep(rng.uniform(0, 0.3))
                phone.kill()
            elif tries % 13 == 6:
                phone.tabs_killed += 1
                phone.ask("crash", rng.uniform(0, 0.3))
            else:
                queued += phone.ask("send").endswith("/vantar/")
                made[sending] = number
        except Dead:  # cut off on the way back: one looks among what waits
            pass
        if sending not in made:
            left = waiting(phone)
            if sending in left or served.rows(ARRIVED.format(UUID(sending).hex)):
                made[sending] = number
            else:
                left_form += 1  # killed before the button was read: it is written again
        number = len(made)
    line.bad = False
    served.wait()
    for _ in range(120):
        left = waiting(phone)
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
        f" {phone.tabs_killed} of the tab, {phone.kills} of the browser, {phone.hung} of them because it did not answer;"
        f" {spent:.0f} s, {len(made) / spent:.1f} a second"
    )
    assert set(left.values()) <= {"sent"}
    assert Counter(UUID(one[0]) for one in stored) == Counter(UUID(one) for one in made)
    assert Counter(one[1] for one in stored) == Counter(
        f"Klottret i tunneln, nummer {n}" for n in range(MANY)
    )
    assert {int(text.rsplit(" ", 1)[1]): shown(content) for text, content in photos} == taken
    assert len(photos) == len(taken)
