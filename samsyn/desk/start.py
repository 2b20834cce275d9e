# SPDX-License-Identifier: EUPL-1.2
"""What should I do now: the tasks that wait for a caller, the ones that block somebody first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.pictures import rules as picture_rules
from samsyn.cycle.pictures.models import State as PictureState
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller

PICTURE_LASTS = timedelta(days=2 * 365)
WARN_BEFORE = timedelta(days=183)


@dataclass(frozen=True)
class Task:
    """One thing to do: a code with facts (the words stand in a template), where to do it, and whether it is due."""

    code: str
    url_name: str
    url_args: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    due: bool = False
    by: date | None = None


def tasks(partnership: Partnership, *, seen_by: Caller) -> list[Task]:
    """The caller's tasks: due or blocking first, then by date."""
    found = [*_reports(partnership, seen_by), *_pictures(partnership, seen_by)]
    return sorted(found, key=lambda task: (not task.due, task.by or date.max))


def _reports(partnership: Partnership, person: Caller) -> list[Task]:
    found = []
    held = reports.waiting_count(partnership, seen_by=person)
    if held:
        found.append(Task("read_held_texts", "reports-inbox", facts={"count": held}, due=True))
    if person.has_role("coordinator", "moderator", "police_officer"):
        counts = dict(reports.counts(partnership, reports.Filters(), seen_by=person).by_state)
        if counts.get("new"):
            found.append(Task("look_at_new_reports", "reports-inbox", facts={"count": counts["new"]}))
    return found


def _pictures(partnership: Partnership, person: Caller) -> list[Task]:
    if not person.has_role("coordinator", "police_officer", "decision_maker", "analyst"):
        return []
    found = []
    for picture in pictures.pictures(partnership, seen_by=person).filter(state=PictureState.DRAFT)[:3]:
        facts = {"from": picture.period_from, "to": picture.period_to}
        missing = picture_rules.missing_parts(picture)
        given = {entry.organisation.kind for entry in pictures.approvals(picture, seen_by=person)}
        args = {"uuid": picture.uuid}
        if missing:
            found.append(Task("write_picture", "pictures-picture", args, facts | {"missing": len(missing)}))
        elif person.organisation_kind in picture_rules.PARTIES and person.organisation_kind not in given:
            found.append(Task("approve_picture", "pictures-picture", args, facts, due=True))
        elif not set(picture_rules.PARTIES) - given:
            found.append(Task("decide_picture", "pictures-picture", args, facts, due=True))
    current = pictures.current(partnership, seen_by=person)
    if current is None:
        found.append(Task("make_first_picture", "pictures-work"))
    elif current.decided_on and current.decided_on + PICTURE_LASTS - WARN_BEFORE <= clock.today():
        found.append(Task("renew_picture", "pictures-work", by=current.decided_on + PICTURE_LASTS))
    return found
