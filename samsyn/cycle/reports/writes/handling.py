# SPDX-License-Identifier: EUPL-1.2
"""What is done with a report: moved, handed over, noted, merged, parted, looked at. Each leaves a line of history."""

from __future__ import annotations

from django.db import transaction

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.compute import guard as ask_guard
from samsyn.cycle.reports.models import Done, Guard, Handling, Helped, Report, State
from samsyn.cycle.reports.writes.photos import delete_photos
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotNow

REASON_MOST = 300
NOTE_MOST = 1000


@transaction.atomic
def move(report: Report, to: str, *, by: Caller, reason: str = "", version: int | None = None) -> Report:
    """Move a report as the table of moves allows. `version` is the number the writer last saw.

    Raises BadInput("reason_missing") for no action without its reason, NotNow("no_such_move"),
    NotNow("changed_meanwhile"). A merged report is parted, not moved.
    """
    rules.check_may_handle(by, report)
    rules.check_move(report, to)
    rules.check_reason(to, reason)
    if to == State.MERGED:
        raise BadInput("merge_needs_other", field="into")
    if report.state == State.MERGED:
        return part(report, by=by, version=version, to=to)
    if to == State.WITH_ORGANISATION and report.with_organisation_id is None:
        raise BadInput("organisation_missing", field="organisation")
    _check_words(reason, "reason", REASON_MOST)
    before = report.state
    report.state = to
    report.state_reason = reason.strip()
    if to != State.HANDLED:
        report.helped = ""  # what is taken up again has not been helped by what was done before
    _looked_at(report)
    report.save_checked(version, fields=["state", "state_reason", "helped", "first_seen_at"])
    _add_line(report, Done.MOVED, by=by, before=before, after=to, text=reason.strip())
    if to in (State.HANDLED, State.NO_ACTION):
        delete_photos(report, by=by)
    journal.record("report moved", report, by=by, before=before, after=to)
    return report


@transaction.atomic
def say_if_helped(report: Report, helped: str, *, by: Caller, version: int | None = None) -> Report:
    """Say whether what was done helped; "unclear" is an answer too. Asked only of what has been handled."""
    rules.check_may_handle(by, report)
    if helped not in Helped.values:
        raise BadInput("unknown_helped", field="helped")
    if report.state != State.HANDLED:
        raise NotNow("not_handled_yet")
    before = report.helped
    report.helped = helped
    report.save_checked(version, fields=["helped"])
    _add_line(report, Done.HELPED, by=by, before=before, after=helped)
    journal.record("said if it helped", report, by=by, before=before, after=helped)
    return report


@transaction.atomic
def assign(report: Report, to: Organisation, *, by: Caller, version: int | None = None) -> Report:
    """Hand a report over to an organisation of the partnership, whose reporters then see and handle it."""
    rules.check_may_assign(by, report)
    if to.partnership_id != report.partnership_id or to.left_on:
        raise BadInput("unknown_organisation", field="organisation")
    if report.state != State.WITH_ORGANISATION:
        rules.check_move(report, State.WITH_ORGANISATION)
    before = report.state
    report.with_organisation = to
    report.state = State.WITH_ORGANISATION
    _looked_at(report)
    report.save_checked(version, fields=["state", "with_organisation", "first_seen_at"])
    _add_line(report, Done.ASSIGNED, by=by, before=before, after=State.WITH_ORGANISATION, organisation=to)
    journal.record("report handed over", report, by=by, organisation=str(to.uuid))
    return report


@transaction.atomic
def note(report: Report, text: str, *, by: Caller) -> Handling:
    """Write a note for those who handle the report. It holds no person either."""
    rules.check_may_note(by, report)
    if not text.strip():
        raise BadInput("note_empty", field="text")
    _check_words(text, "text", NOTE_MOST)
    line = _add_line(report, Done.NOTED, by=by, text=text.strip())
    journal.record("report noted", report, by=by, note=str(line.uuid))
    return line


