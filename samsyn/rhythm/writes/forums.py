# SPDX-License-Identifier: EUPL-1.2
"""Forums: add, change, close."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from samsyn.cycle.activities import reads as activity_reads
from samsyn.cycle.activities.models import Activity
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM, Caller
from samsyn.kit.errors import BadInput, NotNow
from samsyn.rhythm import reads, rules
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import (
    Every,
    Forum,
    ForumKind,
    State,
)
from samsyn.rhythm.writes.questions import move_question

FORUM_FIELDS = (
    "quorum",
    "area",
    "name",
    "mandate",
    "led_by",
    "reports_to",
    "every",
    "starts_at",
    "place_text",
    "activity",
)


@transaction.atomic
def add_forum(partnership: Partnership, kind: str, name: str, *, by: Caller, **fields: Any) -> Forum:
    """Add a forum under the name it goes by here."""
    rules.check_may_settle(by, partnership)
    if kind not in ForumKind.values:
        raise BadInput("unknown_kind", field="kind")
    _check_forum(partnership, name, fields, None, by)
    forum = Forum.objects.create(
        partnership=partnership,
        kind=kind,
        name=name.strip(),
        **fields | {"quorum": fields.get("quorum") or 0},
    )
    journal.record("forum added", forum, by=by, kind=kind)
    return forum


@transaction.atomic
def change_forum(forum: Forum, *, by: Caller, version: int | None = None, **fields: Any) -> Forum:
    """Change a forum's name, mandate, rhythm or leader. Minutes already approved keep the old name."""
    rules.check_may_settle(by, forum.partnership)
    _check_forum(forum.partnership, fields.get("name", forum.name), fields, forum, by)
    for name in FORUM_FIELDS:
        if name in fields:
            value = (fields[name] or 0) if name == "quorum" else fields[name]
            setattr(forum, name, value.strip() if isinstance(value, str) else value)
    forum.save_checked(version)
    journal.record("forum changed", forum, by=by, fields=sorted(fields))
    return forum


@transaction.atomic
def close_forum(forum: Forum, *, by: Caller, to: Forum | None = None) -> Forum:
    """Close a forum. What is open in it goes to the forum `to`; its planned meetings are cancelled.

    Raises NotNow("forum_has_open") when something is open and nobody takes it over.
    """
    rules.check_may_settle(by, forum.partnership)
    if Forum.objects.select_for_update().get(pk=forum.pk).closed_on is not None:
        raise NotNow("forum_is_closed")
    all_eyes = rules.for_all(forum.partnership)
    open_decisions = reads.open_decisions(forum.partnership, seen_by=all_eyes, forum=forum)
    questions = list(reads.questions(forum.partnership, seen_by=all_eyes, forum=forum, state="raised"))
    if to is not None and (to.pk == forum.pk or to.partnership_id != forum.partnership_id):
        raise BadInput("no_such_forum", field="to")
    if (open_decisions or questions) and to is None:
        raise NotNow("forum_has_open", decisions=len(open_decisions), questions=len(questions))
    if to is not None:
        rules.check_open(to)
        for decision in open_decisions:
            decision.handed_to = to
            decision.save_checked()
        for question in questions:
            move_question(question, to, by=SYSTEM.inside(forum.partnership_id))  # follows from the closing
    for meeting in reads.upcoming(forum.partnership, seen_by=all_eyes, forum=forum):
        meeting.state = State.CANCELLED
        meeting.save_checked()
    forum.closed_on, forum.handed_to = clock.today(), to
    forum.save_checked()
    journal.record("forum closed", forum, by=by, decisions=len(open_decisions), questions=len(questions))
    return forum


def _check_forum(
    partnership: Partnership, name: str, fields: dict[str, Any], forum: Forum | None, by: Caller
) -> None:
    if not name.strip():
        raise BadInput("name_missing", field="name")
    others = Forum.objects.filter(partnership=partnership, name=name.strip())
    if (others.exclude(pk=forum.pk) if forum else others).exists():
        raise BadInput("forum_name_taken", field="name")
    if fields.get("every", Every.WEEK) not in Every.values:
        raise BadInput("unknown_answer", field="every")
    rules.check_same(fields.get("led_by"), partnership)
    if not 0 <= (fields.get("quorum") or 0) <= 99:
        raise BadInput("unknown_answer", field="quorum")
    above: Forum | None = fields.get("reports_to")
    while above is not None:
        if above.partnership_id != partnership.pk:
            raise BadInput("no_such_forum", field="reports_to")
        if forum is not None and above.pk == forum.pk:
            raise BadInput("forum_reports_to_itself", field="reports_to")
        above = above.reports_to
    activity: Activity | None = fields.get("activity")
    if activity is not None:
        activity_reads.activity(activity.uuid, partnership, seen_by=by)
    guard(name=name, mandate=fields.get("mandate", ""), place_text=fields.get("place_text", ""))
