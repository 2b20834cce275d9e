# SPDX-License-Identifier: EUPL-1.2
"""Changes to alerts: a week is looked at once, and each alert is answered with what it turned out to be."""

from __future__ import annotations

from django.db import transaction

from samsyn.cycle.pictures import rules
from samsyn.cycle.pictures.compute.alerts import Found
from samsyn.cycle.pictures.models import Alert, AlertState, Look, Outcome
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

SCHEMA = 1
REASON_MOST = 500


@transaction.atomic
def note_look(partnership: Partnership, found: Found, *, by: Caller) -> Look:
    """Keep what a week's search found. A week that has been looked at already is left as it was."""
    rules.check_is_trusted(by)
    look, made = Look.objects.get_or_create(
        partnership=partnership,
        week_from=found.week_from,
        defaults={
            "week_to": found.week_to,
            "tests": found.tests,
            "expected_false": found.expected_false,
            "left_out": list(found.left_out),
            "method_version": found.method_version,
            "seed": found.seed,
            "digest": found.digest,
        },
    )
    if not made:
        return look
    areas = {area.pk: area for area in Area.objects.seen_by(by).filter(partnership=partnership)}
    for one in found.alerts:
        kept = frozen.freeze("evidence", SCHEMA, one.evidence)
        Alert.objects.create(
            partnership=partnership,
            look=look,
            kind=one.kind,
            day_from=one.day_from,
            day_to=one.day_to,
            category=one.category,
            area=areas.get(one.area_id) if one.area_id is not None else None,
            place_how=one.place_how,
            place_name=one.place_name,
            seen=one.seen,
            expected=one.expected,
            upper=one.upper,
            every_days=one.every_days,
            evidence=kept.text,
            evidence_digest=kept.digest,
        )
    journal.record("alerts looked for", look, by=by, found=len(found.alerts), digest=found.digest)
    return look


@transaction.atomic
def acknowledge(
    alert: Alert, *, by: Caller, outcome: str, reason: str = "", version: int | None = None
) -> Alert:
    """Say what an alert turned out to be. It is said once: the hit rate rests on it."""
    rules.check_may_acknowledge(by, alert)
    if outcome not in Outcome.values:
        raise BadInput("unknown_outcome", field="outcome")
    if len(reason.strip()) > REASON_MOST:
        raise BadInput("reason_too_long", field="reason", most=REASON_MOST)
    alert.state = AlertState.ACKNOWLEDGED
    alert.outcome, alert.reason = outcome, reason.strip()
    alert.acknowledged_on = clock.today()
    alert.save_checked(version)
    journal.record("alert acknowledged", alert, by=by, outcome=outcome)
    return alert
