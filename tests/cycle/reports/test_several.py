# SPDX-License-Identifier: EUPL-1.2
"""The same for many reports at once, the list as a file, and how long reports wait for somebody to look."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.models import Report
from samsyn.ground.people.models import Role
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotAllowed, NotFound
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
INBOX = "/almstad/arbete/rapporter/"


@pytest.fixture
def here():
    return quarter.town()


@pytest.fixture
def three(here):
    return [quarter.resident_report(here, text=f"Klotter {n}") for n in range(3)]


def states():
    return list(Report.objects.order_by("id").values_list("state", flat=True))


def test_several_are_moved_each_by_its_own_rules(here, three) -> None:
    by = people.coordinator()
    writes.move(three[0], "handled", by=by)
    with people.journalled("several reports handled"):
        found = writes.handle_several(here, three, "handled", by=by)
    assert (found.done, found.left) == (2, [(str(three[0].uuid), "no_such_move")])
    assert states() == ["handled"] * 3


def test_several_are_handed_over_merged_and_closed_with_a_reason(here, three) -> None:
    by = people.coordinator()
    writes.handle_several(
        here, three, "with_organisation", organisation=people.organisation("housing"), by=by
    )
    assert set(Report.objects.values_list("with_organisation__name", flat=True)) == {"Almstads bostäder"}
    found = writes.handle_several(here, three, "merged", by=by)
    assert found.done == 2
    assert set(Report.objects.exclude(merged_into=None).values_list("merged_into", flat=True)) == {
        three[0].pk
    }
    for report in Report.objects.exclude(merged_into=None):
        writes.part(report, by=by)
    writes.handle_several(here, list(Report.objects.all()), "no_action", reason="Redan lagat", by=by)
    assert set(Report.objects.values_list("state_reason", flat=True)) == {"Redan lagat"}


@pytest.mark.parametrize(
    ("to", "more", "code"),
    [
        ("no_action", {}, "reason_missing"),
        ("with_organisation", {}, "organisation_missing"),
        ("new", {}, "unknown_state"),
        ("no_action", {"reason": "Ring 070-174 06 35"}, "personal_data"),
    ],
)
def test_what_is_wrong_for_all_changes_none(here, three, to, more, code) -> None:
    with pytest.raises(BadInput) as refused:
        writes.handle_several(here, three, to, by=people.coordinator(), **more)
    assert refused.value.code == code
    assert states() == ["new"] * 3
    with pytest.raises(BadInput):
        writes.handle_several(here, [], "seen", by=people.coordinator())
    with pytest.raises(BadInput):
        writes.handle_several(here, three[:1], "merged", by=people.coordinator())


def test_a_reporter_changes_only_what_it_was_handed(here, three) -> None:
    reporter = people.member(Role.REPORTER, "housing")
    writes.assign(three[0], people.organisation("housing"), by=people.coordinator())
    found = writes.handle_several(here, list(Report.objects.all()), "handled", by=reporter)
    assert (found.done, {code for _, code in found.left}) == (1, {"not_your_report"})


def test_ids_that_are_another_s_or_none_are_left_out(here, three) -> None:
    mine = [str(row.uuid) for row in three]
    assert len(reads.chosen(here, [*mine, "nonsens", ""], seen_by=people.coordinator())) == 3
    assert reads.chosen(here, mine, seen_by=people.outsider()) == []
    assert reads.chosen(here, mine, seen_by=people.member(Role.DECISION_MAKER)) == []


def test_several_by_the_page_and_back_to_the_same_list(here, three) -> None:
    client = people.signed_in(people.coordinator())
    assert 'name="rapport"' in client.get(INBOX).content.decode()
    ticked = [str(row.uuid) for row in three[:2]]
    answer = client.post(INBOX + "flera/?category=vandalism", {"rapport": ticked, "state": "seen"})
    assert answer["Location"].startswith(INBOX + "?category=vandalism")
    assert "2 rapporter är ändrade" in client.get(answer["Location"]).content.decode()
    bad = client.post(INBOX + "flera/", {"rapport": ticked, "state": "no_action"})
    assert bad.status_code == 400
    assert f'value="{ticked[0]}" id="r-{ticked[0]}" checked' in bad.content.decode()
    assert client.post(INBOX + "flera/", {"state": "seen"}).status_code == 400
    reporter = people.signed_in(people.member(Role.REPORTER, "housing"))
    assert 'name="rapport"' not in reporter.get(INBOX).content.decode()


# The list as a file ------------------------------------------------------------------------------------------

HOSTILE = ['=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", "\t=1", "  =1", "|calc", "＝1+1"]


def taken(caller, query=""):
    answer = people.signed_in(caller).post(f"{INBOX}hamta/{query}")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_a_file_is_run_as_a_formula(here, words) -> None:
    quarter.resident_report(here, text=words, place_text=words)
    [row] = taken(people.coordinator())
    for cell in row.values():
        assert not cell.lstrip(" \t").startswith(("=", "+", "-", "@", "|", "＝"))


def test_a_file_holds_the_list_and_its_taking_stands_in_the_journal(here, three) -> None:
    e, n = quarter.metres(here, *quarter.IN_LOTANG)
    quarter.resident_report(here, category="theft.bicycle", e=e, n=n, text="Semikolon; och\nrad")
    with people.journalled("reports taken out"):
        rows = taken(people.coordinator())
    assert len(rows) == 4
    assert len(taken(people.coordinator(), "?category=theft")) == 1
    bicycle = next(row for row in rows if row["Kategori"] == "theft")
    assert (bicycle["Text"], float(bicycle["Öst"])) == ("Semikolon; och\nrad", round(e, 1))


def test_a_file_hides_what_the_page_hides(here) -> None:
    quarter.resident_report(here, text="Killen i röd jacka säljer", place_text="bakom kiosken")
    [seen] = taken(people.coordinator())
    assert "Killen" in seen["Text"]
    for caller in (people.officer(), people.member(Role.ANALYST)):
        [row] = taken(caller)
        assert (row["Text"], row["Plats"]) == ("", "")


@pytest.mark.parametrize(
    "role", ["reporter", "decision_maker", "publisher", "auditor", "administrator", "guest"]
)
def test_only_those_who_read_all_take_out(here, three, role) -> None:
    assert people.signed_in(people.member(role)).post(INBOX + "hamta/").status_code == 403
    with pytest.raises(NotAllowed):
        writes.note_export(here, 1, by=people.member(role))
    with pytest.raises(NotFound):
        writes.note_export(here, 1, by=people.outsider())


# The first look ----------------------------------------------------------------------------------------------


def test_the_time_to_the_first_look_is_the_middle_one(here) -> None:
    by = people.coordinator()
    for hours in (1, 5, 30):
        report = quarter.resident_report(here)
        with clock.frozen(clock.now() + timedelta(hours=hours)):
            writes.move(report, "seen", by=by)
    quarter.resident_report(here)
    found = reads.first_look(here, seen_by=by)
    assert (found.looked_at, found.not_yet, round(found.hours)) == (3, 1, 5)
    assert "inom 5 timmar" in people.signed_in(by).get(INBOX).content.decode()
    with pytest.raises(NotAllowed):
        reads.first_look(here, seen_by=people.member(Role.GUEST))
