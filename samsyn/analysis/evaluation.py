# SPDX-License-Identifier: EUPL-1.2
"""Did it help? One answer to an effect question that was registered before the start, with all its doubts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np

from samsyn.analysis import effects, selected
from samsyn.analysis._design import Design, control_phi, dispersion, moved_apart, ratio_of, split
from samsyn.analysis.result import Check, Refusal, Verdict, require
from samsyn.analysis.staggered import staggered
from samsyn.analysis.synthetic import Synthetic, synthetic

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
    MIXTURE = "mixture"
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
    wished for (a new channel). `compared`, one flag a period, says which of the periods before are held against
    those after (the same weeks a year earlier); all of them where it is None. A mixture of other areas is fitted to all.
    """

    treated: Any
    start: Any
    control: Any = None
    surroundings: Any = None
    ready: int = 0
    settling: int = 0
    picked_because_high: bool = True
    fewer_is_better: bool = True
    compared: Any = None


@dataclass(frozen=True)
class Answer:
    """The result of an effect question: what may be said, the figures, the doubts, what could be seen at all.

    `rate_ratio` under 1 is fewer than without; `fewer` is events fewer (−: more) with its interval, None where
    the method gives a ratio only. `before` and `after` are the counts in the treated areas. `power` says which
    fall could have been seen. `displacement` is the ratio of the surroundings (over 1: more than without).
    `mixture` is the one area beside a mixture of others, or why there is none; None where there are more areas.
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
    mixture: Synthetic | Refusal | None
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

    One area is also held beside a mixture of the others (`synthetic`). Where it was picked for another reason than its
    numbers, and the areas had drifted apart before the start, the mixture gives the answer; everywhere else it is a second
    reading, and where the two point different ways nothing is claimed.

    Refuses where a side has no period left.
    """
    design = Design(counts, question)
    refused = require("few_periods_before", 1, int(design.early.any(axis=1).all())) or require(
        "few_periods_after", 1, int(design.late.any(axis=1).all())
    )
    if refused is not None:
        return refused
    before, after = design.sums(design.treated)
    mixture = _mixture(design, level)
    found = _estimate(design, question, mixture, cluster_bootstrap, level, seed)
    if isinstance(found, Refusal):
        # The stronger methods cannot carry it: two sums are left, with the refusal told.
        found = _two_sums(design, level, found)
    found = _read_twice(found, mixture)
    power = _power(design, before, found.phi, level)
    outcome = _outcome(found, question, before + after)
    moved = None
    if design.surroundings.any() and design.control.any():
        moved = ratio_of(*design.sums(design.surroundings), *design.sums(design.control), found.phi, level)
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
        mixture,
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
    spread = dispersion(line) if phi is None else phi
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


def _estimate(
    design: Design,
    question: Question,
    mixture: Synthetic | Refusal | None,
    draws: int,
    level: float,
    seed: int,
) -> _Found | Refusal:
    """The strongest method for this design, or why it cannot carry one."""
    treated, control = int(design.treated.sum()), int(design.control.sum())
    if not design.one_start:
        return _by_starts(design, question, draws, level, seed)
    used = design.treated | design.control
    early, late = design.early[0], design.late[0]
    if isinstance(mixture, Synthetic) and not question.picked_because_high and moved_apart(design, level):
        return _by_mixture(design, mixture, level)
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
            control_phi(design),
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
        Method.DIFFERENCES, did.rate_ratio, did.interval, checks, phi=control_phi(design), details=did
    )


def _by_starts(design: Design, question: Question, draws: int, level: float, seed: int) -> _Found | Refusal:
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
        phi=control_phi(design),
        details=found,
    )


def _two_sums(design: Design, level: float, why: Refusal) -> _Found:
    """Ratio of ratios beside the control areas; without any, before and after alone."""
    t0, t1 = design.sums(design.treated)
    phi = control_phi(design)
    told = (Check(f"refused_{why.reason}", Verdict.INFORMS, float(why.got)),)
    if not design.control.any():
        early, late = design.early.sum(), design.late.sum()
        ratio = ratio_of(t0 / early, t1 / late, 1.0, 1.0, phi, level, (t0, t1))
        return _Found(Method.BEFORE_AFTER, *split(ratio), told, phi=phi, unsaid=("nothing_to_compare_with",))
    ratio = ratio_of(t0, t1, *design.sums(design.control), phi, level)
    return _Found(Method.TWO_SUMS, *split(ratio), told, phi=phi, unsaid=("areas_vary_by_themselves",))


def _parallel(design: Design, level: float) -> tuple[Check, ...]:
    """Did treated and control areas move alike in the time before? Two halves, two sums each."""
    at = np.flatnonzero(design.history[0])
    half = at.size // 2
    if not half:
        return ()
    first, second = at[:half], at[half:]
    t0, t1, c0, c1 = (
        float(design.y[areas][:, part].sum())
        for areas in (design.treated, design.control)
        for part in (first, second)
    )
    ratio = ratio_of(t0, t1, c0, c1, control_phi(design), level)
    # The half in which the area was picked is high by itself, so this only informs.
    return () if ratio is None else (Check("moved_alike_before", Verdict.INFORMS, ratio[0]),)


def _mixture(design: Design, level: float) -> Synthetic | Refusal | None:
    """One area beside a mixture of its controls, fitted to all the time before; None for more areas than one."""
    if int(design.treated.sum()) != 1 or not design.control.any():
        return None
    history, late = design.history[0], design.late[0]
    kept = history | late
    return synthetic(
        design.y[design.treated][0, kept], design.y[design.control][:, kept], int(history.sum()), level
    )


def _by_mixture(design: Design, mixture: Synthetic, level: float) -> _Found:
    fewer = mixture.difference_interval
    return _Found(
        Method.MIXTURE,
        mixture.rate_ratio,
        mixture.interval,
        _parallel(design, level),
        -mixture.difference,
        (-fewer[1], -fewer[0]),
        control_phi(design),
        mixture,
    )


def _read_twice(found: _Found, mixture: Synthetic | Refusal | None) -> _Found:
    """An estimate with the mixture as its second reading; two that point different ways carry no claim."""
    if not isinstance(mixture, Synthetic) or found.method is Method.MIXTURE or found.ratio is None:
        return found
    same = (mixture.rate_ratio < 1) == (found.ratio < 1)
    said = Check("mixture_points_alike", Verdict.HOLDS if same else Verdict.FAILS, mixture.rate_ratio)
    return replace(found, checks=(*found.checks, said))


def _picked() -> Check:
    return Check("picked_because_high", Verdict.FAILS)


def _power(design: Design, before: float, phi: float, level: float) -> effects.Power:
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
    design: Design, question: Question, found: _Found, moved: tuple[float, float, float] | None
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
