# SPDX-License-Identifier: EUPL-1.2
"""The same thing done with several reports: each by its own rules; what may not be done with one is left and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from samsyn.cycle.reports.models import Report, State
from samsyn.cycle.reports.writes.handling import assign, merge, move
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotNow

MOST = 500
# Moves that need nothing but the reports; to hand over needs an organisation, to merge another report.
SEVERAL = (State.SEEN, State.HANDLED, State.NO_ACTION, State.WITH_ORGANISATION, State.MERGED)


@dataclass
class Several:
    """How many were changed, and which were left, by their public id, with the code of why."""

    done: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def handle_several(
    partnership: Partnership,
    reports: Iterable[Report],
    to: str,
    *,
    by: Caller,
    reason: str = "",
    organisation: Organisation | None = None,
) -> Several:
    """Move, hand over or merge several reports. Merging takes the oldest as the one that is followed.

    Raises BadInput for what is wrong with all of them: no report, an unknown move, a missing reason or organisation.
    """
    rows = sorted(reports, key=lambda row: (row.received_at, row.pk))[:MOST]
    if not rows:
        raise BadInput("none_chosen", field="reports")
    if to not in SEVERAL:
        raise BadInput("unknown_state", field="state")
    if to == State.WITH_ORGANISATION and organisation is None:
        raise BadInput("organisation_missing", field="organisation")
    if to == State.NO_ACTION and not reason.strip():
        raise BadInput("reason_missing", field="reason")
    if to == State.MERGED and len(rows) < 2:
        raise BadInput("merge_needs_two", field="reports")
    found = Several()
    first = rows.pop(0) if to == State.MERGED else None
    for row in rows:
        try:
            with transaction.atomic():
                if first is not None:
                    merge(row, first, by=by)
                elif organisation is not None and to == State.WITH_ORGANISATION:
                    assign(row, organisation, by=by)
                else:
                    move(row, to, by=by, reason=reason)
        except (NotAllowed, NotNow) as refused:
            found.left.append((str(row.uuid), refused.code))
        except BadInput as refused:
            if refused.code == "personal_data":
                raise  # the words are the same for all
            found.left.append((str(row.uuid), refused.code))
        else:
            found.done += 1
    journal.record(
        "several reports handled", partnership, by=by, partnership=partnership, to=to, done=found.done
    )
    return found
