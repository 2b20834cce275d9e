# SPDX-License-Identifier: EUPL-1.2
"""A word back: what came of reports is told by place and category, and small counts are hidden."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.models import Answer
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    with clock.frozen(date(2026, 5, 20)):
        yield quarter.town()


def place_page(client, here, name: str = "Lötäng") -> str:
    return client.get(f"/almstad/plats/{quarter.district(here, name).uuid}/").content.decode()


def test_an_answer_is_told_to_its_place_and_to_nobody_elses(here, client) -> None:
    with people.journalled("answer told"):
        writes.tell(
            here, "promise_agreed", area=quarter.district(here), about="trygg-vag", by=people.officer()
        )
    assert "har lovat något om det här" in place_page(client, here)
    assert "har lovat något om det här" not in place_page(client, here, "Stenbro")


def test_an_answer_to_all_is_shown_everywhere_and_told_once_a_day(here, client) -> None:
    for _ in range(2):
        writes.tell(here, "picture_decided", about="bild", by=SYSTEM)
    assert Answer.objects.count() == 1
    assert "lägesbilden" in place_page(client, here)
    assert "lägesbilden" in place_page(client, here, "Stenbro")
    assert len(reads.answers_since(here, date(2026, 5, 1), seen_by=PUBLIC)) == 1


def test_an_answer_about_one_report_is_for_the_holder_of_its_code_alone(here, client) -> None:
    report = quarter.resident_report(here)
    writes.tell(
        here, "fault_handed_over", report=report, text="Ärende hos gatukontoret", by=people.coordinator()
    )
    assert "gatukontoret" not in place_page(client, here)
    assert not reads.answers_since(here, date(2026, 5, 1), seen_by=PUBLIC)
    told = reads.what_came_of(report, seen_by=PUBLIC).answers
    assert [answer.text for answer in told] == ["Ärende hos gatukontoret"]


def test_an_answer_about_another_category_or_before_the_report_is_not_for_it(here) -> None:
    area = quarter.district(here)
    with clock.frozen(date(2026, 5, 1)):
        writes.tell(here, "activity_done", area=area, text="Före", by=SYSTEM)
    writes.tell(here, "activity_done", area=area, category="drugs", text="Annat", by=SYSTEM)
    writes.tell(here, "activity_done", area=area, category="vandalism", text="Detta", by=SYSTEM)
    report = quarter.resident_report(here)
    assert [answer.text for answer in reads.what_came_of(report, seen_by=PUBLIC).answers] == ["Detta"]


@pytest.mark.parametrize(("made", "handled", "says"), [(4, 0, None), (5, 0, 5), (12, 2, 10), (12, 6, 10)])
def test_a_small_count_is_hidden_and_larger_ones_grow_in_steps_on_the_place_page(
    here, client, made, handled, says
) -> None:
    officer = people.officer()
    for number in range(made):
        report = quarter.resident_report(here)
        if number < handled:
            writes.move(report, "handled", by=officer)
    outcome = reads.what_came_of(quarter.district(here), seen_by=PUBLIC)
    assert outcome.count == says
    assert outcome.handled == (5 if handled >= 5 and made - handled >= 5 else None)
    page = place_page(client, here)
    assert ("färre än 5" in page) is (says is None)


def test_the_limit_is_the_partnerships_own(here) -> None:
    here.small_count_limit = 2
    here.save()
    for _ in range(2):
        quarter.resident_report(here)
    assert reads.what_came_of(quarter.district(here), seen_by=PUBLIC).count == 2


def test_only_those_who_work_with_it_tell_and_only_of_known_things(here) -> None:
    with pytest.raises(NotAllowed):
        writes.tell(here, "answered", text="Hej", by=people.member("reporter"))
    with pytest.raises(NotFound):
        writes.tell(here, "answered", text="Hej", by=people.outsider())
    with pytest.raises(BadInput):
        writes.tell(here, "hej", by=SYSTEM)
    with pytest.raises(BadInput):
        writes.tell(here, "answered", category="påhittad", by=SYSTEM)
    other = quarter.town("annanstad")
    with pytest.raises(BadInput):
        writes.tell(here, "answered", area=quarter.district(other), by=SYSTEM)


def test_a_place_of_another_partnership_is_not_there(here, client) -> None:
    other = quarter.district(quarter.town("annanstad"))
    assert client.get(f"/almstad/plats/{other.uuid}/").status_code == 404


@pytest.mark.parametrize(
    ("said", "shown"),
    [("", "Ingen har sagt det än"), ("yes", "Det hjälpte"), ("no", "Det hjälpte inte")],
)
def test_the_holder_of_a_code_is_told_if_it_helped_apart_from_that_it_was_handled(
    here, client, said, shown
) -> None:
    received = writes.receive(
        here, writes.Sighting(category="vandalism", area=quarter.district(here)), by=PUBLIC
    )
    page = client.post("/almstad/svar/", {"code": received.code}).content.decode()
    assert "Hjälpte det?" not in page
    report = writes.move(received.report, "handled", by=people.coordinator())
    if said:
        writes.say_if_helped(report, said, by=people.coordinator())
    page = client.post("/almstad/svar/", {"code": received.code}).content.decode()
    assert "Något är gjort" in page
    assert f">{shown}<" in page


def test_what_came_of_it_leads_on_to_where_it_is_told(here, client) -> None:
    area = quarter.district(here)
    for kind, about_kind, about in (
        ("promise_agreed", "promise", "fotpatruller"),
        ("followup_published", "followup", "2026-T1"),
        ("picture_decided", "picture", str(uuid4())),
    ):
        writes.tell(here, kind, area=area, about_kind=about_kind, about=about, by=SYSTEM)
    page = place_page(client, here)
    for address in ("/almstad/loften/", "/almstad/uppfoljning/2026-T1/", "/almstad/lagesbild/"):
        assert f'href="{address}"' in page.split("<main", 1)[1], address
