# SPDX-License-Identifier: EUPL-1.2
"""Did it help? One answer to an effect question that was registered before the start, with all its doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.special import ndtri

from samsyn.analysis import effects, selected
from samsyn.analysis.result import Check, Refusal, Verdict, require
from samsyn.analysis.staggered import staggered

FEWEST_EVENTS = 20
"""Under this many in the picked areas, before and after together, nothing is said of an effect."""

LONGEST = 12
"""Periods looked at on either side where places start at different times."""


class Outcome(StrEnum):
    """What may be said; the words stand in templates."""

    HELPED = "helped"
    """Fewer than there would have been; the interval leaves out no change and no check fails."""
    WORSE = "worse"
    NO_CLEAR_EFFECT = "no_clear_effect"
    CANNOT_TELL = "cannot_tell"
    """The design, not the numbers, stands in the way: a check fails, or there is nothing to compare with."""
    TOO_FEW_TO_SAY = "too_few_to_say"


class Method(StrEnum):
    """How the question was answered, strongest first."""

    STAGGERED = "staggered"
    DIFFERENCES = "differences"
    CORRECTED = "corrected"
    TWO_SUMS = "two_sums"
    BEFORE_AFTER = "before_after"


@dataclass(frozen=True)
class Question:
    """What was registered: where, from when, beside what. Periods are all of one length.

    `treated` and, where some areas may not be compared with (neighbours, other activities), `control` are one
    flag an area; `start` is the first period with the activity, one number or one for each treated area (in
    the order of the areas). `ready` periods before the start belong to neither side, because an activity can
    be felt before it begins; `settling` periods from the start on likewise: the expected time to effect.
    `picked_because_high` is True unless the area was chosen for another reason than its numbers.
    `surroundings` are the areas that events may have moved to. `fewer_is_better` is False where reports are
    wished for (a new channel).
    """

    treated: Any
    start: Any
    control: Any = None
    surroundings: Any = None
    ready: int = 0
    settling: int = 0
    picked_because_high: bool = True
    fewer_is_better: bool = True


@dataclass(frozen=True)
class Answer:
    """The result of an effect question: what may be said, the figures, the doubts, what could be seen at all.

    `rate_ratio` under 1 is fewer than without; `fewer` is events fewer (−: more) with its interval, None where
    the method gives a ratio only. `before` and `after` are the counts in the treated areas. `power` says which
    fall could have been seen. `displacement` is the ratio of the surroundings (over 1: more than without).
    `does_not_say` holds codes for what must stand beside the answer.
    """

    outcome: Outcome
    method: Method
    before: int
    after: int
    rate_ratio: float | None
    interval: tuple[float, float] | None
    fewer: float | None
    fewer_interval: tuple[float, float] | None
    displacement: tuple[float, float, float] | None
    power: effects.Power
    checks: tuple[Check, ...]
    does_not_say: tuple[str, ...]
    details: Any = field(default=None, compare=False)

    @property
    def printed_interval(self) -> tuple[float, float] | None:
        """The interval as people read it; the outcome is drawn from this."""
        return None if self.interval is None else (round(self.interval[0], 2), round(self.interval[1], 2))


def answer(
    counts: Any,
    question: Question,
    cluster_bootstrap: int = 999,
    level: float = 0.95,
    seed: int = 0,
) -> Answer | Refusal:
    """Answer a registered effect question with the strongest method that its data carry.

    `counts` is areas × periods. Three or more areas with different starts: `staggered`. Picked because they
    were high, or one or two areas with ten or more to compare with: `selected.corrected`, which takes the fall
    that comes by itself away. Three or more areas with one start: `effects.did_poisson`. Otherwise the ratio of
    two sums beside two sums, and without controls before and after alone, which never says that it helped.

    Refuses where a side has no period left.
    """
    design = _Design(counts, question)
    refused = require("few_periods_before", 1, int(design.early.any(axis=1).all())) or require(
        "few_periods_after", 1, int(design.late.any(axis=1).all())
    )
    if refused is not None:
        return refused
    before, after = design.sums(design.treated)
    found = _estimate(design, question, cluster_bootstrap, level, seed)
    if isinstance(found, Refusal):
        # The stronger methods cannot carry it: two sums are left, with the refusal told.
        found = _two_sums(design, level, found)
    power = _power(design, before, found.phi, level)
    outcome = _outcome(found, question, before + after)
    moved = None
    if design.surroundings.any() and design.control.any():
        moved = _ratio(*design.sums(design.surroundings), *design.sums(design.control), found.phi, level)
    return Answer(
        outcome,
        found.method,
        int(before),
        int(after),
        found.ratio,
        found.interval,
        found.fewer,
        found.fewer_interval,
        moved,
        power,
        found.checks,
        _unsaid(design, question, found, moved),
        found.details,
    )


def foresee(
    counts: Any, treated: Any, periods_after: int, phi: float | None = None, level: float = 0.95
) -> effects.Power | Refusal:
    """Before the start: which fall could be told from chance, with this history and so many periods after?

    `counts` is areas × periods of the time before; the dispersion is that of the treated areas' periods unless
    `phi` is given. To be stored with the question. Refuses without events in the treated areas.
    """
    y, group = np.asarray(counts, dtype=float), np.asarray(treated, dtype=bool)
    if y.ndim != 2 or group.shape != (y.shape[0],) or not group.any() or periods_after < 1:
        raise ValueError("counts are areas × periods, some areas are treated, and some time follows")
    line = y[group].sum(axis=0)
    refused = require("few_events", 1, float(line.sum()))
    if refused is not None:
        return refused
    spread = _dispersion(line) if phi is None else phi
    return effects.power_before_after(
        float(line.sum()), spread, level=level, exposure_after=periods_after / line.size
    )


@dataclass(frozen=True)
class _Found:
    """One method's estimate in the shape that all share."""

    method: Method
    ratio: float | None
    interval: tuple[float, float] | None
    checks: tuple[Check, ...] = ()
    fewer: float | None = None
    fewer_interval: tuple[float, float] | None = None
    phi: float = 1.0
    details: Any = None
    unsaid: tuple[str, ...] = ()


