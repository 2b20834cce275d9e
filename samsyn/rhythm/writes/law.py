# SPDX-License-Identifier: EUPL-1.2
"""What is written of the law: duties met, other planning tied to the work, and the warnings that are mailed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation, OrganisationKind, Partnership, Role
from samsyn.kit import clock, jobs, mail
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.rhythm import rules, warnings
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import ClockWarning, Duty, DutyDone, OtherPlan, PlanningKind

SEND = "samsyn.rhythm.tasks.send_warnings"


@transaction.atomic
def record_duty(
    partnership: Partnership,
    duty: str,
    done_on: date,
    body: str,
    *,
    by: Caller,
    paragraph: str = "",
    case_number: str = "",
    note: str = "",
) -> DutyDone:
    """Write that a duty of the law was met: by which body, when, under which number."""
    rules.check_may_settle(by, partnership)
    if duty not in Duty.values:
        raise BadInput("unknown_duty", field="duty")
    if not body.strip():
        raise BadInput("body_missing", field="body")
    if done_on > clock.today():
        raise BadInput("in_future", field="done_on")
    guard(body=body, note=note)
    row = DutyDone.objects.create(
        partnership=partnership,
        duty=duty,
        done_on=done_on,
        body=body.strip(),
        paragraph=paragraph.strip(),
        case_number=case_number.strip(),
        note=note.strip(),
    )
    journal.record("duty recorded", row, by=by, duty=duty)
    return row


@transaction.atomic
def tie_other_plan(
    partnership: Partnership, kind: str, title: str, how: str, *, by: Caller, **decision: Any
) -> OtherPlan:
    """Write which other plan of the municipality the work is tied to, and how (§ 7)."""
    rules.check_may_settle(by, partnership)
    if kind not in PlanningKind.values:
        raise BadInput("unknown_kind", field="kind")
    if not title.strip():
        raise BadInput("title_missing", field="title")
    if not how.strip():
        raise BadInput("how_missing", field="how")
    decided_on = decision.get("decided_on")
    if decided_on and decided_on > clock.today():
        raise BadInput("in_future", field="decided_on")
    words = {name: (decision.get(name) or "").strip() for name in ("decided_by", "paragraph", "case_number")}
    guard(title=title, how=how, decided_by=words["decided_by"])
    plan = OtherPlan.objects.create(
        partnership=partnership,
        kind=kind,
        title=title.strip(),
        how=how.strip(),
        decided_on=decided_on,
        **words,
    )
    journal.record("other plan tied", plan, by=by, kind=kind)
    return plan


@transaction.atomic
def end_other_plan(plan: OtherPlan, *, by: Caller) -> OtherPlan:
    """Write that another plan no longer holds; the row stays."""
    rules.check_may_settle(by, plan.partnership)
    plan.ended_on = clock.today()
    plan.save_checked()
    journal.record("other plan ended", plan, by=by)
    return plan


@transaction.atomic
def warn(partnership: Partnership, *, by: Caller) -> int:
    """Queue the gathered warning of each municipality that has something to be told today; returns how many."""
    rules.check_may_settle(by, partnership)
    queued = 0
    for organisation in people.organisations(partnership, seen_by=by):
        if organisation.kind != OrganisationKind.MUNICIPALITY or not _addresses(organisation, by):
            continue
        if warnings.to_tell(organisation, seen_by=by):
            job = jobs.later(SEND, organisation.pk)
            journal.record("warnings queued", organisation, by=by, partnership=partnership, job=job.pk)
            queued += 1
    return queued


@transaction.atomic
def send_warnings(organisation: Organisation, *, by: Caller) -> int:
    """Mail all that an organisation is to be told today in one message; the rows and the mail stand or fall together."""
    rules.check_may_settle(by, organisation.partnership)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    told = warnings.to_tell(organisation, seen_by=by)
    addresses = _addresses(organisation, by)
    if not told or not addresses:
        return 0
    for found, step in told:
        ClockWarning.objects.create(
            partnership=organisation.partnership,
            organisation=organisation,
            clock=found.key,
            due_on=found.due,
            step=step,
            told_on=clock.today(),
        )
    rows = [
        {"code": found.code, "due": found.due, "step": step, **_said(found.facts)} for found, step in told
    ]
    address = settings.PUBLIC_URL + reverse("rhythm-law", kwargs={"key": organisation.partnership.key})
    for email in addresses:
        mail.send(email, "rhythm_clocks", {"rows": rows, "first": rows[0]}, links={"address": address})
    journal.record(
        "warnings sent", organisation, by=by, partnership=organisation.partnership, clocks=len(told)
    )
    return len(told)


def _said(facts: dict[str, Any]) -> dict[str, str]:
    return {name: str(facts.get(name, "")) for name in ("title", "forum", "municipality")}


def _addresses(organisation: Organisation, by: Caller) -> list[str]:
    """Those who coordinate; where nobody does, those who decide or administer."""
    members = people.members(organisation.partnership, seen_by=by).filter(organisation=organisation)
    for roles in ((Role.COORDINATOR,), (Role.DECISION_MAKER, Role.ADMINISTRATOR)):
        found = sorted({row.account.email for row in members.filter(role__in=roles)})
        if found:
            return found
    return []
