# SPDX-License-Identifier: EUPL-1.2
"""Who may read which part of a report, who may handle it, and which moves are allowed."""

from __future__ import annotations

from enum import StrEnum

from samsyn.cycle.reports.models import MOVES, Guard, Look, Photo, Report, State
from samsyn.ground.people.models import Partnership, Role
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow

READERS = (Role.COORDINATOR, Role.POLICE_OFFICER, Role.ANALYST, Role.MODERATOR)
OWN_READERS = (Role.REPORTER,)
HANDLERS = (Role.COORDINATOR, Role.POLICE_OFFICER, Role.MODERATOR)
MODERATORS = (Role.MODERATOR, Role.COORDINATOR)
REPORTERS = (Role.REPORTER, Role.MODERATOR, Role.ANALYST, Role.COORDINATOR, Role.POLICE_OFFICER)
COUNTERS = (*REPORTERS, Role.DECISION_MAKER, Role.PUBLISHER, Role.ADMINISTRATOR, Role.AUDITOR)

# One move needs its reason: a matter that is closed without anything being done.
NEEDS_REASON = {State.NO_ACTION}


class Sight(StrEnum):
    """How a field of a report may leave, the least first."""

    NEVER = "never"  # on no page and in no answer
    SUM = "sum"  # for anyone, in a number that is no smaller than the partnership's limit
    COUNT = "count"  # for members, in numbers
    READ = "read"  # for those who read the report
    WORDS = "words"  # the same, once a moderator has looked where the guard held it back
    POINT = "point"  # for those who read all reports


_ROW = dict.fromkeys(("id", "partnership", "owner", "record_class", "created_at"), Sight.NEVER)
# Every field of a report and of what hangs on it. A new one without a line here fails a test, before it can leak.
SIGHT: dict[str, dict[str, Sight]] = {
    "Report": {
        **_ROW,
        **dict.fromkeys(("zone", "iso_week", "receipt_digest"), Sight.NEVER),
        **dict.fromkeys(("client_id", "source_key", "content_digest", "imported"), Sight.NEVER),
        **dict.fromkeys(("category", "area", "local_day", "received_day", "state"), Sight.SUM),
        **dict.fromkeys(("subcategory", "source", "hour", "weekdays", "wall_from", "wall_to"), Sight.COUNT),
        **dict.fromkeys(("cell250", "received_at", "first_seen_at"), Sight.COUNT),
        **dict.fromkeys(("reporter_organisation", "with_organisation", "merged_into"), Sight.COUNT),
        **dict.fromkeys(("uuid", "version", "channel", "guard", "place_kind", "certainty"), Sight.READ),
        **dict.fromkeys(("felt_effect", "told_police", "told_fault", "state_reason", "helped"), Sight.READ),
        **dict.fromkeys(("text", "place_text", "journey_line", "action_taken"), Sight.WORDS),
        **dict.fromkeys(("e", "n", "place_shape"), Sight.POINT),
    },
    "Photo": {
        **_ROW,
        **dict.fromkeys(("version", "sha256", "report"), Sight.NEVER),
        **dict.fromkeys(("uuid", "number", "look", "width", "height", "content"), Sight.READ),
    },
    "Handling": {
        **_ROW,
        **dict.fromkeys(("uuid", "version", "report"), Sight.NEVER),
        **dict.fromkeys(("done", "before", "after", "organisation", "other", "text"), Sight.READ),
    },
    "HandOver": {
        **_ROW,
        **dict.fromkeys(("version", "report", "tries"), Sight.NEVER),
        **dict.fromkeys(("uuid", "receiver", "state", "text", "failure", "tried_at", "sent_at"), Sight.READ),
        "outside_id": Sight.READ,
    },
}


def sees_all(caller: Caller) -> bool:
    """Whether the caller's role reads every report of its partnership, points included."""
    return caller.has_role(*READERS)


def sees_own(caller: Caller) -> bool:
    """Whether the caller's role reads the reports that its own organisation made or has been handed."""
    return caller.role in OWN_READERS and caller.organisation_id is not None


def is_own(caller: Caller, report: Report) -> bool:
    """Whether the caller's organisation made the report or has been handed it."""
    mine = caller.organisation_id
    return mine is not None and mine in (report.reporter_organisation_id, report.with_organisation_id)


def check_may_count(caller: Caller) -> None:
    """Every member but a guest sees how many reports there are."""
    if not caller.has_role(*COUNTERS):
        raise NotAllowed("only_members_count")