class _Design:
    """Which areas and periods stand on which side."""

    def __init__(self, counts: Any, question: Question) -> None:
        y = np.asarray(counts, dtype=float)
        if y.ndim != 2 or np.any(y < 0) or not np.isfinite(y).all():
            raise ValueError("counts are areas × periods, none negative or missing")
        self.y = y
        self.treated = np.asarray(question.treated, dtype=bool)
        none = np.zeros(y.shape[0], dtype=bool)
        around = none if question.surroundings is None else np.asarray(question.surroundings, dtype=bool)
        self.surroundings = around & ~self.treated
        control = ~none if question.control is None else np.asarray(question.control, dtype=bool)
        if not self.treated.shape == around.shape == control.shape == (y.shape[0],) or not self.treated.any():
            raise ValueError("one flag for each area, and some are treated")
        self.control = control & ~self.treated & ~self.surroundings
        starts = np.broadcast_to(np.asarray(question.start, dtype=np.int64), (int(self.treated.sum()),))
        self.first = np.full(y.shape[0], -1, dtype=np.int64)
        self.first[self.treated] = starts
        self.starts = np.unique(starts)
        at = np.arange(y.shape[1])
        self.early = at[None, :] < (starts - question.ready)[:, None]
        self.late = at[None, :] >= (starts + question.settling)[:, None]

    @property
    def one_start(self) -> bool:
        """Whether all treated areas began together."""
        return self.starts.size == 1

    def sums(self, areas: np.ndarray) -> tuple[float, float]:
        """Events before and after in some areas; with several starts each treated area by its own."""
        if self.one_start or not np.array_equal(areas, self.treated):
            return (
                float(self.y[areas][:, self.early.all(axis=0)].sum()),
                float(self.y[areas][:, self.late.all(axis=0)].sum()),
            )
        return float(self.y[areas][self.early].sum()), float(self.y[areas][self.late].sum())


