# SPDX-License-Identifier: EUPL-1.2
"""How a reading is judged, by what is known and nothing more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samsyn.cycle.followups.models import Status

# A milestone told in words: what says that only a part is done, and what says that it may not be done at all.
SAYS_PARTLY = re.compile(r"\b(?:delvis|till viss del|till en del)\b", re.IGNORECASE)
SAYS_NOT_YET = re.compile(
    r"\b(?:inte|ej|ännu|ska|kommer att|planeras|pågår|påbörja\w*|försena\w*)\b", re.IGNORECASE
)
KEPT = frozenset({Status.FULFILLED, Status.FULFILLED_CHANGED_DEFINITION})
CLAIMS = KEPT | {Status.PARTLY_FULFILLED, Status.NOT_FULFILLED, Status.DONE_NO_TARGET}
SAYS_NO_NUMBER = frozenset({"count", "frequency", "coverage", "capacity"})


@dataclass(frozen=True)
class Known:
    """All that a judgement rests on. `target` is as the contract prints it; `changed` means another definition than the signed."""

    kind: str
    target: dict[str, Any] | None = None
    value: float | None = None
    as_of: date | None = None
    reported: bool = False
    said: str = ""
    steps: int = 0
    steps_done: int | None = None
    held_from: date | None = None
    ends_on: date | None = None
    changed: bool = False
    cancelled: bool = False
    partly: bool = False
    why_missing: str = ""


@dataclass(frozen=True)
class Judged:
    """Status, why (a code, empty when nothing needs saying), and value over target where there is a numeric target.

    `settled` says what a status claims while the promise's time still runs: `final` when the time was out on the day
    of counting, `reached` when it is kept and cannot be lost, `so_far` when it can still turn; empty where nothing is
    claimed.
    """

    status: str
    reason: str = ""
    fulfilment: float | None = None
    settled: str = ""


def judge(known: Known) -> Judged:
    """Judge one reading. A missing report is never zero, and nothing without a numeric target gets a percentage."""
    found = _judged(known)
    return replace(found, settled=_settled(known, found.status))


def _judged(known: Known) -> Judged:
    if known.cancelled:
        return Judged(Status.CANCELLED)
    if not known.reported:
        return Judged(Status.NOT_REPORTED, known.why_missing or "not_reported")
    if known.partly:
        return Judged(Status.PARTLY_FULFILLED, "decided")
    if known.steps:
        return _milestone(known)
    if known.value is None:
        return _without_number(known)
    if known.target is None or not known.target.get("value"):
        return Judged(Status.DONE_NO_TARGET if known.value > 0 else Status.ONGOING)
    if known.target.get("per"):
        return _frequency(known)
    return _against(known, known.value, float(known.target["value"]))


def _without_number(known: Known) -> Judged:
    if known.kind in SAYS_NO_NUMBER:
        return Judged(Status.NOT_REPORTED, "count_missing")
    if known.kind == "effect":
        return Judged(Status.NOT_REPORTED, "not_measured")
    if known.kind != "milestone":
        return Judged(Status.DONE_NO_TARGET)
    if SAYS_PARTLY.search(known.said):
        return Judged(Status.PARTLY_FULFILLED, "decided")
    if SAYS_NOT_YET.search(known.said):
        return Judged(Status.NOT_REPORTED, "unclear")
    return _kept(known, None)


def _milestone(known: Known) -> Judged:
    done = known.steps_done or 0
    if done >= known.steps:
        return _kept(known, None)
    if _over(known):
        return Judged(Status.PARTLY_FULFILLED if done else Status.NOT_FULFILLED)
    return Judged(Status.ONGOING if done else Status.NOT_STARTED)


def _frequency(known: Known) -> Judged:
    """So many a week can only be judged against the weeks that had gone by on the day it was counted."""
    assert known.target is not None and known.value is not None
    if known.as_of is None or known.held_from is None:
        return Judged(Status.ONGOING, "no_as_of")
    until = min(known.as_of, known.ends_on or known.as_of)
    days = (until - known.held_from).days + 1
    length = {"day": 1, "week": 7, "month": 30.4375, "quarter": 91.3125, "tertial": 121.75, "year": 365.25}
    rounds = days / length.get(known.target["per"], 7)
    needed = float(known.target["value"]) * int(rounds)
    if needed <= 0:
        return Judged(Status.ONGOING)
    return _against(known, known.value, needed)


def _against(known: Known, value: float, target: float) -> Judged:
    assert known.target is not None
    bound = known.target.get("bound") or "at_least"
    fulfilment = round(value / target, 4)
    if bound == "at_most":
        if value > target:
            return Judged(Status.NOT_FULFILLED, fulfilment=fulfilment)
        return _kept(known, fulfilment) if _over(known) else Judged(Status.ONGOING, fulfilment=fulfilment)
    kept = value >= target if bound == "at_least" else value == target
    if kept:
        return _kept(known, fulfilment)
    if bound == "exact" and value > target:
        return Judged(Status.PARTLY_FULFILLED, "more_than_said", fulfilment)
    if not _over(known):
        return Judged(Status.ONGOING if value > 0 else Status.NOT_STARTED, fulfilment=fulfilment)
    return Judged(Status.PARTLY_FULFILLED if value > 0 else Status.NOT_FULFILLED, fulfilment=fulfilment)


def _kept(known: Known, fulfilment: float | None) -> Judged:
    if known.changed:
        return Judged(Status.FULFILLED_CHANGED_DEFINITION, "definition_changed", fulfilment)
    return Judged(Status.FULFILLED, fulfilment=fulfilment)


def _settled(known: Known, status: str) -> str:
    if status not in CLAIMS:
        return ""
    if _over(known):
        return "final"
    target = known.target or {}
    counted_up = known.value is not None and target.get("bound") == "at_least" and not target.get("per")
    if status in KEPT and (known.kind == "milestone" or known.steps):
        return "reached"
    if status in KEPT and counted_up and known.kind in ("count", "coverage"):
        return "reached"
    return "so_far"


def _over(known: Known) -> bool:
    """Whether the promise's time was out on the day it was counted."""
    return known.ends_on is not None and known.as_of is not None and known.as_of >= known.ends_on
