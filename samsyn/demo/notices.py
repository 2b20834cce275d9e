# SPDX-License-Identifier: EUPL-1.2
"""What a demo town has told its residents between the follow-ups: a claim answered with figures, and an event."""

from __future__ import annotations

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from samsyn.cycle.publications import compute
from samsyn.cycle.publications import writes as publications
from samsyn.demo.story import Story
from samsyn.kit import clock


def tell(story: Story, name: str) -> None:
    """Each notice on its own day before the demo's, by the party that speaks in it."""
    told = tomllib.loads((Path(__file__).parent / "towns" / f"{name}-notices.toml").read_text("utf-8"))
    for row in told["notices"]:
        by = story.officer if row["by"] == "police" else story.coordinator
        day = story.calendar.as_of - timedelta(days=row["days_ago"])
        with story.on(day, 11):
            offered = {
                figure["code"] for figure in compute.figures(story.partnership, seen_by=story.coordinator)
            }
            ahead = (
                story.calendar.as_of + timedelta(days=row["next_in_days"]) if "next_in_days" in row else None
            )
            notice = publications.write_notice(
                story.partnership,
                row["kind"],
                by=by,
                looked_at=True,
                title=row["title"],
                claim=row.get("claim", ""),
                known=row["known"],
                doing=row.get("doing", ""),
                figures=[code for code in row.get("figures", ()) if code in offered],
                next_at=datetime.combine(ahead, time(12), clock.LOCAL) if ahead else None,
                area=story.areas[row["area"]] if "area" in row else None,
            )
            publications.publish_notice(notice, by=by)
