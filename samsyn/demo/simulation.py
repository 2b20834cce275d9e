# SPDX-License-Identifier: EUPL-1.2
"""Three years of reports from a town, drawn by chance from known rates, with a few truths planted in them.

Everything is decided by the town's file, a seed and the days: docs/demo.md tells what is planted and why. The same
file, seed and days give the same reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from samsyn.demo.geography import Place, Town, inside

ZONE = "Europe/Stockholm"
NEAR_M = 160.0
AT_A_PLACE = 0.5
WITHOUT_HOUR = 0.12
WITHOUT_PLACE = 0.03
WEEK = 7
TERTIAL_DAYS = 365.25 / 3
TEXT_SHARE = 0.55


@dataclass(frozen=True, slots=True)
class Drawn:
    """One report as the simulation drew it; e and n are metres, None where the reporter gave no point."""

    day: date
    hour: int | None
    minute: int
    category: str
    source: str
    organisation: str
    district: str
    place: str
    e: float | None
    n: float | None
    text: str

    @property
    def wall(self) -> str:
        """Wall clock as a report keeps it; the day alone where the hour is not known."""
        return (
            self.day.isoformat()
            if self.hour is None
            else f"{self.day.isoformat()}T{self.hour:02d}:{self.minute:02d}"
        )


def simulate(
    town: Town,
    told: Mapping[str, Any],
    start: date,
    end: date,
    *,
    seed: int,
    change: date | None = None,
    scale: float = 1.0,
) -> list[Drawn]:
    """All reports from `start` to `end`, in order of time; what falls does so from `change`.

    `scale` draws fewer, planted truths too (for tests).
    """
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    drawn: list[Drawn] = []
    for number, stream in enumerate(_streams(told)):
        rng = np.random.default_rng([seed, 100 + number])
        if "each_tertial" in stream:
            counts = _exactly(stream["each_tertial"], days, rng, scale)
        else:
            counts = rng.poisson(np.array([_rate(stream, day, end, change or end) for day in days]) * scale)
        drawn += _placed(town, told, stream, days, counts, rng)
    return _in_order(drawn)


def simulate_since(
    town: Town,
    told: Mapping[str, Any],
    after: date,
    end: date,
    *,
    seed: int,
    change: date | None = None,
    scale: float = 1.0,
) -> list[Drawn]:
    """The reports that came after the day `after`, up to `end`: all goes on as it had come to be by then.

    Drawn apart from those before, which are the same whatever day it is.
    """
    days = [after + timedelta(days=n + 1) for n in range((end - after).days)]
    drawn: list[Drawn] = []
    for number, stream in enumerate(_streams(told)):
        rng = np.random.default_rng([seed, 500 + number])
        if "each_tertial" in stream:
            means = np.full(len(days), stream["each_tertial"][-1] / TERTIAL_DAYS)
        else:
            means = np.array([_rate(stream, day, after, change or after) for day in days])
        drawn += _placed(town, told, stream, days, rng.poisson(means * scale), rng)
    monday = end + timedelta(days=1) - timedelta(days=(end + timedelta(days=1)).weekday() + WEEK)
    week = [day for day in days if 0 <= (day - monday).days < WEEK]
    for number, stream in enumerate(told.get("last_week", []) if week else []):
        rng = np.random.default_rng([seed, 900 + number])
        counts = rng.multinomial(round(stream["count"] * scale), [1 / len(week)] * len(week))
        drawn += _placed(town, told, stream, week, counts, rng)
    return _in_order(drawn)


def _streams(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*_background(told), *told.get("planted", [])]


def _in_order(drawn: list[Drawn]) -> list[Drawn]:
    return sorted(drawn, key=lambda row: (row.wall, row.category, row.e or 0.0, row.text))


def _background(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is everywhere: one stream a category, and one for each channel that begins later."""
    shape = told["shape"]
    rows = [{"category": key, "everywhere": True, **shape[key]} for key in shape]
    return rows + [{"everywhere": True, "channel": True, **row} for row in told.get("channels", [])]


def _placed(
    town: Town,
    told: Mapping[str, Any],
    stream: Mapping[str, Any],
    days: Sequence[date],
    counts: np.ndarray[Any, Any],
    rng: np.random.Generator,
) -> list[Drawn]:
    rows = []
    weights = _weights(town, stream)
    for day, count in zip(days, counts.tolist(), strict=True):
        for _ in range(count):
            rows.append(_one(town, told, stream, day, rng, weights))
    return rows