def _estimate(design: _Design, question: Question, draws: int, level: float, seed: int) -> _Found | Refusal:
    """The strongest method for this design, or why it cannot carry one."""
    treated, control = int(design.treated.sum()), int(design.control.sum())
    if not design.one_start:
        return _by_starts(design, question, draws, level, seed)
    used = design.treated | design.control
    early, late = design.early[0], design.late[0]
    if (question.picked_because_high or treated < effects.FEWEST_AREAS) and (
        control >= selected.FEWEST_OTHERS
    ):
        found = selected.corrected(
            design.y[used][:, early].sum(axis=1),
            design.y[used][:, late].sum(axis=1),
            design.treated[used],
            level,
        )
        if isinstance(found, Refusal):
            return found
        checks = found.checks + _parallel(design, level)
        return _Found(
            Method.CORRECTED,
            found.rate_ratio,
            found.interval,
            checks,
            found.fewer,
            found.fewer_interval,
            _control_phi(design),
            found,
        )
    if treated < effects.FEWEST_AREAS or control < effects.FEWEST_AREAS:
        return Refusal("few_areas", effects.FEWEST_AREAS, min(treated, control))
    kept = early | late
    did = effects.did_poisson(design.y[used][:, kept], design.treated[used], late[kept], draws, level, seed)
    if isinstance(did, Refusal):
        return did
    checks = did.checks + ((_picked(),) if question.picked_because_high else ())
    return _Found(
        Method.DIFFERENCES, did.rate_ratio, did.interval, checks, phi=_control_phi(design), details=did
    )


def _by_starts(design: _Design, question: Question, draws: int, level: float, seed: int) -> _Found | Refusal:
    used = design.treated | design.control
    before = int(design.starts.min()) - question.ready
    after = design.y.shape[1] - int(design.starts.max())
    found = staggered(
        design.y[used],
        design.first[used],
        before=min(before, LONGEST),
        after=min(after, LONGEST),
        ready=question.ready,
        settling=question.settling,
        cluster_bootstrap=draws,
        level=level,
        seed=seed,
    )
    if isinstance(found, Refusal):
        return found
    checks = found.checks + ((_picked(),) if question.picked_because_high else ())
    return _Found(
        Method.STAGGERED,
        found.rate_ratio,
        found.interval,
        checks,
        phi=_control_phi(design),
        details=found,
    )


def _two_sums(design: _Design, level: float, why: Refusal) -> _Found:
    """Ratio of ratios beside the control areas; without any, before and after alone."""
    t0, t1 = design.sums(design.treated)
    phi = _control_phi(design)
    told = (Check(f"refused_{why.reason}", Verdict.INFORMS, float(why.got)),)
    if not design.control.any():
        early, late = design.early.sum(), design.late.sum()
        ratio = _ratio(t0 / early, t1 / late, 1.0, 1.0, phi, level, (t0, t1))
        return _Found(Method.BEFORE_AFTER, *_split(ratio), told, phi=phi, unsaid=("nothing_to_compare_with",))
    ratio = _ratio(t0, t1, *design.sums(design.control), phi, level)
    return _Found(Method.TWO_SUMS, *_split(ratio), told, phi=phi, unsaid=("areas_vary_by_themselves",))


def _split(
    ratio: tuple[float, float, float] | None,
) -> tuple[float | None, tuple[float, float] | None]:
    return (None, None) if ratio is None else (ratio[0], (ratio[1], ratio[2]))


def _ratio(
    t0: float,
    t1: float,
    c0: float,
    c1: float,
    phi: float,
    level: float,
    events: tuple[float, float] | None = None,
) -> tuple[float, float, float] | None:
    """Ratio of ratios with its interval on the log scale; None where a sum is 0."""
    if min(t0, t1, c0, c1) <= 0:
        return None
    inverse = sum(1 / n for n in (events or (t0, t1, c0, c1)))
    half = float(ndtri((1 + level) / 2) * np.sqrt(phi * inverse))
    centre = float(np.log(t1 / t0 / (c1 / c0)))
    return float(np.exp(centre)), float(np.exp(centre - half)), float(np.exp(centre + half))


