# SPDX-License-Identifier: EUPL-1.2
"""Questions about follow-ups, and the whole chain of a promise as plain data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.followups.models import Approval, Followup, Reading, State
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Promise
from samsyn.ground.people.models import Partnership
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound

plain = promises.plain


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


def readings(followup: Followup, *, seen_by: Caller) -> list[Reading]:
    """The readings of a follow-up, in the order of promises and their parts."""
    rows = Reading.objects.seen_by(seen_by).filter(followup=followup)
    rows = rows.select_related("indicator__promise", "indicator__organisation", "followup")
    return list(
        rows.order_by("indicator__promise__position", "indicator__promise_id", "indicator__position", "id")
    )


def reading(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Reading:
    """One reading. Raises NotFound."""
    rows = Reading.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid)
    found = rows.select_related("indicator__promise", "indicator__organisation", "followup").first()
    if found is None:
        raise NotFound("no_such_reading")
    return found


def promises_in(followup: Followup, *, seen_by: Caller) -> list[Promise]:
    """The promises that a follow-up has readings for, in their order."""
    found: dict[int, Promise] = {}
    for row in readings(followup, seen_by=seen_by):
        found.setdefault(row.indicator.promise_id, row.indicator.promise)
    return list(found.values())


def approvals(followup: Followup, *, seen_by: Caller) -> list[Approval]:
    """The approvals that hold for the figures as they stand."""
    digest = figures_digest(followup, seen_by=seen_by)
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


def figures_digest(followup: Followup, *, seen_by: Caller) -> str:
    """The digest of every reading as it stands: what an approval is given for."""
    return frozen.digest(frozen.canonical([as_data(row) for row in readings(followup, seen_by=seen_by)]))


def as_data(row: Reading) -> dict[str, Any]:
    """A reading in the shape of `samsyn followup --json`, with the words beside it."""
    indicator = row.indicator
    definition = next(
        (entry for entry in indicator.definitions.all() if entry.number == row.definition_number), None
    )
    return {
        "promise": indicator.promise.slug,
        "indicator": indicator.name,
        "kind": indicator.kind,
        "aspect": indicator.aspect,
        "target": promises.target_of(definition),
        "baseline": plain(definition.baseline) if definition else None,
        "value": plain(row.value),
        "qualifier": row.qualifier,
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "fulfilment": row.fulfilment,
        "status": row.decided_status or row.status,
        "reason": row.reason or None,
        "definition_version": row.definition_number,
        "organisation": indicator.organisation.name,
        "said": row.said or None,
        "steps": list(definition.steps) if definition else [],
        "steps_done": row.steps_done,
        "comment": row.comment or None,
        "next_step": row.next_step or None,
        "computed_status": row.status,
        "decided_by": row.decided_by or None,
    }


def chain(promise: Promise, *, seen_by: Caller) -> dict[str, Any]:
    """The whole chain of a promise as plain data: findings, picture, focus area, promise, activities and readings.

    Codes and what people wrote, no names of signers, no report. `periods` are those followed up, oldest first;
    `broken` names the links that are missing.
    """
    focus = promise.focus_area
    findings = list(focus.findings.select_related("picture").prefetch_related("causes")) if focus else []
    pictures = {row.picture.pk: row.picture for row in findings if row.picture is not None}
    done = list(activities.activities(promise.partnership, seen_by=seen_by, promise=promise))
    rows = (
        Reading.objects.seen_by(seen_by)
        .filter(indicator__promise=promise)
        .exclude(followup__collected_at=None)
    )
    rows = rows.select_related("followup", "indicator__promise", "indicator__organisation")
    by_indicator: dict[int, dict[str, Any]] = {}
    periods: dict[str, Any] = {}
    for row in rows.order_by("followup__period_to", "id"):
        by_indicator.setdefault(row.indicator_id, {})[row.followup.period] = as_data(row)
        periods[row.followup.period] = row.followup.period_to
    indicators = promises.indicators(promise, seen_by=seen_by)
    return {
        "promise": _promise(promise),
        "signatures": [
            {
                "organisation": row.organisation.name,
                "kind": row.organisation.kind,
                "title": row.title,
                "on": row.signed_on.isoformat(),
                "how": row.how,
            }
            for row in promise.signatures.select_related("organisation")
            .filter(digest=promise.frozen_digest)
            .order_by("signed_on", "id")
        ],
        "agreement": _agreement(promise),
        "focus_area": {
            "title": focus.title,
            "target_state": focus.target_state,
            "chosen_on": focus.chosen_on.isoformat(),
        }
        if focus
        else None,
        "findings": [
            {"sentence": row.sentence, "kind": row.kind, "causes": len(row.causes.all())} for row in findings
        ],
        "pictures": [
            {
                "uuid": str(row.uuid),
                "title": row.title,
                "period_from": row.period_from.isoformat(),
                "period_to": row.period_to.isoformat(),
                "decided_on": row.decided_on.isoformat() if row.decided_on else None,
                "decided_by": row.decided_by,
                "state": row.state,
            }
            for row in pictures.values()
        ],
        "activities": [
            {
                "title": row.title,
                "kind": row.kind,
                "owner": row.organisation.name,
                "status": row.state,
                "planned": row.planned,
                "done": getattr(row, "done_count", None) or 0,
                "unit": row.unit,
                "public": not row.embargo,
            }
            for row in done
        ],
        "indicators": [_indicator(row, by_indicator.get(row.pk, {})) for row in indicators],
        "periods": sorted(periods, key=lambda key: (periods[key], key)),
        "broken": _broken(focus, findings, pictures, done, indicators),
    }


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "slug": promise.slug,
        "sentence": promise.sentence,
        "explanation": promise.explanation,
        "level": promise.level,
        "place": promise.area.name if promise.area else None,
        "theme": promise.theme,
        "position": promise.position,
        "signed_on": promise.signed_on.isoformat() if promise.signed_on else None,
        "period_from": promise.period_from.isoformat(),
        "period_to": promise.period_to.isoformat() if promise.period_to else None,
        "until_replaced": promise.until_replaced,
        "state": promise.state,
        "history": promise.history,
        "owners": [{"name": row.name, "kind": row.kind} for row in promise.owners.order_by("id")],
        "case_number": promise.case_number,
        "digest": promise.frozen_digest,
    }


def _agreement(promise: Promise) -> dict[str, Any] | None:
    row = promise.agreement
    if row is None:
        return None
    return {
        "title": row.title,
        "purposes": row.purposes,
        "areas": row.areas,
        "period_from": row.period_from.isoformat(),
        "period_to": row.period_to.isoformat(),
    }


def _indicator(row: Any, found: dict[str, Any]) -> dict[str, Any]:
    definition = row.now
    baseline = None
    if definition is not None and definition.baseline is not None:
        baseline = {
            "value": plain(definition.baseline),
            "period": definition.baseline_period,
            "source": definition.baseline_source,
        }
    return {
        "uuid": str(row.uuid),
        "name": row.name,
        "kind": row.kind,
        "aspect": row.aspect,
        "owner": row.organisation.name,
        "unit": definition.unit if definition else "",
        "source": row.source,
        "counts": definition.counts if definition else "",
        "steps": list(definition.steps) if definition else [],
        "target": promises.target_of(definition),
        "baseline": baseline,
        "definition_version": definition.number if definition else 1,
        "definition_changes": [
            {"on": entry.holds_from.isoformat(), "reason": entry.reason, "by": entry.signer_title}
            for entry in row.all[1:]
        ],
        "readings": found,
    }


def _broken(
    focus: Any, findings: list[Any], pictures: dict[int, Any], done: list[Any], indicators: list[Any]
) -> list[str]:
    broken = []
    if focus is None:
        broken.append("focus_area")
    if not findings:
        broken.append("finding")
    if not pictures:
        broken.append("picture")
    if not any(row.causes.all() for row in findings):
        broken.append("cause")
    if not done:
        broken.append("activity")
    if not any(row.now and row.now.baseline is not None for row in indicators):
        broken.append("baseline")
    return broken
