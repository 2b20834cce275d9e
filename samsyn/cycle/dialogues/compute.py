# SPDX-License-Identifier: EUPL-1.2
"""The bridge to the pure core: the guard over typed words, shares with their intervals, and speeds from their classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from samsyn.analysis import survey
from samsyn.analysis.persondata import Certainty, suspects
from samsyn.analysis.result import Refusal
from samsyn.catalogue.indicators.share_over_limit import indicator as over_limit
from samsyn.catalogue.indicators.v85 import indicator as v85
from samsyn.cycle.dialogues import reads
from samsyn.cycle.dialogues.models import Answer, Occasion
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller


@dataclass(frozen=True)
class Suspected:
    """What the guard found in a text: the kind it is surest of, and whether there are several."""

    kind: str
    many: bool
    certain: bool


def suspected(text: str) -> Suspected | None:
    """What in a text may point at a person; None where nothing does. The text is written nowhere."""
    found = suspects(text) if text.strip() else []
    certain = [span for span in found if span.certainty == Certainty.CERTAIN]
    shown = certain or found
    if not shown:
        return None
    kinds = sorted({str(span.code) for span in shown})
    return Suspected(kinds[0], len(kinds) > 1, bool(certain))


@dataclass(frozen=True)
class Shown:
    """One answer as it may be shown: its share with interval, or why not (`few_answers`, `small_count`)."""

    row: Answer
    share: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: str = ""
    before: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    clear: bool = False


def shown(row: Answer, before: Answer | None, limit: int) -> Shown:
    """An answer with Wilson's interval, and the change since the same question was asked before (Newcombe's).

    Nothing is said of under 30 answers; fewer than `limit` who said so (or who did not) are never told apart.
    """
    if min(row.count, row.answers - row.count) < limit and row.count not in (0, row.answers):
        return Shown(row, hidden="small_count")
    now = survey.share(row.count, row.answers)
    if isinstance(now, Refusal):
        return Shown(row, hidden=now.reason)
    low, high = now.interval
    earlier = survey.share(before.count, before.answers) if before is not None else None
    if earlier is None or isinstance(earlier, Refusal):
        return Shown(row, now.share, low, high)
    gap = survey.change(now, earlier)
    return Shown(
        row,
        now.share,
        low,
        high,
        before=earlier.share,
        difference=gap.difference,
        difference_low=gap.interval[0],
        difference_high=gap.interval[1],
        clear=gap.clear,
    )


def answers(occasion: Occasion, *, seen_by: Caller) -> list[Shown]:
    """A survey's answers as they may be shown, each beside the same question and answer of the survey before."""
    limit = occasion.partnership.small_count_limit
    earlier = reads.asked_before(occasion, seen_by=seen_by)
    rows = reads.answers(occasion, seen_by=seen_by)
    return [shown(row, earlier.get((row.question, row.said)), limit) for row in rows]


@dataclass(frozen=True)
class Speeds:
    """One measurement of traffic at one place: counts by class of speed, and what follows from them.

    Speeds in km/h. `v85` is None where the class it lies in has no upper end, `over` where no limit is known.
    """

    place: str
    first: date
    last: date
    limit: float | None
    classes: tuple[tuple[float, float | None, float], ...]
    vehicles: int
    v85: float | None
    over: float | None
    over_low: float | None
    over_high: float | None
    caveats: tuple[str, ...]
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    clear: bool = False


def speeds(
    place: str, first: date, last: date, limit: float | None, classes: Iterable[Sequence[float | None]]
) -> Speeds | None:
    """What a measurement says; None where its classes overlap and nothing can be said."""
    given = [tuple(one) for one in classes]
    try:
        speed = v85.compute({"speeds": given})
        share = over_limit.compute({"speeds": given, "limit": limit})
    except ValueError:
        return None
    caveats = tuple(dict.fromkeys((*speed.caveats, *share.caveats)))
    ordered = tuple(sorted(given, key=lambda one: one[0] or 0))
    return Speeds(
        place,
        first,
        last,
        limit,
        ordered,  # type: ignore[arg-type]
        int(speed.n or 0),
        speed.value,
        share.value,
        share.low,
        share.high,
        caveats,
    )


def since(now: Speeds, before: Speeds) -> tuple[float, float, float, bool] | None:
    """How much the share over the limit changed between two measurements with the same limit, with its interval.

    None where either lacks a share, or the limit was another: two limits cannot be compared.
    """
    if now.over is None or before.over is None or now.limit != before.limit:
        return None
    new = survey.share(round(now.over * now.vehicles), now.vehicles)
    old = survey.share(round(before.over * before.vehicles), before.vehicles)
    if isinstance(new, Refusal) or isinstance(old, Refusal):
        return None
    gap = survey.change(new, old)
    return gap.difference, gap.interval[0], gap.interval[1], gap.clear


@dataclass(frozen=True)
class Site:
    """A place where traffic has been measured: its measurements, newest first."""

    place: str
    measured: tuple[Speeds, ...]

    @property
    def newest(self) -> Speeds:
        """The latest measurement."""
        return self.measured[0]


def traffic(partnership: Partnership, *, seen_by: Caller) -> list[Site]:
    """Every place measured, the one whose latest share over the limit is highest first; unknown shares and few vehicles last."""
    sites = []
    for place, runs in reads.speed_counts(partnership, seen_by=seen_by).items():
        found = [
            one
            for run in runs
            if (one := speeds(place, run.first, run.last, run.limit, run.classes)) is not None
        ]
        told = found[:1]
        for before, now in pairwise(found):
            gap = since(now, before)
            if gap is None:
                told.append(now)
            else:
                change, low, high, clear = gap
                told.append(
                    replace(now, difference=change, difference_low=low, difference_high=high, clear=clear)
                )
        if told:
            sites.append(Site(place, tuple(reversed(told))))
    # Few vehicles say little: such a place is never called the worst.
    return sorted(
        sites,
        key=lambda site: (
            site.newest.over is None or "few_vehicles" in site.newest.caveats,
            -(site.newest.over or 0),
            site.place,
        ),
    )
