# SPDX-License-Identifier: EUPL-1.2
"""The whole chain of a promise as plain data, with its own broken links."""

from __future__ import annotations

from typing import Any

from samsyn.catalogue import activities as kinds
from samsyn.cycle.activities import reads as activities
from samsyn.cycle.followups.models import Reading
from samsyn.cycle.followups.reads.asked import effects
from samsyn.cycle.followups.reads.rows import WITH
from samsyn.cycle.followups.reads.shape import told
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises.models import Promise
from samsyn.kit.callers import Caller

plain = promises.plain


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
    rows = rows.select_related("indicator").prefetch_related(*WITH)
    by_indicator: dict[int, dict[str, Any]] = {}
    periods: dict[str, Any] = {}
    read = list(rows.order_by("followup__period_to", "id"))
    for row, data in zip(read, told(read), strict=True):
        by_indicator.setdefault(row.indicator_id, {})[row.followup.period] = data
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
        "activities": [activities.as_told(row) for row in done],
        "operative": [
            {"kind": row["kind"], "name": _kind_name(row["kind"]), "done": row["done"]}
            for row in activities.done_by_kind(promise, seen_by=seen_by)
        ],
        "indicators": [_indicator(row, by_indicator.get(row.pk, {}), done) for row in indicators],
        "effects": effects(promise, seen_by=seen_by),
        "periods": sorted(periods, key=lambda key: (periods[key], key)),
        "broken": _broken(focus, findings, pictures, done, indicators),
    }


def _kind_name(key: str) -> str:
    found = kinds.get(key)
    return found.name("sv") if found else ""


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
        "history_source": promise.history_source,
        "ended_on": promise.ended_on.isoformat() if promise.ended_on else None,
        "replaced_by": promise.replaced_by.slug if promise.replaced_by else None,
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


def _indicator(row: Any, found: dict[str, Any], done: list[Any]) -> dict[str, Any]:
    fed = [
        (kind, activity.unit)
        for activity in done
        if activity.indicator_id == row.pk and (kind := kinds.get(activity.kind))
    ]
    reached = row.source == "activities" and row.now and (row.now.takes or {}).get("measured") == "reached"
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
        "owners": [party.name for party in promises.answering(row)],
        "owner_changes": [
            {
                "on": entry.changed_on.isoformat(),
                "before": entry.before.name,
                "after": entry.after.name,
                "reason": entry.reason,
            }
            for entry in row.owner_changes.select_related("before", "after").order_by("changed_on", "id")
        ],
        "cancelled_on": row.cancelled_on.isoformat() if row.cancelled_on else None,
        "cancelled_reason": row.cancelled_reason,
        "part_of": row.part_of.name if row.part_of else None,
        "relation": row.relation or None,
        "detection": row.relation == "found_by",
        "part_of_uuid": str(row.part_of.uuid) if row.part_of else None,
        "split_by": row.split_by,
        "about_people": bool(
            row.about_people or reached or any(kind.counts_people_in(unit) for kind, unit in fed)
        ),
        "show_from": max((kind.show_from for kind, _ in fed), default=1),
        "sample_size": definition.sample_size if definition else None,
        "effect_days": definition.effect_days if definition else None,
        "unit": definition.unit if definition else "",
        "source": row.source,
        "counts": definition.counts if definition else "",
        "steps": list(definition.steps) if definition else [],
        "target": promises.target_of(definition),
        "baseline": baseline,
        "definition_version": definition.number if definition else 1,
        "definition_changes": [
            {
                "on": entry.holds_from.isoformat(),
                "reason": entry.reason,
                "by": entry.signer_title,
                "number": entry.number,
                "counts": entry.counts,
                "target": promises.target_of(entry),
            }
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