def check_may_read(caller: Caller, report: Report) -> None:
    """Coordinators, police officers, analysts and moderators read all; a reporter its own organisation's."""
    if not caller.is_trusted and caller.partnership_id != report.partnership_id:
        raise NotFound("no_such_report")
    if sees_all(caller):
        return
    if sees_own(caller) and is_own(caller, report):
        return
    raise NotAllowed("not_your_report")


def check_may_see_point(caller: Caller) -> None:
    """A point could lead to a home: only those who work with the picture see it."""
    if not caller.has_role(*READERS):
        raise NotAllowed("points_for_few")


def check_may_see_text(caller: Caller, report: Report) -> None:
    """A text that may hold something of a person is for a moderator alone until it has been looked at."""
    check_may_read(caller, report)
    if report.guard == Guard.CLEAR:
        return
    if report.guard == Guard.WAITING and caller.has_role(*MODERATORS):
        return
    raise NotAllowed("text_waits")


def check_may_moderate(caller: Caller) -> None:
    """Moderators, and coordinators where there is none, look at what the guard held back."""
    if not caller.has_role(*MODERATORS):
        raise NotAllowed("only_moderator")


def check_may_look(caller: Caller, report: Report) -> None:
    """A moderator decides about a waiting text once."""
    check_may_moderate(caller)
    if report.guard != Guard.WAITING:
        raise NotNow("nothing_waits")


def check_may_see_photo(caller: Caller, photo: Photo) -> None:
    """A photo is for a moderator alone until it has been looked at; then for those who read its report."""
    if caller.kind == "public":
        raise NotFound("no_such_photo")
    check_may_read(caller, photo.report)
    if photo.look == Look.WAITING:
        check_may_moderate(caller)


def check_may_look_at(caller: Caller, photo: Photo) -> None:
    """A moderator decides about a waiting photo once."""
    check_may_moderate(caller)
    check_may_read(caller, photo.report)
    if photo.look != Look.WAITING:
        raise NotNow("nothing_waits")


def check_may_handle(caller: Caller, report: Report) -> None:
    """Coordinators, police officers and moderators handle all; a reporter what its organisation was handed."""
    check_may_read(caller, report)
    if caller.has_role(*HANDLERS):
        return
    if sees_own(caller) and report.with_organisation_id == caller.organisation_id:
        return
    raise NotAllowed("not_your_report")


def check_may_assign(caller: Caller, report: Report) -> None:
    """Those who handle all hand a report over to an organisation."""
    check_may_read(caller, report)
    if not caller.has_role(*HANDLERS):
        raise NotAllowed("only_handlers")


def check_may_note(caller: Caller, report: Report) -> None:
    """Those who handle a report write notes about it."""
    check_may_handle(caller, report)


def check_move(report: Report, to: str) -> None:
    """A report moves only as the table of moves says."""
    if to not in State.values:
        raise BadInput("unknown_state", field="state")
    if to not in MOVES[State(report.state)]:
        raise NotNow("no_such_move", before=report.state, after=to)


def check_reason(to: str, reason: str) -> None:
    """Closing without action needs a reason; the one who reported is told it."""
    if to in NEEDS_REASON and not reason.strip():
        raise BadInput("reason_missing", field="reason")


def check_may_merge(caller: Caller, report: Report, into: Report) -> None:
    """Two reports of one partnership about the same matter; never a report into itself or into a merged one."""
    check_may_assign(caller, report)
    check_may_read(caller, into)
    if report.pk == into.pk or into.state == State.MERGED:
        raise BadInput("merge_into_itself", field="into")
    if report.merged.exists():
        raise NotNow("others_merged_here")
    check_move(report, State.MERGED)


def check_may_report(caller: Caller, partnership: Partnership) -> None:
    """Members who work with reports enter them; the public goes by the residents' page."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if not caller.has_role(*REPORTERS):
        raise NotAllowed("only_reporters")


def check_may_tell(caller: Caller, partnership: Partnership) -> None:
    """Answers come from the later steps of the cycle, made by those who work with reports."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if not caller.has_role(
        Role.COORDINATOR, Role.POLICE_OFFICER, Role.PUBLISHER, Role.DECISION_MAKER, Role.MODERATOR
    ):
        raise NotAllowed("only_handlers")


def check_may_connect(caller: Caller, partnership: Partnership) -> None:
    """Administrators and coordinators let other systems in and say where faults are sent."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if not caller.has_role(Role.ADMINISTRATOR, Role.COORDINATOR):
        raise NotAllowed("only_administrators_connect")


def check_may_take_out(caller: Caller, partnership: Partnership) -> None:
    """Those who read all reports may take them out as a file, with the same parts hidden as on the page."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if not sees_all(caller):
        raise NotAllowed("not_your_report")