@transaction.atomic
def merge(report: Report, into: Report, *, by: Caller, version: int | None = None) -> Report:
    """Say that two reports are the same matter. Both stay, and both count; the matter is followed in `into`."""
    rules.check_may_merge(by, report, into)
    before = report.state
    report.state = State.MERGED
    report.merged_into = into
    _looked_at(report)
    report.save_checked(version, fields=["state", "merged_into", "first_seen_at"])
    _add_line(report, Done.MERGED, by=by, before=before, after=State.MERGED, other=into)
    _add_line(into, Done.MERGED, by=by, other=report)
    journal.record("report merged", report, by=by, into=str(into.uuid))
    return report


@transaction.atomic
def part(report: Report, *, by: Caller, version: int | None = None, to: str = "") -> Report:
    """Undo a merge: the report is a matter of its own again, with the organisation that had it or, without one, seen."""
    rules.check_may_assign(by, report)
    merged = report.handlings.filter(done=Done.MERGED, after=State.MERGED).order_by("id").last()
    had_it = report.with_organisation_id and merged and merged.before == State.WITH_ORGANISATION
    to = to or (State.WITH_ORGANISATION if had_it else State.SEEN)
    rules.check_move(report, to)
    other = report.merged_into
    report.state = to
    report.merged_into = None
    report.save_checked(version, fields=["state", "merged_into"])
    _add_line(report, Done.PARTED, by=by, before=State.MERGED, after=to, other=other)
    if other is not None:
        _add_line(other, Done.PARTED, by=by, other=report)
    journal.record("report parted", report, by=by)
    return report


@transaction.atomic
def show_text(report: Report, *, by: Caller, version: int | None = None) -> Report:
    """A moderator has read a waiting text and found nothing of a person in it: it is shown to the others."""
    rules.check_may_look(by, report)
    report.guard = Guard.CLEAR
    report.save_checked(version, fields=["guard"])
    _add_line(report, Done.TEXT_SHOWN, by=by, before=Guard.WAITING, after=Guard.CLEAR)
    journal.record("report text shown", report, by=by)
    return report


@transaction.atomic
def withhold_text(report: Report, *, by: Caller, reason: str, version: int | None = None) -> Report:
    """A moderator has found something of a person: text and typed place are erased, which is weeding.

    `reason` names the decision that weeding rests on; raises BadInput("decision_missing") without one. Category, place
    and time stay and count.
    """
    rules.check_may_look(by, report)
    if not reason.strip():
        raise BadInput("decision_missing", field="reason")
    _check_words(reason, "reason", REASON_MOST)
    report.guard = Guard.WITHHELD
    report.text = report.place_text = report.action_taken = report.journey_line = ""
    report.save_checked(version, fields=["guard", "text", "place_text", "journey_line", "action_taken"])
    _add_line(
        report, Done.TEXT_WITHHELD, by=by, before=Guard.WAITING, after=Guard.WITHHELD, text=reason.strip()
    )
    journal.record("report text withheld", report, by=by)
    return report


@transaction.atomic
def place(report: Report, area: Area, *, by: Caller, version: int | None = None) -> Report:
    """Say which area a report without place, or with the wrong one, belongs to. Its point is let go where it is outside."""
    rules.check_may_handle(by, report)
    if area.partnership_id != report.partnership_id:
        raise BadInput("another_partnership", field="area")
    before = report.area_id
    report.area = area
    report.save_checked(version, fields=["area"])
    _add_line(report, Done.PLACED, by=by, text=area.name)
    journal.record("report placed", report, by=by, before=before, after=area.pk)
    return report


def _looked_at(report: Report) -> None:
    """The time to the first look is measured once."""
    if report.first_seen_at is None:
        report.first_seen_at = clock.now()


def _check_words(text: str, field: str, most: int) -> None:
    """What is typed while handling holds no person either. Raises BadInput."""
    if len(text) > most:
        raise BadInput("too_long", field=field, most=most)
    found = ask_guard(text) if text.strip() else None
    if found is not None and found.refused:
        raise BadInput("personal_data", field=field, marks=found.marks)


def _add_line(
    report: Report,
    done: str,
    *,
    by: Caller,
    before: str = "",
    after: str = "",
    text: str = "",
    organisation: Organisation | None = None,
    other: Report | None = None,
) -> Handling:
    """One line of a report's history. The change itself writes the journal."""
    return Handling.objects.create(
        partnership_id=report.partnership_id,
        owner_id=by.organisation_id,
        report=report,
        done=done,
        before=before,
        after=after,
        text=text,
        organisation=organisation,
        other=other,
    )
