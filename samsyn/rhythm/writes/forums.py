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
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.rhythm import rules
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import (
    Every,
    Forum,
    ForumKind,
)

FORUM_FIELDS = ("name", "mandate", "led_by", "reports_to", "every", "starts_at", "place_text", "activity")


@transaction.atomic
def add_forum(partnership: Partnership, kind: str, name: str, *, by: Caller, **fields: Any) -> Forum:
    """Add a forum under the name it goes by here."""
    rules.check_may_settle(by, partnership)
    if kind not in ForumKind.values:
        raise BadInput("unknown_kind", field="kind")
    _check_forum(partnership, name, fields, None, by)
    forum = Forum.objects.create(partnership=partnership, kind=kind, name=name.strip(), **fields)
    journal.record("forum added", forum, by=by, kind=kind)
    return forum


@transaction.atomic
def change_forum(forum: Forum, *, by: Caller, version: int | None = None, **fields: Any) -> Forum:
    """Change a forum's name, mandate, rhythm or leader. Minutes already approved keep the old name."""
    rules.check_may_settle(by, forum.partnership)
    _check_forum(forum.partnership, fields.get("name", forum.name), fields, forum, by)
    for name in FORUM_FIELDS:
        if name in fields:
            value = fields[name]
            setattr(forum, name, value.strip() if isinstance(value, str) else value)
    forum.save_checked(version)
    journal.record("forum changed", forum, by=by, fields=sorted(fields))
    return forum


@transaction.atomic
def close_forum(forum: Forum, *, by: Caller) -> Forum:
    """Close a forum. Its minutes and open decisions stay to be read."""
    rules.check_may_settle(by, forum.partnership)
    forum.closed_on = clock.today()
    forum.save_checked()
    journal.record("forum closed", forum, by=by)
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
