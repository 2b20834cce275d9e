# SPDX-License-Identifier: EUPL-1.2
"""Tasks that come of time passing: what the law waits for, what one's own organisation has said it would do, drafts."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.activities import rules as activity_rules
from samsyn.cycle.dialogues import reads as dialogues
from samsyn.desk.tasks import Task
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import allowed
from samsyn.rhythm import law
from samsyn.rhythm import reads as rhythm
from samsyn.rhythm import rules as rhythm_rules
from samsyn.rhythm.models import StatementState

SOON = timedelta(days=14)
DOES = ("coordinator", "police_officer", "decision_maker", "reporter", "moderator")
"""Who in an organisation does what it has undertaken, and is reminded of it."""


def owed(partnership: Partnership, *, seen_by: Caller) -> list[Task]:
    """What is due by the calendar for this caller."""
    found = [*_law(partnership, seen_by), *_statements(partnership, seen_by)]
    parties = people.organisations(partnership, seen_by=seen_by)
    own = next((row for row in parties if row.pk == seen_by.organisation_id), None)
    if own is not None and seen_by.has_role(*DOES):
        found += [
            *_decisions(partnership, own, seen_by),
            *_activities(own, seen_by),
            *_observations(partnership, own, seen_by),
        ]
    return found


def _law(partnership: Partnership, person: Caller) -> list[Task]:
    """All that the law waits for as one task; the picture has a task of its own."""
    if not allowed(rhythm_rules.check_may_state, person, partnership):
        return []
    today = clock.today()
    running = [run for run in law.clocks(partnership, seen_by=person) if run.code != "picture"]
    near = [run for run in running if law.standing(run.due) != "met"]
    if not near:
        return []
    due = law.months_before(near[0].due, law.WARN_LATE) <= today
    return [Task("law_waits", "rhythm-law", facts={"count": len(near)}, due=due, by=near[0].due)]


def _statements(partnership: Partnership, person: Caller) -> list[Task]:
    rows = rhythm.statements(partnership, seen_by=person).filter(state=StatementState.DRAFT)
    return [
        Task(
            "finish_statement", "rhythm-statement", {"uuid": row.uuid}, {"from": row.period_from, "to": row.period_to}
        )
        for row in rows[:3]
        if allowed(rhythm_rules.check_may_change_statement, person, row)
    ]  # fmt: skip


def _decisions(partnership: Partnership, own: Organisation, person: Caller) -> list[Task]:
    """Open decisions that the caller's organisation was to have done by now, or soon."""
    rows = [
        row
        for row in rhythm.open_decisions(partnership, seen_by=person)
        if row.organisation_id == own.pk and row.due_on and row.due_on <= clock.today() + SOON
    ]
    return _gathered("own_decisions", "rhythm-meetings", [row.due_on for row in rows if row.due_on])


def _activities(own: Organisation, person: Caller) -> list[Task]:
    """Activities of the caller's organisation whose days are over and that nobody has said are done."""
    if not allowed(activity_rules.check_may_plan, person, own.partnership):
        return []
    rows = activities.unfinished_of(own, seen_by=person)
    over = [row.period_to for row in rows if row.period_to and row.period_to < clock.today()]
    return [Task("close_activities", "activities-work", facts={"count": len(over)})] if over else []


def _observations(partnership: Partnership, own: Organisation, person: Caller) -> list[Task]:
    """What was seen on safety walks and left to the caller's organisation, that nothing has come of yet."""
    rows = dialogues.observations(partnership, seen_by=person, waiting=True)
    rows = rows.filter(organisation_id=own.pk, due_on__lte=clock.today() + SOON)
    return _gathered("answer_observations", "dialogues-work", [row.due_on for row in rows if row.due_on])


def _gathered(code: str, url_name: str, days: list[date]) -> list[Task]:
    """One task for many things, due when the first of them is."""
    if not days:
        return []
    first = min(days)
    return [Task(code, url_name, facts={"count": len(days)}, due=first <= clock.today(), by=first)]
