# SPDX-License-Identifier: EUPL-1.2
"""A demo town's target states and its statutory plan of measures, each decided, followed up and renewed on its day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.promises import writes as promises
from samsyn.demo.teller import Teller

OWN = ("from", "to", "of", "finding", "cause", "served_by", "title")
RENEWED_DAYS = 20
"""So many days before the day the demo is made for, a new version of the plan is begun."""


def told_of(name: str) -> dict[str, Any]:
    """A town's own file of target states and plan of measures."""
    return tomllib.loads((Path(__file__).parent / "towns" / f"{name}-plan.toml").read_text("utf-8"))


def set_targets(story: Teller) -> None:
    """Choose the target states on their day, and write where each indicator stood in the years that are known."""
    for told in story.told.get("targets", []):
        with story.on(story.calendar.day(told["on"]), 15):
            target = promises.set_target_state(
                story.partnership,
                story.areas[told["area"]],
                told["sentence"],
                by=story.coordinator,
                base_year=_year(story, told["base_year"]),
                by_year=_year(story, told["by_year"]) if "by_year" in told else None,
                focus_areas=[story.focus[name] for name in told["focus"]],
            )
            story.targets[told["area"]] = target
            rows = [(row, _indicator(story, target, row)) for row in told["indicators"]]
        for row, indicator in rows:
            for when, year, value, *asked in row.get("values", []):
                if story.calendar.day(when) <= story.calendar.as_of:
                    with story.on(story.calendar.day(when), 15):
                        promises.give_target_value(
                            indicator,
                            _year(story, year),
                            value,
                            by=story.coordinator,
                            sample_size=asked[0] if asked else None,
                        )


def decide_plan(story: Teller) -> None:
    """Write and decide the plan on the first picture, let activities serve it, and follow it up once."""
    told = story.told.get("plan")
    if told is None:
        return
    day = story.calendar.day
    with story.on(day(told["written"])):
        plan = activities.write_plan(
            story.partnership,
            told["title"],
            by=story.coordinator,
            period_from=day(told["from"]),
            period_to=day(told["to"]),
            picture=story.pictures[told["picture"]],
            summary=told["summary"],
        )
        for row in told["measures"]:
            measure = _measure(story, plan, row)
            for title in row.get("served_by", []):
                story.serves.setdefault(title, []).append(measure)
    with story.on(day(told["decided"])):
        decision = {name: told[name] for name in ("body", "paragraph", "case_number")}
        story.plan = activities.decide_plan(plan, by=story.coordinator, **decision)


def follow_plan(story: Teller) -> None:
    """Follow the plan up, once what serves it has been told; and begin its next version where the file has one."""
    told = story.told.get("plan")
    if told is None or story.plan is None:
        return
    for title, measures in story.serves.items():
        activity = story.activities.get(title)
        if activity is not None:
            with story.on(max(activity.created_at.date(), story.calendar.day(told["decided"])), 11):
                activities.serve(activity, measures, by=story.coordinator)
    followed = told["followed"]
    day = story.calendar.day(followed["on"])
    with story.on(day, 11):
        words = {name: followed[name] for name in ("body", "paragraph", "case_number", "conclusion")}
        activities.follow_up_plan(story.plan, by=story.coordinator, followed_on=day, **words)


def renew_plan(story: Teller) -> None:
    """Begin the plan's next version on the latest picture, and leave it as a draft to be decided."""
    told = story.told.get("plan", {}).get("next")
    if told is None or story.plan is None:
        return
    day = story.calendar.day
    with story.on(story.calendar.as_of - timedelta(days=RENEWED_DAYS)):
        plan = activities.new_plan_version(story.plan, by=story.coordinator)
        plan = activities.change_plan(
            plan,
            by=story.coordinator,
            title=told["title"],
            summary=told["summary"],
            picture=story.pictures[told["picture"]],
            period_from=day(told["from"]),
            period_to=day(told["to"]),
        )
        for row in told["measures"]:
            _measure(story, plan, row)


def _year(story: Teller, told: int) -> int:
    return story.calendar.day("0-01-01").year + told


def _indicator(story: Teller, target: Any, told: Mapping[str, Any]) -> Any:
    takes = dict(told.get("takes", {}))
    if "place" in takes:
        takes["place_code"] = story.areas[takes.pop("place")].code
    return promises.add_target_indicator(
        target,
        told["name"],
        by=story.coordinator,
        base_value=told["base_value"],
        source=told["source"],
        unit=told.get("unit", ""),
        wanted=told.get("wanted"),
        takes=takes,
    )


def _measure(story: Teller, plan: Any, told: Mapping[str, Any]) -> Any:
    day = story.calendar.day
    return activities.add_measure(
        plan,
        told["title"],
        story.organisations[told["of"]],
        by=story.coordinator,
        finding=story.findings[told["finding"]] if "finding" in told else None,
        cause=story.causes[told["cause"]] if "cause" in told else None,
        period_from=day(told["from"]),
        period_to=day(told["to"]),
        **{name: value for name, value in told.items() if name not in OWN},
    )
