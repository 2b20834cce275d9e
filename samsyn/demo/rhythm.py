# SPDX-License-Identifier: EUPL-1.2
"""What a demo town has asked its residents, measured in its streets, and decided at its meetings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from samsyn.catalogue.records import FigureRecord
from samsyn.cycle.dialogues import writes as dialogues
from samsyn.cycle.dialogues.models import State as OccasionState
from samsyn.demo import forums
from samsyn.demo.story import Story
from samsyn.ground.figures import writes as figures
from samsyn.ground.imports import writes as imports
from samsyn.kit import frozen, periods
from samsyn.kit.callers import machine
from samsyn.rhythm import reads as meetings
from samsyn.rhythm import writes as rhythm

DEMO = machine("demo")
WEEK = timedelta(days=7)
AFTER_DUE = timedelta(days=5)


def told_of(name: str) -> dict[str, Any]:
    """A town's own file of dialogues and meetings."""
    return tomllib.loads((Path(__file__).parent / "towns" / f"{name}-rhythm.toml").read_text("utf-8"))


def tell(story: Story, name: str) -> None:
    """Everything that the town asked, measured and decided, each on its own day."""
    told = told_of(name)
    for row in told["occasions"]:
        _occasion(story, row)
    _traffic(story, told["traffic"])
    _year(story, told)
    _board(story, told["board"])
    _steering(story, told["steering"])
    forums.tell(story, told)


def _occasion(story: Story, told: Mapping[str, Any]) -> None:
    ahead = "ahead" in told
    day = story.calendar.as_of + timedelta(days=told["ahead"]) if ahead else story.calendar.day(told["on"])
    if not ahead and day > story.calendar.as_of:
        return
    area = story.areas[told["area"]] if "area" in told else None
    entered = min(day, story.calendar.as_of - timedelta(days=3)) if ahead else day
    with story.on(entered, 20):
        occasion = dialogues.plan(
            story.partnership,
            told["kind"],
            told["title"],
            story.organisations[told["of"]],
            by=story.coordinator,
            held_on=day,
            starts_at=time.fromisoformat(told["at"]) if "at" in told else None,
            area=area,
            place_text=told.get("place", ""),
        )
        if occasion.state != OccasionState.HELD:
            return
        facts = {key: told[key] for key in ("asked", "taking_part", "missing", "summary") if key in told}
        dialogues.tell(occasion, by=story.coordinator, **facts)
        for question, said, count, answers in told.get("answers", []):
            dialogues.count(occasion, question, said, by=story.coordinator, count=count, answers=answers)
    for row in told.get("seen", []):
        _observation(story, occasion, row, day)


def _observation(story: Story, occasion: Any, told: Mapping[str, Any], day: date) -> None:
    with story.on(day, 21):
        seen = dialogues.observe(
            occasion,
            told["text"],
            by=story.coordinator,
            category=told.get("category", ""),
            place_text=told.get("place", ""),
            works_well=told.get("works_well", False),
            raised_by=told.get("raised_by"),
            organisation=story.organisations[told["of"]] if "of" in told else None,
            due_on=day + timedelta(days=60) if "of" in told else None,
        )
    if "came" in told:
        with story.on(day + timedelta(days=told.get("after", 40))):
            dialogues.answer(seen, told["came"], by=story.coordinator, answer=told.get("answer", ""))


def _traffic(story: Story, measured: list[Mapping[str, Any]]) -> None:
    """Counts by class of speed, as a file from the municipality's traffic unit."""
    records = []
    for number, told in enumerate(measured, start=2):
        day = story.calendar.day(told["on"])
        if day > story.calendar.as_of:
            continue
        known = {
            "row": number,
            "place_code": None,
            "place_name": told["place"],
            "period_from": day.isoformat(),
            "period_to": (day + timedelta(days=6)).isoformat(),
            "definition": "km/h",
        }
        for low, count in zip((0, 30, 40, 50, 60), told["counts"], strict=True):
            group = f"{low}-{low + 10 if low else 30}"
            records.append(
                FigureRecord(measure="speed_count", group=group, value=float(count), unit="vehicles", **known)
            )
        records.append(
            FigureRecord(
                measure="speed_limit", group=None, value=float(told["limit"]), unit="km_per_hour", **known
            )
        )
    with story.on(story.calendar.last.end):
        row = imports.begin(
            story.partnership,
            "traffic",
            by=DEMO,
            file_name="trafik.csv",
            file_digest=frozen.digest(repr(records)),
        )
        taken = figures.take_figures(story.partnership, records, import_row=row, by=DEMO)
        imports.finish(row, by=DEMO, counts={"read": len(records), "created": taken.created}, rejects=[])