def _rate(stream: Mapping[str, Any], day: date, end: date, change: date) -> float:
    """Reports a day: the year's mean, shaped by season and weekday, and by what is planted."""
    season = 1 + stream.get("season", 0.0) * np.cos(
        2 * np.pi * (day.timetuple().tm_yday - stream.get("peak_day", 200)) / 365.25
    )
    weekend = stream.get("weekend", 1.0)
    week = weekend if day.weekday() in (4, 5) else (7 - 2 * weekend) / 5
    rate = stream["a_year"] / 365.25 * season * week
    before_end = (end - day).days
    if "falls" in stream and day >= change:
        rate *= stream["falls"]["to"]
    if "begins" in stream and before_end > stream["begins"]:
        rate = 0.0
    if "growth" in stream:
        rate *= 1 + stream["growth"] * min(1.0, max(0.0, 1 - before_end / 365.25))
    return float(rate)


def _exactly(
    counts: Sequence[int], days: Sequence[date], rng: np.random.Generator, scale: float
) -> np.ndarray[Any, Any]:
    """So many in each third of a year, the last in the last one: a trend that is chance and nothing else."""
    found = np.zeros(len(days), dtype=int)
    tertials = np.array([day.year * 3 + (day.month - 1) // 4 for day in days])
    for number, tertial in zip(counts[::-1], sorted(set(tertials), reverse=True), strict=False):
        chosen = rng.choice(np.flatnonzero(tertials == tertial), size=max(1, round(number * scale)))
        np.add.at(found, chosen, 1)
    return found


def _weights(town: Town, stream: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """How likely a report is from each district: by those who live there and the share of them that report."""
    skip = set(stream.get("not_in", ()))
    only = stream.get("channel") and any(district.housing for district in town.districts)
    weight = np.array(
        [
            0.0
            if district.name in skip or (only and not district.housing)
            else district.population * district.reporting
            for district in town.districts
        ]
    )
    return weight / weight.sum()


def _one(
    town: Town,
    told: Mapping[str, Any],
    stream: Mapping[str, Any],
    day: date,
    rng: np.random.Generator,
    weights: np.ndarray[Any, Any],
) -> Drawn:
    place: Place | None = None
    if "at" in stream:
        place = town.places[stream["at"]]
        district = town.by_name[place.district]
    elif "in" in stream:
        district = town.by_name[stream["in"]]
    else:
        district = town.districts[int(rng.choice(len(town.districts), p=weights))]
    here = [known for known in town.places.values() if known.district == district.name]
    if place is None and here and rng.random() < AT_A_PLACE:
        draws = np.array([known.draws for known in here])
        place = here[int(rng.choice(len(here), p=draws / draws.sum()))]
    if place is not None:
        spread = stream.get("spread_m", NEAR_M)
        e, n = place.e + rng.normal(0, spread), place.n + rng.normal(0, spread)
    else:
        e, n = inside(district, rng)
    unplaced = "at" not in stream and rng.random() < WITHOUT_PLACE
    category = stream["category"]
    parts = stream.get("parts") or told["shape"].get(category, {}).get("parts") or {}
    if parts and rng.random() < 0.8:
        names = list(parts)
        share = np.array([float(parts[name]) for name in names])
        category = f"{category}.{names[int(rng.choice(len(names), p=share / share.sum()))]}"
    hour = None if rng.random() < WITHOUT_HOUR else _hour(stream, day, rng)
    organisation = stream.get("organisation", "")
    source = "staff" if organisation or rng.random() < told["staff_share"] else "resident"
    if source == "staff" and not organisation:
        organisation = told["staff_organisations"][int(rng.integers(len(told["staff_organisations"])))]
    return Drawn(
        day=day,
        hour=hour,
        minute=int(rng.integers(12)) * 5,
        category=category,
        source=source,
        organisation=organisation,
        district=district.name,
        place=place.name if place else "",
        e=None if unplaced else round(e, 1),
        n=None if unplaced else round(n, 1),
        text=_text(told, stream, category, rng),
    )


def _hour(stream: Mapping[str, Any], day: date, rng: np.random.Generator) -> int:
    """The hour around which the stream lies, later on Fridays and Saturdays."""
    later = 1.5 if day.weekday() in (4, 5) and stream.get("hour", 17) >= 17 else 0.0
    return round(rng.normal(stream.get("hour", 17) + later, stream.get("hours", 3.0))) % 24


def _text(told: Mapping[str, Any], stream: Mapping[str, Any], category: str, rng: np.random.Generator) -> str:
    texts = stream.get("texts") or told["texts"].get(category) or []
    if not texts or rng.random() > TEXT_SHARE:
        return ""
    return str(texts[int(rng.integers(len(texts)))])
