# SPDX-License-Identifier: EUPL-1.2
"""Bursts of alike reports are pointed out, since nobody's weight can be known; they are counted all the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from samsyn.cycle.reports import reads
from samsyn.kit import clock
from samsyn.kit.errors import NotAllowed
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 4, 8, tzinfo=clock.LOCAL)


@pytest.fixture
def here():
    return quarter.town()


def reported(here, at, **changed):
    with clock.frozen(at):
        return quarter.resident_report(here, wall_from=at.date().isoformat(), **changed)


def found(here, **more):
    with clock.frozen(DAY + timedelta(days=10)):
        return reads.campaigns(here, seen_by=people.coordinator(), **more)


def test_an_even_flow_is_no_campaign(here) -> None:
    for week in range(16):
        for day in (0, 3):
            reported(here, DAY - timedelta(weeks=week, days=day))
    assert found(here) == []


def test_a_burst_of_the_same_words_is_pointed_out(here) -> None:
    for week in range(12):
        reported(here, DAY - timedelta(weeks=week + 1))
    for n in range(10):
        reported(here, DAY + timedelta(minutes=20 * n), text=f"Stäng den stökiga kiosken på torget nu {n}")
    [one] = found(here)
    assert (one.category, one.area_name, one.count) == ("vandalism", "Lötäng", 10)
    assert one.alike == 1.0
    assert one.expected < 1
    assert (one.began, one.ended) == (DAY, DAY + timedelta(minutes=180))


def test_many_who_tell_it_each_in_own_words_are_told_apart_from_copies(here) -> None:
    words = [
        "Rutan på busskuren är krossad", "Någon slog sönder porten i natt", "Papperskorgen brinner vid skolan",
        "Bänkarna i parken är uppbrutna", "Klotter över hela tunneln igen", "Lekplatsens gungor är avklippta",
        "Staketet mot banan ligger ner", "Cykelstället är sönderslaget nu", "Fasaden är sprejad med färg",
    ]  # fmt: skip
    for n, text in enumerate(words):
        reported(here, DAY + timedelta(hours=n), text=text)
    [one] = found(here)
    assert one.alike == 0.0


def test_few_or_spread_out_or_elsewhere_are_no_burst(here) -> None:
    for n in range(7):
        reported(here, DAY + timedelta(minutes=n))
    for n in range(10):
        reported(here, DAY + timedelta(days=-20 * (n % 5) - n), area=quarter.district(here, "Stenbro"))
    assert found(here) == []


def test_what_members_write_is_no_campaign(here) -> None:
    with clock.frozen(DAY):
        for _ in range(12):
            quarter.staff_report(here, people.coordinator())
    assert found(here) == []


def test_only_bursts_of_the_days_asked_for(here) -> None:
    for n in range(10):
        reported(here, DAY + timedelta(minutes=n))
    assert len(found(here, day_from=DAY.date(), day_to=DAY.date())) == 1
    assert found(here, day_from=(DAY + timedelta(days=3)).date()) == []
    with pytest.raises(NotAllowed):
        reads.campaigns(here, seen_by=people.member("guest"))
    assert reads.campaigns(here, seen_by=people.outsider()) == []
