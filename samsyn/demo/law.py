# SPDX-License-Identifier: EUPL-1.2
"""How the law stands in a demo town: other plans it is tied to, what comes back every year, and what it has reported."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samsyn.demo.story import Story
from samsyn.kit.words import words_for
from samsyn.rhythm import patterns
from samsyn.rhythm import writes as rhythm

DECIDED_BEFORE, BEGUN_BEFORE = timedelta(days=4), timedelta(days=2)
"""So long before the day the demo is made for, the report was decided and the next draft begun."""


def told_of(name: str) -> dict[str, Any]:
    """A town's own file of the law."""
    return tomllib.loads((Path(__file__).parent / "towns" / f"{name}-law.toml").read_text("utf-8"))


def tell(story: Story, name: str) -> None:
    """Tie the other plans, fill the wheel, decide one report and begin the next."""
    told = told_of(name)
    for row in told["plans"]:
        day = story.calendar.day(row["on"])
        with story.on(min(day + timedelta(days=20), story.calendar.as_of)):
            decision = {key: row[key] for key in ("decided_by", "paragraph", "case_number") if key in row}
            rhythm.tie_other_plan(
                story.partnership,
                row["kind"],
                row["title"],
                row["how"],
                by=story.coordinator,
                decided_on=day,
                **decision,
            )
    for row in told["patterns"]:
        first, last = patterns.usual(row["pattern"], story.calendar.start.year)
        with story.on(story.calendar.day("0-01-16")):
            rhythm.add_year_entry(
                story.partnership,
                row.get("title") or str(words_for("rhythm/pattern", row["pattern"])),
                first,
                by=story.coordinator,
                until=last,
                pattern=row["pattern"],
                note=row["note"],
                organisation=story.organisations[row["of"]],
            )
    _statements(story, told)


def _statements(story: Story, told: dict[str, Any]) -> None:
    """A report to the council for the year so far, decided a few days ago; and the draft of the year's account."""
    last = story.calendar.last.end
    decided = told["report"]
    with story.on(story.calendar.as_of - DECIDED_BEFORE):
        made = rhythm.begin_statement(
            story.partnership, "council", date(last.year, 1, 1), last, by=story.coordinator
        )
        for part, text in decided["texts"].items():
            rhythm.write_statement(made, part, text, by=story.coordinator)
        words = {key: decided[key] for key in ("body", "paragraph", "case_number")}
        rhythm.decide_statement(made, by=story.coordinator, **words)
    with story.on(story.calendar.as_of - BEGUN_BEFORE):
        rhythm.begin_statement(
            story.partnership, told["draft"], date(last.year, 1, 1), date(last.year, 12, 31), by=story.coordinator
        )  # fmt: skip
