# SPDX-License-Identifier: EUPL-1.2
"""What has happened since the last meeting, beside what it has been over the last year; and whose texts are guarded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from samsyn.cycle.dialogues.compute import Suspected, suspected
from samsyn.cycle.reports import reads as reports
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit.callers import Caller
from samsyn.rhythm import reads, rules
from samsyn.rhythm.models import Meeting

__all__ = ["AreaNews", "News", "Suspected", "names_a_person", "news", "shown_at", "suspected"]

WINDOWS = 52
"""Spans before this one that it is held against. Above every one of 52 comes by chance about once in 53 spans."""
FEWEST_WINDOWS = 12
LONGEST = 56
USUAL = 7
EVENING, NIGHT = range(18, 24), range(6)
MOST_AT_ONE_TIME = 0.6
FEWEST_WITH_HOUR = 5


@dataclass(frozen=True)
class AreaNews:
    """One area since last time. `low` and `high` are the fewest and most of the spans before; None with too few of them.

    `unusual` is "more" or "fewer" where the count lies outside them, else empty. `when` is "evening" or "night" where
    most of what has a known hour happened then. `categories` are (key, count), the largest first.
    """

    area_id: int
    key: str
    name: str
    count: int
    low: int | None
    high: int | None
    unusual: str
    when: str
    categories: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class News:
    """What has happened from `first` to `last` (both included). `late` came in since then but
    happened before, in the time that is compared with."""

    first: date
    last: date
    total: int
    late: int
    spans: int
    areas: tuple[AreaNews, ...]
    categories: tuple[tuple[str, int], ...]

    @property
    def unusual(self) -> tuple[AreaNews, ...]:
        """The areas with more than in any span of the last year."""
        return tuple(area for area in self.areas if area.unusual == "more")

    @property
    def top(self) -> int:
        """The end of the axis that all areas share."""
        return max([1, *(max(area.count, area.high or 0) for area in self.areas)])

    @property
    def quiet(self) -> int:
        """How many areas nothing new has come from, as usual."""
        return sum(1 for area in self.areas if not area.count and not area.unusual)


def span_of(meeting: Meeting, *, seen_by: Caller) -> tuple[date, date]:
    """The days a meeting looks at: from the one before it to its eve; a week where there is none, eight at most."""
    before = reads.previous(meeting, seen_by=seen_by)
    last = meeting.held_on - timedelta(days=1)
    first = before.held_on if before else last - timedelta(days=USUAL - 1)
    return max(min(first, last), last - timedelta(days=LONGEST - 1)), last


def news(meeting: Meeting, *, seen_by: Caller) -> News:
    """New reports since the meeting before, by area, each beside the same number of days over the last year.

    Counts by the day that it happened, so that a late report does not look like a new event. What is compared with is
    plain: the fewest and the most in up to 52 spans of the same length just before. No model, no season: that is
    the picture's work.
    """
    first, last = span_of(meeting, seen_by=seen_by)
    return news_between(meeting.partnership, first, last, seen_by=seen_by)


def news_between(partnership: Partnership, first: date, last: date, *, seen_by: Caller) -> News:
    """As `news`, for any span of days."""
    length = (last - first).days + 1
    end = last.toordinal()
    events = reports.events(
        partnership, seen_by=seen_by, day_from=end - length * (WINDOWS + 1) + 1, day_to=end
    )
    day = np.asarray(events.local_day)
    span = (end - day) // length
    oldest = int(span.max()) if len(span) else 0
    whole = (
        oldest if oldest == WINDOWS else oldest - 1
    )  # the first reports came somewhere inside the oldest span
    spans = whole if whole >= FEWEST_WINDOWS else 0
    now = span == 0
    imported = events.sources.index("import") if "import" in events.sources else -1
    received = np.asarray(events.received_day)
    arrived = (
        ~now & (received >= first.toordinal()) & (received <= end) & (np.asarray(events.source) != imported)
    )
    area_ids = np.asarray(events.area_id)
    rows = [
        _area(area.pk, area.key, area.name, events, area_ids == area.pk, now, span, spans)
        for area in places.placing_areas(partnership, seen_by=seen_by)
    ]
    known = [row.area_id for row in rows]
    placeless = ~np.isin(area_ids, known) if known else np.ones(len(day), dtype=bool)
    if (placeless & now).any():
        rows.append(_area(-1, "", "", events, placeless, now, span, spans))
    rows.sort(key=lambda row: (row.unusual != "more", -row.count, row.name))
    return News(first, last, int(now.sum()), int(arrived.sum()), spans, tuple(rows), _categories(events, now))


def _area(
    area_id: int, key: str, name: str, events: Any, inside: Any, now: Any, span: Any, spans: int
) -> AreaNews:
    here = inside & now
    count = int(here.sum())
    low = high = None
    unusual = ""
    if spans:
        before = np.bincount(span[inside & (span > 0) & (span <= spans)], minlength=spans + 1)[1:]
        low, high = int(before.min()), int(before.max())
        unusual = "more" if count > high else "fewer" if count < low else ""
    return AreaNews(
        area_id, key, name, count, low, high, unusual, _when(events, here), _categories(events, here)
    )


def _when(events: Any, here: Any) -> str:
    hour = np.asarray(events.hour)[here]
    hour = hour[hour >= 0]
    if len(hour) < FEWEST_WITH_HOUR:
        return ""
    for code, hours in (("evening", EVENING), ("night", NIGHT)):
        if np.isin(hour, list(hours)).mean() >= MOST_AT_ONE_TIME:
            return code
    return ""


def _categories(events: Any, here: Any) -> tuple[tuple[str, int], ...]:
    counts = np.bincount(np.asarray(events.category)[here], minlength=len(events.categories))
    found = [(key, int(count)) for key, count in zip(events.categories, counts, strict=False) if count]
    return tuple(sorted(found, key=lambda row: (-row[1], row[0])))


def names_a_person(mailbox: str) -> bool:
    """Whether an e-mail address looks like a person's: `anna.svensson@…` and not `kommunpolis@…`."""
    words = mailbox.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ").title()
    found = suspected(words) if " " in words else None
    return found is not None and found.certain


def shown_at(meeting: Meeting, *, seen_by: Caller) -> dict[str, Any] | None:
    """The counts that a board looked at together, as plain data for its minutes; None for other forums."""
    if meeting.forum.kind != "board":
        return None
    found = news(meeting, seen_by=rules.for_all(meeting.partnership))
    told = asdict(found)
    told["areas"] = [row for row in told["areas"] if row["count"] or row["unusual"]]
    return told
