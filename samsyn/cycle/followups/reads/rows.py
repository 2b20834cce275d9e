# SPDX-License-Identifier: EUPL-1.2
"""Questions about follow-ups, their readings and approvals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.followups.models import Approval, Followup, Reading, State, Version
from samsyn.cycle.followups.reads.shape import as_data
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Promise
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound

# What a reading is shown with, each fetched in one question: a promise has many readings, and is made once.
WITH: tuple[Any, ...] = (
    "followup",
    "indicator__promise__area",
    "indicator__organisation",
    "indicator__part_of",
    *promises.with_parts("indicator__"),
)


def followups(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Followup]:
    """The follow-ups of a partnership, newest first."""
    return Followup.objects.seen_by(seen_by).filter(partnership=partnership).order_by("-period_to", "-id")


def followup(period: str, partnership: Partnership, *, seen_by: Caller) -> Followup:
    """The follow-up of a period. Raises NotFound."""
    found = followups(partnership, seen_by=seen_by).filter(period=period).first()
    if found is None:
        raise NotFound("no_such_followup", period=period)
    return found


def followup_by_uuid(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Followup:
    """A follow-up by its public id. Raises NotFound."""
    found = followups(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_followup")
    return found


def approved(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Followup]:
    """Follow-ups that both parties have approved and nobody has published yet."""
    return followups(partnership, seen_by=seen_by).filter(state=State.APPROVED)


def readings(followup: Followup, *, seen_by: Caller, locked: bool = False) -> list[Reading]:
    """The readings of a follow-up, in the order of promises and their parts; `locked` until what is under way ends."""
    rows = Reading.objects.seen_by(seen_by).filter(followup=followup)
    if locked:
        rows = rows.select_for_update(of=("self",))
    rows = rows.select_related("indicator").prefetch_related(*WITH)
    return list(
        rows.order_by("indicator__promise__position", "indicator__promise_id", "indicator__position", "id")
    )


def reading(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Reading:
    """One reading. Raises NotFound."""
    rows = Reading.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid)
    found = rows.prefetch_related("indicator", *WITH).first()
    if found is None:
        raise NotFound("no_such_reading")
    return found


def promises_in(followup: Followup, *, seen_by: Caller) -> list[Promise]:
    """The promises that a follow-up has readings for, in their order."""
    found: dict[int, Promise] = {}
    for row in readings(followup, seen_by=seen_by):
        found.setdefault(row.indicator.promise_id, row.indicator.promise)
    return list(found.values())


def approvals(followup: Followup, *, seen_by: Caller, digest: str = "") -> list[Approval]:
    """The approvals that hold for the figures as they stand (with this `digest`, where it has been worked out)."""
    digest = digest or figures_digest(followup, seen_by=seen_by)
    rows = (
        Approval.objects.seen_by(seen_by)
        .filter(followup=followup, digest=digest)
        .select_related("organisation")
    )
    return list(rows.order_by("approved_on", "id"))


def approvals_shown(followup: Followup, *, seen_by: Caller) -> list[dict[str, Any]]:
    """Who approved, as residents see it: organisation, day and how. Never a name."""
    return [
        {
            "organisation": row.organisation.name,
            "kind": row.organisation.kind,
            "on": row.approved_on.isoformat(),
            "how": row.how,
        }
        for row in approvals(followup, seen_by=seen_by)
    ]


def versions(followup: Followup, *, seen_by: Caller) -> list[Version]:
    """The follow-up as it was approved each time, newest first."""
    return list(Version.objects.seen_by(seen_by).filter(followup=followup).order_by("-number"))


def version(followup: Followup, number: int, *, seen_by: Caller) -> Version:
    """One approved version. Raises NotFound."""
    found = Version.objects.seen_by(seen_by).filter(followup=followup, number=number).first()
    if found is None:
        raise NotFound("no_such_version")
    return found


def approvers(
    followup: Followup, *, seen_by: Caller, rows_read: list[Reading] | None = None
) -> list[Organisation]:
    """Every municipality and police that is a party to a promise in the follow-up and has not left.

    `rows_read`, here and below, are its readings where they have been read already.
    """
    found = readings(followup, seen_by=seen_by) if rows_read is None else rows_read
    held = {row.indicator.promise_id for row in found}
    rows = Organisation.objects.filter(
        partnership_id=followup.partnership_id, kind__in=("municipality", "police"), left_on=None
    )
    named = list(rows.filter(pk__in=_parties_of(held)).order_by("id"))
    return named or list(rows.order_by("id"))


def figures_digest(
    followup: Followup,
    *,
    seen_by: Caller,
    rows_read: list[Reading] | None = None,
    data: list[dict[str, Any]] | None = None,
) -> str:
    """The digest of every reading as it stands, and of why they were corrected: what an approval is given for.

    `data` is what `as_data` says of them, where it has been asked already.
    """
    if data is None:
        found = readings(followup, seen_by=seen_by) if rows_read is None else rows_read
        data = [as_data(row) for row in found]
    rows = [row | {"rate": None} for row in data]
    return frozen.digest(frozen.canonical({"readings": rows, "correction": followup.correction}))


def _parties_of(held: set[int]) -> list[int]:
    through = Promise.parties.through.objects.filter(promise_id__in=held)
    return list(through.values_list("organisation_id", flat=True).distinct())
