# SPDX-License-Identifier: EUPL-1.2
"""Whether it helped, as residents read it on the promise's page and in its document: never a count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import EffectQuestion
from samsyn.cycle.publications import compute, reads, writes
from samsyn.cycle.publications.models import Publication
from samsyn.kit import clock, frozen
from tests import people
from tests.cycle.followups.test_effects import answered, asked

pytestmark = pytest.mark.django_db


def test_residents_read_by_how_much_by_which_method_and_why_there_is_no_mixture() -> None:
    answered(12, 58)
    promise = EffectQuestion.objects.get().promise
    with clock.frozen(date(2026, 9, 3)):
        writes.publish_promise(promise, by=people.coordinator())
    browser = Client()
    page = browser.get(f"/almstad/loften/{promise.slug}/").content.decode()
    assert "Mot vad det annars hade blivit:" in page
    assert "Räknat mot jämförelseplatserna tillsammans." in page
    assert "färre än 19 platser att blanda" in page
    assert 'href="/hjalp/metoder/hjalpte-det/"' in page, "where nobody has to sign in"
    assert browser.get("/hjalp/metoder/hjalpte-det/").status_code == 200
    assert "Skillnaden mot jämförelseplatserna" not in page
    kept = Publication.objects.get(slug=promise.slug)
    told = frozen.thaw(kept.content, kept.digest)["chain"]["effects"][0]
    assert told["before_count"] is None and "place" not in told["answer"]


@pytest.mark.parametrize("ended", [False, True])
def test_a_question_that_waits_says_until_when_and_one_that_outlived_its_promise_says_so(ended: bool) -> None:
    promise = asked().promise
    with clock.frozen(date(2026, 3, 3)):
        if ended:
            promises.end(promise, by=people.coordinator())
            promise.refresh_from_db()
        writes.publish_promise(promise, by=people.coordinator())
    page = Client().get(f"/almstad/loften/{promise.slug}/").content.decode().replace("\xa0", " ")
    assert ("Besked efter 30 juni 2026" in page) is not ended
    assert ("slutade gälla innan det gick att svara" in page) is ended


@pytest.mark.parametrize(
    ("ends", "period", "last"),
    [
        ("2026-04-30", "2026-T1", True),
        ("2026-03-15", "2026-T1", True),
        ("2026-05-01", "2026-T1", False),
        (None, "2026-T1", False),
        ("2026-04-30", None, False),
    ],
)
def test_the_follow_up_of_a_promises_last_days_is_its_last_word(
    ends: str | None, period: str | None, last: bool
) -> None:
    chain = {"promise": {"period_to": ends}, "periods": [], "indicators": [], "activities": []}
    shown = compute.shown(None, {"chain": chain, "standing": {"period": period}})
    assert shown["last_word"] is last


def test_the_coordinator_reads_it_on_the_follow_up_with_the_difference_in_reports() -> None:
    answered(12, 58)
    page = people.signed_in(people.coordinator()).get("/almstad/arbete/uppfoljning/2026-T2/").content.decode()
    assert "Skillnaden mot jämförelseplatserna är" in page


def test_the_counts_behind_a_published_effect_are_held_against_what_comes_after_though_they_are_not_out() -> (
    None
):
    answered(12, 58)
    question = EffectQuestion.objects.get()
    here, coordinator = question.partnership, people.coordinator()
    assert reads.out_of_reports(here, seen_by=coordinator).effects == {}
    with clock.frozen(date(2026, 9, 3)):
        writes.publish_promise(question.promise, by=coordinator)
    days = (question.before_from, question.before_to), (question.counted_from, question.counted_to)
    cells = [("vastra", question.category, one) for one in days]
    out = reads.out_of_reports(here, seen_by=coordinator)
    assert list(out.effects.items()) == list(zip(cells, (60, 12), strict=True))
    assert not out.readings
    # Fifteen reports of all kinds in the west: with the twelve known, three would be of other kinds.
    told = pictures_of(days, west=(80, 15), east=(90, 90))
    alone = compute.edition_apart(told, 5, reads.Out({}, {}, frozenset(), {}))
    beside = compute.edition_apart(told, 5, out)
    assert [row["hidden"] for row in alone["areas"]] == [None, None]
    assert beside["areas"][0]["hidden"] and beside["areas"][0]["count"] is None


def pictures_of(days: Any, **held: tuple[int, int]) -> dict[str, Any]:
    """The figures of a picture with two areas and reports without a place, of one category and another."""

    def row(key: str, name: str, before: int, count: int) -> dict[str, Any]:
        told = dict.fromkeys(("ratio", "interval", "verdict"))
        return {"key": key, "name": name, "count": count, "before": before} | told

    before, after = ({"from": one[0].isoformat(), "to": one[1].isoformat()} for one in days)
    areas = [row(KEYS[name], name, *counts) for name, counts in held.items()]
    sums = [sum(one[at] for one in areas) + 100 for at in ("before", "count")]
    return {
        "period": after, "compared_with": before, "total": row("", "", *sums), "areas": areas,
        "categories": [], "caveats": [],
        "method": dict.fromkeys(("version", "digest", "level")),
    }  # fmt: skip


KEYS = {"west": "vastra", "east": "ostra"}
