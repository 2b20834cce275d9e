# SPDX-License-Identifier: EUPL-1.2
"""The forums of a demo town: who sits there by function, whom one calls, what comes first, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from samsyn.demo.story import Story
from samsyn.ground.people.models import Organisation
from samsyn.kit.callers import Caller
from samsyn.rhythm import reads as meetings
from samsyn.rhythm import writes as rhythm
from samsyn.rhythm.models import Forum, State

WEEKS_TO_ASK = 2
PARTIES = {"coordinator": "municipality", "police": "police"}


def tell(story: Story, told: Mapping[str, Any]) -> None:
    """Everything about the forums that no meeting decides, after the meetings have been told."""
    known = {row.name: row for row in meetings.forums(story.partnership, seen_by=story.coordinator)}
    begun = story.calendar.as_of - timedelta(weeks=WEEKS_TO_ASK)
    with story.on(begun):
        for row in told["forums"]:
            known[row["name"]] = _forum(story, row, known)
        _functions(story, told["functions"], known)
        for row in told["questions"]:
            _question(story, row, known)
    _priorities(story, told["priorities"])


def _forum(story: Story, told: Mapping[str, Any], known: Mapping[str, Forum]) -> Forum:
    return rhythm.add_forum(
        story.partnership,
        told["kind"],
        told["name"],
        by=story.coordinator,
        mandate=told.get("mandate", ""),
        led_by=story.organisations[told["led_by"]],
        every=told["every"],
        quorum=told.get("quorum", 0),
        area=story.areas[told["area"]] if "area" in told else None,
        reports_to=known[told["reports_to"]] if "reports_to" in told else None,
    )


def _functions(story: Story, told: list[Mapping[str, Any]], known: Mapping[str, Forum]) -> None:
    made = {}
    for row in told:
        made[row["name"]] = rhythm.add_function(
            story.partnership,
            story.organisations[row["of"]],
            row["name"],
            by=story.coordinator,
            **{name: row[name] for name in ("about", "hours", "phone", "mailbox") if name in row},
        )
        for name in row.get("forums", []):
            leads = name in row.get("leads", [])
            rhythm.seat(known[name], made[row["name"]], by=story.coordinator, leads=leads)
    for row in told:
        function = made[row["name"]]
        if "deputy" in row:
            rhythm.change_function(function, by=story.coordinator, deputy=made[row["deputy"]])
        if "away" in row:
            days: list[date] = [story.calendar.as_of + timedelta(days=day) for day in row["away"]]
            rhythm.go_on_leave(function, *days, by=story.coordinator)


def _question(story: Story, told: Mapping[str, Any], known: Mapping[str, Forum]) -> None:
    own, caller = _party(story, told["by"])
    question = rhythm.prepare_question(
        story.partnership, own, told["title"], by=caller, text=told.get("text", "")
    )
    if "forum" in told:
        rhythm.raise_question(question, known[told["forum"]], by=caller)
    if "moved_to" in told:
        rhythm.move_question(question, known[told["moved_to"]], by=caller, reason=told["reason"])


def _party(story: Story, name: str) -> tuple[Organisation, Caller]:
    own = next(row for row in story.organisations.values() if row.kind == PARTIES[name])
    return own, story.coordinator if name == "coordinator" else story.officer


def _priorities(story: Story, told: list[Mapping[str, Any]]) -> None:
    """The three areas of the tertial, chosen at the board's last meeting while its minutes are open."""
    held = meetings.meetings(story.partnership, seen_by=story.coordinator).filter(
        forum__kind="board", state=State.HELD
    )
    meeting = held.first()
    if meeting is None:
        return
    day = story.calendar.as_of
    with story.on(max(meeting.held_on, day - timedelta(days=1)), 10):
        for row in told:
            rhythm.put_first(
                meeting,
                f"{day.year}-T{(day.month - 1) // 4 + 1}",
                story.areas[row["area"]],
                row["reason"],
                by=story.coordinator,
            )