def _control_phi(design: _Design) -> float:
    """How much more than chance areas change between the two times, by Pearson's χ² over the controls."""
    y = design.y[design.control]
    if len(y) < 2:
        return max(1.0, _dispersion(design.y[design.treated].sum(axis=0)[design.early.all(axis=0)]))
    pairs = np.column_stack(
        [y[:, design.early.all(axis=0)].sum(axis=1), y[:, design.late.all(axis=0)].sum(axis=1)]
    )
    total = pairs.sum(axis=1)
    pairs, total = pairs[total > 0], total[total > 0]
    if len(total) < 2 or min(pairs.sum(axis=0)) == 0:
        return 1.0
    share = pairs[:, 1].sum() / total.sum()
    chi = ((pairs[:, 1] - total * share) ** 2 / (total * share * (1 - share))).sum()
    return max(1.0, float(chi / (len(total) - 1)))


def _dispersion(line: np.ndarray) -> float:
    """Variance over mean of a line of counts, at least 1."""
    if line.size < 8 or line.mean() <= 0:
        return 1.0
    return max(1.0, float(line.var(ddof=1) / line.mean()))


def _parallel(design: _Design, level: float) -> tuple[Check, ...]:
    """Did treated and control areas move alike in the time before? Two halves, two sums each."""
    at = np.flatnonzero(design.early[0])
    half = at.size // 2
    if not half:
        return ()
    first, second = at[:half], at[half:]
    t0, t1, c0, c1 = (
        float(design.y[areas][:, part].sum())
        for areas in (design.treated, design.control)
        for part in (first, second)
    )
    ratio = _ratio(t0, t1, c0, c1, _control_phi(design), level)
    # The half in which the area was picked is high by itself, so this only informs.
    return () if ratio is None else (Check("moved_alike_before", Verdict.INFORMS, ratio[0]),)


def _picked() -> Check:
    return Check("picked_because_high", Verdict.FAILS)


def _power(design: _Design, before: float, phi: float, level: float) -> effects.Power:
    exposure = design.late.sum() / design.early.sum()
    if before <= 0:
        return effects.Power(None, None)
    return effects.power_before_after(before, phi, level=level, exposure_after=float(exposure))


def _outcome(found: _Found, question: Question, events: float) -> Outcome:
    if events < FEWEST_EVENTS:
        return Outcome.TOO_FEW_TO_SAY
    if found.interval is None:
        return Outcome.CANNOT_TELL
    low, high = round(found.interval[0], 2), round(found.interval[1], 2)
    if low <= 1 <= high:
        return Outcome.NO_CLEAR_EFFECT
    failing = any(check.verdict is Verdict.FAILS for check in found.checks)
    weak = found.method is Method.BEFORE_AFTER or (
        found.method is Method.TWO_SUMS and question.picked_because_high
    )
    if failing or weak:
        return Outcome.CANNOT_TELL
    return Outcome.HELPED if (high < 1) == question.fewer_is_better else Outcome.WORSE


def _unsaid(
    design: _Design, question: Question, found: _Found, moved: tuple[float, float, float] | None
) -> tuple[str, ...]:
    """What a reader must not take the answer for."""
    codes = ["not_why", "reported_not_happened", *found.unsaid]
    if moved is None:
        codes.append("displacement_not_looked_at")
    if question.picked_because_high:
        corrected = found.method is Method.CORRECTED
        codes.append("picked_because_high_corrected" if corrected else "picked_because_high")
    if int(design.treated.sum()) < effects.FEWEST_AREAS:
        codes.append("one_place_only")
    if found.phi > 1:
        codes.append("areas_vary_more_than_chance")
    return tuple(codes)
