# SPDX-License-Identifier: EUPL-1.2
"""Who is to be asked and was reminded; and the effect questions of a follow-up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from samsyn.cycle.followups.models import Contact, Followup, Reading, Reminder, State
from samsyn.cycle.followups.reads.rows import approvals, approvers, promises_in, readings
from samsyn.cycle.promises import reads as promise_reads
from samsyn.cycle.promises.models import EffectQuestion, Promise
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller

# Who of an organisation's members is mailed.
TOLD = ("coordinator", "police_officer", "decision_maker")
STEPS = ((3, "3"), (14, "14"), (30, "30"))


def missing(followup: Followup, *, seen_by: Caller, rows_read: list[Reading] | None = None) -> list[Reading]:
    """Readings that nobody has answered and no counting has filled."""
    rows = readings(followup, seen_by=seen_by) if rows_read is None else rows_read
    return [row for row in rows if row.status == "not_reported" and not row.decided_status]


def asked_of(followup: Followup, organisation: Organisation, *, seen_by: Caller) -> list[Reading]:
    """What an organisation is asked for: the readings it answers for that are missing or were counted by nobody."""
    return [row for row in missing(followup, seen_by=seen_by) if _answers(row, organisation)]


def owners_missing(
    followup: Followup, *, seen_by: Caller, rows_read: list[Reading] | None = None
) -> list[Organisation]:
    """The organisations that are asked and have not answered, each once; those who have left are not asked.

    Where the one that answers first has left, the next that answers with it is asked.
    """
    rows = missing(followup, seen_by=seen_by, rows_read=rows_read)
    asked = [party for row in rows if (party := promise_reads.answerer(row.indicator)) is not None]
    return list({party.pk: party for party in asked}.values())


def waiting_for(followup: Followup, *, seen_by: Caller) -> list[Organisation]:
    """The parties that have not approved the figures as they stand; none while figures are missing or it is closed."""
    if followup.state != State.OPEN:
        return []
    given = {row.organisation_id for row in approvals(followup, seen_by=seen_by)}
    return [row for row in approvers(followup, seen_by=seen_by) if row.pk not in given]


def step_on(followup: Followup, day: Any) -> str:
    """Which reminder is due on a day: 30, 14 or 3 days left, after; empty before that."""
    left = (followup.due_on - day).days
    if left < 0:
        return "after"
    return next((step for most, step in STEPS if left <= most), "")


def addresses(organisation: Organisation, *, seen_by: Caller) -> list[str]:
    """Where an organisation is reached: its function mailbox, else the members who answer for it."""
    contact = Contact.objects.seen_by(seen_by).filter(organisation=organisation).first()
    if contact is not None:
        return [contact.address]
    members = people.members(organisation.partnership, seen_by=seen_by)
    rows = members.filter(organisation=organisation, role__in=TOLD)
    return sorted({row.account.email for row in rows})


def contacts(partnership: Partnership, *, seen_by: Caller) -> dict[int, str]:
    """The function mailbox of each organisation that has one."""
    rows = Contact.objects.seen_by(seen_by).filter(partnership=partnership)
    return dict(rows.values_list("organisation_id", "address"))


def reminders(followup: Followup, *, seen_by: Caller) -> list[Reminder]:
    """Who was reminded, newest first."""
    rows = Reminder.objects.seen_by(seen_by).filter(followup=followup).select_related("organisation")
    return list(rows.order_by("-sent_on", "-id"))


def unfinished(partnership: Partnership, *, seen_by: Caller) -> list[Followup]:
    """Follow-ups that are open and have something to follow up, oldest first."""
    rows = Followup.objects.seen_by(seen_by).filter(partnership=partnership, state=State.OPEN)
    asked = Exists(Reading.objects.seen_by(seen_by).filter(followup=OuterRef("pk")))
    return list(rows.filter(asked).order_by("due_on", "id"))


def effect_questions_due(followup: Followup, *, seen_by: Caller) -> list[EffectQuestion]:
    """Questions of the follow-up's promises whose days were over with its period and that are not answered."""
    rows = EffectQuestion.objects.seen_by(seen_by).filter(
        promise__in=promises_in(followup, seen_by=seen_by),
        # Not on the last day itself: it has reports to come.
        counted_to__lte=min(followup.period_to, clock.today() - timedelta(days=1)),
        answer=None,
    )
    return list(rows.select_related("area", "partnership").order_by("id"))


def effects(promise: Promise, *, seen_by: Caller) -> list[dict[str, Any]]:
    """The effect questions of a promise as plain data; `answer` is None until its days are over."""
    rows = EffectQuestion.objects.seen_by(seen_by).filter(promise=promise)
    rows = rows.select_related("area", "answer").prefetch_related("controls").order_by("id")
    return [_effect(row) for row in rows]


def counts_of_effects(
    partnership: Partnership, *, seen_by: Caller
) -> dict[tuple[str, str, tuple[date, date]], int]:
    """What the place of every answered effect question counted, by area, category and days; each has two counts."""
    rows = EffectQuestion.objects.seen_by(seen_by).filter(partnership=partnership).exclude(answer=None)
    found: dict[tuple[str, str, tuple[date, date]], int] = {}
    for row in rows.select_related("area", "answer").order_by("id"):
        days = (row.before_from, row.before_to), (row.counted_from, row.counted_to)
        counts = frozen.thaw(row.answer.figures, row.answer.digest).get("place") or ()
        found |= {(row.area.key, row.category, one): count for one, count in zip(days, counts, strict=False)}
    return found


def _effect(row: EffectQuestion) -> dict[str, Any]:
    answer = getattr(row, "answer", None)
    return {
        "sentence": row.sentence,
        "category": row.category,
        "place": row.area.name,
        "area": row.area.key,
        "controls": [area.name for area in row.controls.all()],
        "starts_on": row.starts_on.isoformat(),
        "counted_from": row.counted_from.isoformat(),
        "counted_to": row.counted_to.isoformat(),
        "before_from": row.before_from.isoformat(),
        "before_to": row.before_to.isoformat(),
        "before_count": row.before_count,
        "smallest_fall": row.smallest_fall,
        "registered_on": row.registered_on.isoformat(),
        "answer": frozen.thaw(answer.figures, answer.digest) if answer else None,
    }


def _answers(row: Reading, organisation: Organisation) -> bool:
    return any(party.pk == organisation.pk for party in promise_reads.answering(row.indicator))
