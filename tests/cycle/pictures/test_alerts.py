# SPDX-License-Identifier: EUPL-1.2
"""Each week is searched once; what is unusual becomes an alert that says how seldom chance gives as much."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samsyn.cycle.pictures import compute, reads, tasks, writes
from samsyn.cycle.pictures.compute.alerts import Raised
from samsyn.cycle.pictures.models import Alert, AlertState, Look
from samsyn.cycle.reports.models import Report
from samsyn.desk import start
from samsyn.kit import clock, jobs
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
MONDAY = date(2026, 4, 20)
MIDDLE, WIDE = (town.EAST + 5_000, town.NORTH + 5_000), 2_500
"""A town small enough that its places are searched in a moment."""
PAGE = "/almstad/arbete/lagesbild/larm/"


def years(*, per_week: int = 6) -> None:
    """Four quiet years with so many reports a week, in one of two districts."""
    town.districts(people.partnership())
    days = 4 * 365
    start = MONDAY - timedelta(days=days)
    town.reports(
        people.partnership(), per_week * days // 7, start=start, days=days + 7, seed=5, at=MIDDLE, spread=WIDE
    )


def a_bad_week(count: int = 30, **how: object) -> None:
    where = (town.EAST + 4_400, town.NORTH + 5_000)
    how = {"at": where, "spread": 1_000, "start": MONDAY, "days": 7, "seed": 9} | how
    town.reports(people.partnership(), count, **how)  # type: ignore[arg-type]


def an_alert(**facts: object) -> Alert:
    """One kept alert, without the search."""
    one = Raised(
        "week", MONDAY, MONDAY + timedelta(days=6), 30, 6.1, 4_000.0, upper=14.0, category="vandalism"
    )
    found = compute.Found(MONDAY, MONDAY + timedelta(days=6), (one,), 20, 0.08, (), "1", 1, "sha256:0")
    with people.journalled():
        look = writes.note_look(people.partnership(), found, by=SYSTEM)
    alert = look.alerts.get()
    Alert.objects.filter(pk=alert.pk).update(**facts)
    alert.refresh_from_db()
    return alert


def test_an_unusual_week_is_raised_once_where_it_is_surest_with_what_chance_gives() -> None:
    years()
    a_bad_week()
    found = compute.search(people.partnership(), MONDAY)
    weeks = [one for one in found.alerts if one.kind == "week"]
    assert len(weeks) == 1, "the town, the category and the area are one and the same thing"
    (alert,) = weeks
    assert (alert.day_from, alert.day_to) == (MONDAY, MONDAY + timedelta(days=6))
    assert alert.seen >= 30 > alert.upper > alert.expected
    assert alert.every_days > 365
    assert found.expected_false < 0.12
    assert compute.search(people.partnership(), MONDAY) == found


def test_quiet_weeks_keep_quiet() -> None:
    years()
    assert compute.search(people.partnership(), MONDAY).alerts == ()


def test_a_thin_category_that_slowly_grows_is_summed_up() -> None:
    years()
    slow = {"category": "fire", "days": 24 * 7, "start": MONDAY - timedelta(days=23 * 7)}
    town.reports(
        people.partnership(), 6, category="fire", start=MONDAY - timedelta(days=1400), days=1100, seed=3
    )
    a_bad_week(14, at=MIDDLE, spread=WIDE, **slow)
    found = [one for one in compute.search(people.partnership(), MONDAY).alerts if one.kind == "sum"]
    assert [one.category for one in found] == ["fire"]
    assert found[0].seen >= 14 > found[0].expected * 3


def test_a_short_history_says_what_cannot_be_told_and_still_searches_places() -> None:
    town.districts(people.partnership())
    town.reports(
        people.partnership(), 300, start=MONDAY - timedelta(days=200), days=200, at=MIDDLE, spread=WIDE
    )
    a_bad_week(25, spread=300)
    found = compute.search(people.partnership(), MONDAY)
    assert "weeks_short_history" in found.left_out
    assert [one.kind for one in found.alerts] == ["place"]
    assert found.alerts[0].place_name == "Västra"


def test_what_only_one_party_sees_raises_no_alert_for_all() -> None:
    years()
    before = set(Report.objects.values_list("pk", flat=True))
    a_bad_week()
    Report.objects.exclude(pk__in=before).update(record_class="police")
    assert compute.search(people.partnership(), MONDAY).alerts == ()


def test_an_empty_town_is_searched_and_says_so() -> None:
    found = compute.search(people.partnership(), MONDAY)
    assert found.alerts == () and found.left_out


def test_the_job_searches_each_week_once(monkeypatch: pytest.MonkeyPatch) -> None:
    years()
    a_bad_week()
    monkeypatch.setattr(clock, "today", lambda: MONDAY + timedelta(days=9))
    for _ in range(2):
        tasks.weekly()
        jobs.run_due()
    assert Look.objects.count() == 1
    raised = Alert.objects.count()
    assert raised >= 1
    tasks.look(people.partnership().pk, MONDAY.isoformat())
    tasks.look(people.partnership().pk, (MONDAY + timedelta(days=7)).isoformat())
    assert Look.objects.count() == 2
    assert Alert.objects.filter(kind="week").count() == 1, (
        "the same week is not raised again by the next look"
    )


def test_an_alert_is_answered_once_by_those_who_know() -> None:
    alert = an_alert()
    reporter = people.member("reporter")
    with pytest.raises(NotAllowed):
        writes.acknowledge(alert, by=reporter, outcome="real")
    with pytest.raises(BadInput):
        writes.acknowledge(alert, by=people.coordinator(), outcome="maybe")
    with pytest.raises(BadInput):
        writes.acknowledge(alert, by=people.coordinator(), outcome="real", reason="x" * 501)
    with pytest.raises(NotFound):
        writes.acknowledge(alert, by=people.outsider(), outcome="real")
    with people.journalled():
        writes.acknowledge(alert, by=people.officer(), outcome="real", reason=" Bränder i återvinningen ")
    assert (alert.state, alert.reason) == (AlertState.ACKNOWLEDGED, "Bränder i återvinningen")
    with pytest.raises(NotNow):
        writes.acknowledge(alert, by=people.coordinator(), outcome="nothing")
    with pytest.raises(NotAllowed):
        writes.note_look(
            people.partnership(), compute.search(people.partnership(), MONDAY), by=people.officer()
        )


def test_the_start_page_leads_to_the_answer_in_two_clicks() -> None:
    alert = an_alert()
    coordinator = people.coordinator()
    task = next(
        one for one in start.tasks(people.partnership(), seen_by=coordinator) if one.code == "answer_alerts"
    )
    assert (task.url_name, task.due) == ("pictures-alerts", True)
    client = people.signed_in(coordinator)
    page = client.get(PAGE).content.decode()
    assert "30 rapporter, väntat 6,1 och högst 14" in page
    assert "ungefär en gång på 10 år" in page
    assert "larm om året" in page
    answer = client.post(f"{PAGE}{alert.uuid}/", {"outcome": "reporting", "version": alert.version})
    assert answer.status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Fler rapporterar än förr" in page and "Inget larm väntar" in page
    assert not [
        one for one in start.tasks(people.partnership(), seen_by=coordinator) if one.code == "answer_alerts"
    ]


def test_a_wrong_answer_keeps_what_was_typed() -> None:
    alert = an_alert()
    client = people.signed_in(people.coordinator())
    answer = client.post(f"{PAGE}{alert.uuid}/", {"reason": "Tivolit var här"})
    assert answer.status_code == 400 and "Tivolit var här" in answer.content.decode()


def test_the_hit_rate_is_shown_after_a_year_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    alert = an_alert()
    client = people.signed_in(people.coordinator())
    monkeypatch.setattr(clock, "today", lambda: MONDAY + timedelta(days=30))
    writes.acknowledge(alert, by=people.coordinator(), outcome="real")
    assert "när larmen har funnits i ett år" in client.get(PAGE).content.decode()
    monkeypatch.setattr(clock, "today", lambda: MONDAY + timedelta(days=380))
    assert "1 av 1 besvarade larm" in client.get(PAGE).content.decode()


def test_the_hit_rate_has_an_exact_interval() -> None:
    found = compute.hits(9, 14)
    assert found is not None and (round(found.low, 3), round(found.high, 3)) == (0.351, 0.872)
    assert compute.hits(0, 0) is None
    assert compute.hits(0, 3).low == 0 and compute.hits(3, 3).high == 1  # type: ignore[union-attr]


def test_a_stranger_meets_no_alert() -> None:
    an_alert()
    outsider = people.outsider()
    assert not reads.alerts(people.partnership(), seen_by=outsider).exists()
    assert people.signed_in(outsider).get(PAGE).status_code == 404
