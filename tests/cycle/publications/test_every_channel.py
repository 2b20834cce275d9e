# SPDX-License-Identifier: EUPL-1.2
"""An operative activity and small counts about people, planted and looked for in every channel that anyone can reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from samsyn.cli.run import run
from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.publications import reads, tasks
from samsyn.cycle.publications import writes as publications
from samsyn.cycle.publications.models import Subscription
from samsyn.desk.search import search
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM
from tests import channels, people
from tests.cycle.pictures import town

SECRET, PLACE, SPOT = "Hundsök Hamnskolan", "Hamnskolans skåp", "hamnplan"
LEAVE = re.compile(r"avsluta/\S+")
HOURS = ("09:17", "09.17", "T0917")  # bare digits come in digests too
SMALL, OTHER, ENOUGH, MORE = (20, 17, 3), (20, 16, 4), (40, 22, 18), (40, 21, 19)


class TakeBack(Exception):
    """Ends a transaction without keeping anything of it."""


def planted() -> tuple[Any, Any]:
    """A signed promise about the young who were reached, split by sex, and an operative activity for it."""
    here, coordinator, officer = people.partnership(), people.coordinator(), people.officer()
    town.districts(here)
    west = places.placing_areas(here, seen_by=SYSTEM)[0]
    with clock.frozen(date(2026, 1, 10)):
        promise = promises.draft(
            here, "Vi når minst 20 unga.", by=coordinator, slug="unga", area=west,
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31),
        )  # fmt: skip
        whole = promises.add_indicator(
            promise, "Nådda unga", "count", people.organisation(), by=coordinator, target=20, unit="unga"
        )
        promises.split(whole, "sex", {"Flickor": 16, "Pojkar": 4}, by=coordinator)
        promises.propose(promise, by=coordinator)
        promises.sign(promise, by=coordinator, title="Ordförande")
        promise = promises.sign(promise, by=officer, title="Chef")
        activity = activities.plan(
            here, SECRET, people.organisation("police"), by=coordinator, promises=[promise], kind="dog_search",
            place_text=PLACE, area=west, period_from=date(2026, 2, 3), period_to=date(2026, 5, 28), weekdays=[1],
            time_from=time(9, 17), time_to=time(10),
        )  # fmt: skip
    return promise, activity


def publish(promise: Any, counts: tuple[int, int, int]) -> None:
    """Follow up the first tertial with these counts of the whole, girls and boys, and publish it."""
    coordinator = people.coordinator()
    with clock.frozen(date(2026, 5, 12)):
        followup = followups.open_period(people.partnership(), "2026-T1", by=coordinator)
        for row, count in zip(followup_reads.readings(followup, seen_by=coordinator), counts, strict=True):
            followups.report(
                row, by=coordinator, said=str(count), as_of=date(2026, 4, 30), comment=f"Det blev {count}."
            )
        followups.collect(followup, by=coordinator)
        followups.approve(followup, by=coordinator)
        followups.approve(followup, by=people.officer())
        followup.refresh_from_db()
        publications.publish_followup(followup, by=coordinator)


def follow() -> None:
    """Somebody is to be told by mail of all that is published."""
    here = people.partnership()
    publications.subscribe(here, reads.Choice("all"), "boende@exempel.se", by=PUBLIC)
    for row in Subscription.objects.seen_by(SYSTEM):
        publications.confirm(row, by=PUBLIC)


def mails() -> dict[str, str]:
    """What the mails say that go out now."""
    mail.outbox.clear()
    for row in Subscription.objects.seen_by(SYSTEM):
        tasks.tell(row.pk)
    return {f"mail {n}": f"{each.subject} {each.body}" for n, each in enumerate(mail.outbox)}


def known(promise: Any) -> dict[str, list[str]]:
    return {
        "key": ["almstad"], "slug": [promise.slug], "period": ["2026-T1"], "place": [promise.area.key],
        "area": [str(promise.area.uuid)],
    }  # fmt: skip


def all_told(promise: Any, folder: Path | None = None, prefixes: tuple[str, ...] = ("",)) -> dict[str, str]:
    found = channels.told(known(promise), prefixes)
    if folder is not None:
        assert run(["publish", "almstad", "--out", str(folder / "site")]) == 0
        found |= channels.files(folder / "site")
    return found


def with_counts(
    promise: Any, counts: tuple[int, int, int], folder: Path | None = None, *, limit_then: int = 5
) -> dict[str, str]:
    """What is told when these counts are published, with the limit that held then; the database is then as before."""
    found: dict[str, str] = {}
    try:
        with transaction.atomic():
            follow()
            Partnership.objects.update(small_count_limit=limit_then)
            publish(promise, counts)
            Partnership.objects.update(small_count_limit=5)
            with clock.frozen(date(2026, 5, 20)):
                found = all_told(promise, folder) | mails()
            raise TakeBack
    except TakeBack:
        pass
    told = {address: channels.lasting(text) for address, text in found.items()}
    return {where: LEAVE.sub("·", text) if where.startswith("mail") else text for where, text in told.items()}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The promise and the activity, for the tests of this file."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield planted()
                raise TakeBack
        except TakeBack:
            pass


def secrets_in(found: dict[str, str]) -> list[str]:
    return [where for where, text in found.items() if any(word in text for word in (SECRET, PLACE, *HOURS))]


@pytest.mark.slow
def test_an_operative_activity_is_in_no_channel_before_it_is_done_and_then_a_count(
    made: Any, db: None, tmp_path: Path
) -> None:
    promise, activity = made
    follow()
    with clock.frozen(date(2026, 2, 1)):
        publications.publish_promise(promise, by=people.coordinator())
        before = all_told(promise, tmp_path, ("", "en/")) | mails()
        assert run(["export", "almstad", "--out", str(tmp_path / "out.zip")]) == 0
        assert run(["export", "almstad", "--out", str(tmp_path / "whole.zip"), "--whole"]) == 0
    assert secrets_in(before) == [] and "mail 0" in before
    exported = channels.package(tmp_path / "out.zip")
    assert secrets_in(exported) == []
    assert "dog_search" in exported["tables/activities.activity.csv"], "the row itself is there"
    assert secrets_in(channels.package(tmp_path / "whole.zip")) == ["tables/activities.activity.csv"]
    assert (
        len(before) > 60 and "/almstad/aktiviteter.ics" in before and "/api/v1/almstad/activities" in before
    )
    with clock.frozen(date(2026, 4, 2)):
        activities.log(activity, by=people.officer(), done_on=date(2026, 3, 3), quantity=7, note=PLACE)
        publications.publish_promise(promise, by=people.coordinator())
        after = all_told(promise) | mails()
    assert secrets_in(after) == [] and "mail 0" in after
    assert [where for where, text in after.items() if "2026-03-03" in text or "3 mars" in text] == []
    assert "Sök med narkotikahund: 7" in after["/almstad/loften/unga/"]


def test_search_finds_no_activity(made: Any, db: None) -> None:
    for caller in (people.coordinator(), people.officer(), people.member("reporter", "housing")):
        assert search(people.partnership(), "hundsök", seen_by=caller) == []
        assert search(people.partnership(), "hamnskolans", seen_by=caller) == []


@pytest.mark.slow
def test_no_channel_tells_one_small_count_about_people_from_another(
    made: Any, db: None, tmp_path: Path
) -> None:
    promise, _ = made
    one, other = (with_counts(promise, counts, tmp_path) for counts in (SMALL, OTHER))
    assert one.keys() == other.keys()
    assert [where for where in one if one[where] != other[where]] == []
    page = one["/almstad/loften/unga/2026-T1/"]
    assert "Visas inte" in page, "3 or 4 boys of a target of 4: kept or not would tell which"
    assert "färre än 5 visas inte" in page and "dold för att skydda en annan siffra" in page
    assert "small" in one["/almstad/oppna-data/redovisningar.csv"]


@pytest.mark.slow
def test_what_was_published_before_it_was_hidden_is_told_by_no_channel_any_more(made: Any, db: None) -> None:
    promise, _ = made
    one, other = (with_counts(promise, counts, limit_then=1) for counts in (SMALL, OTHER))
    assert [where for where in one if one[where] != other[where]] == []
    assert "Små antal är dolda i efterhand" in one["/almstad/loften/unga/2026-T1/"]


@pytest.mark.same_on_both
def test_every_channel_that_carries_figures_tells_large_counts_apart(made: Any, db: None) -> None:
    """The test above can only see what is told: here it is seen that these channels are read at all."""
    promise, _ = made
    one, other = (with_counts(promise, counts) for counts in (ENOUGH, MORE))
    differ = {where for where in one if one[where] != other[where]}
    assert differ >= {
        "/almstad/loften/unga/", "/almstad/loften/unga/2026-T1/", "/almstad/uppfoljning/2026-T1.pdf",
        "/almstad/uppfoljning/2026-T1.docx", "/almstad/oppna-data/redovisningar.csv",
        "/almstad/oppna-data/redovisningar.json", "/api/v1/almstad/readings", "/api/v1/almstad/promises/unga",
    }  # fmt: skip