def _year(story: Story, told: Mapping[str, Any]) -> None:
    for row in told["year"]:
        with story.on(story.calendar.day("0-01-15")):
            rhythm.add_year_entry(
                story.partnership,
                row["title"],
                story.calendar.day(row["on"]),
                by=story.coordinator,
                yearly=row.get("yearly", True),
                pattern=row.get("pattern", ""),
            )
    for row in told["duties"]:
        day = story.calendar.day(row["on"])
        if day <= story.calendar.as_of:
            with story.on(day):
                rhythm.record_duty(
                    story.partnership,
                    row["duty"],
                    day,
                    row["body"],
                    by=story.coordinator,
                    paragraph=row.get("paragraph", ""),
                    case_number=row.get("case_number", ""),
                    note=row.get("note", ""),
                )


def _board(story: Story, told: Mapping[str, Any]) -> None:
    """The weekly meetings up to the latest; its minutes wait for their approval."""
    every = timedelta(days=told["every_days"])
    last = story.calendar.as_of
    last -= timedelta(days=(last.weekday() - told["weekday"]) % 7)
    first = last - every * (len(told["meetings"]) - 1)
    with story.on(first - WEEK):
        forum = rhythm.add_forum(
            story.partnership,
            "board",
            told["name"],
            by=story.coordinator,
            mandate=told["mandate"],
            led_by=story.organisations[told["led_by"]],
            every="week",
            starts_at=time(9),
            place_text=told["place"],
        )
    for number, held in enumerate(told["meetings"]):
        day = first + every * number
        meeting = _hold(story, forum, held, day)
        if number < len(told["meetings"]) - 1:
            with story.on(day + timedelta(days=1)):
                rhythm.approve(meeting, by=story.coordinator, title=told["approved_by"])
    ahead = story.calendar.as_of + timedelta(days=1)
    ahead += timedelta(days=(told["weekday"] - ahead.weekday()) % 7)
    with story.on(story.calendar.as_of - timedelta(days=5)):
        rhythm.call(forum, ahead, by=story.coordinator)


def _hold(story: Story, forum: Any, told: Mapping[str, Any], day: date) -> Any:
    with story.on(day - timedelta(days=6)):
        meeting = rhythm.call(forum, day, by=story.coordinator)
    with story.on(day, 9):
        rhythm.attend(meeting, [story.organisations[name] for name in told["present"]], by=story.coordinator)
        said = {row["what"]: row for row in told.get("reviews", [])}
        for decision in meetings.to_review(meeting, seen_by=story.coordinator):
            row = said.get(decision.what)
            if row is not None:
                rhythm.review(
                    decision,
                    meeting,
                    row["said"],
                    by=story.coordinator,
                    effect=row.get("effect", ""),
                    note=row.get("note", ""),
                )
        for point, text in told.get("notes", {}).items():
            rhythm.note(meeting, point, text, by=story.coordinator)
        for row in told.get("decisions", []):
            rhythm.decide(
                meeting,
                row["what"],
                story.organisations[row["of"]],
                by=story.coordinator,
                area=story.areas[row["area"]] if "area" in row else None,
                starts_on=day,
                due_on=day + timedelta(days=row.get("days", 14)),
                purpose=row.get("purpose", ""),
                may_be_told=row.get("told", False),
            )
    meeting.refresh_from_db()
    return meeting


def _steering(story: Story, told: Mapping[str, Any]) -> None:
    """The steering group meets a few days after each follow-up is told; the next meeting is already called."""
    first = story.calendar.day("0-05-01")
    with story.on(first):
        forum = rhythm.add_forum(
            story.partnership,
            "steering",
            told["name"],
            by=story.coordinator,
            mandate=told["mandate"],
            led_by=story.organisations[told["led_by"]],
            every="tertial",
            starts_at=time(13, 15),
            place_text=told["place"],
        )
    days = [
        day
        for period in story.calendar.tertials(first)
        if (day := period.due_on + AFTER_DUE) <= story.calendar.as_of
    ]
    for day, held in zip(days, told["meetings"], strict=False):
        meeting = _hold(story, forum, held, day)
        with story.on(day + timedelta(days=7)):
            if day + timedelta(days=7) <= story.calendar.as_of:
                rhythm.approve(meeting, by=story.coordinator, title=told["approved_by"])
    running = periods.tertial_of(story.calendar.as_of)
    with story.on(story.calendar.as_of - timedelta(days=2)):
        rhythm.call(forum, running.due_on + AFTER_DUE, by=story.coordinator)
