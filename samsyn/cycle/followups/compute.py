# SPDX-License-Identifier: EUPL-1.2
"""Did it help? A registered effect question answered by the analysis core, with its doubts beside it."""

from __future__ import annotations

from typing import Any

import numpy as np

from samsyn.analysis import evaluation
from samsyn.analysis.result import Refusal, Verdict
from samsyn.analysis.synthetic import Synthetic
from samsyn.cycle.promises import compute as promises
from samsyn.cycle.promises.models import EffectQuestion

UNEVEN = 3.0  # controls so many times larger or smaller than the place weigh the comparison down
PERIOD = 28  # days: whole weeks, so that weekdays weigh alike

VERDICTS = {
    evaluation.Outcome.HELPED: "decrease",
    evaluation.Outcome.WORSE: "increase",
    evaluation.Outcome.NO_CLEAR_EFFECT: "no_clear_change",
    evaluation.Outcome.CANNOT_TELL: "cannot_tell",
    evaluation.Outcome.TOO_FEW_TO_SAY: "too_few_to_say",
}


def answer(question: EffectQuestion) -> dict[str, Any]:
    """The place beside its controls, over equal weeks a year apart, by the strongest method that the counts carry.

    `verdict` is drawn from the ratio as it is printed (`analysis.evaluation`). `ratio` under 1 is fewer than there would
    have been, `difference` the same in reports. `mixture` is the place beside a mixture of its controls fitted to all
    the time between the first day compared and the start, or why there is none. `caveats` are codes.
    """
    controls = list(question.controls.all())
    edges, compared, start, settling = _periods(question)
    counts = promises.counts_by_area(
        question.partnership, question.category, [question.area, *controls], edges
    )
    after = np.arange(len(compared)) >= start + settling
    sides = counts[:, compared].sum(axis=1), counts[:, after].sum(axis=1)
    told: dict[str, Any] = {
        "place": [int(side[0]) for side in sides],
        "controls": [int(side[1:].sum()) for side in sides],
    }
    found = evaluation.answer(
        counts,
        evaluation.Question(
            np.arange(len(counts)) == 0,
            start,
            settling=settling,
            picked_because_high=question.picked_because_high,
            compared=compared,
        ),
    )
    # Both sides have days by how the question was registered.
    assert not isinstance(found, Refusal)
    verdict = VERDICTS[found.outcome]
    told |= {
        "method": str(found.method),
        "verdict": verdict,
        "ratio": None,
        "ratio_interval": None,
        "difference": None,
        "interval": None,
        "mixture": _mixture(found.mixture),
        "caveats": [],
    }
    if verdict == "too_few_to_say" or found.rate_ratio is None or found.interval is None:
        return told
    now = told["place"][1]
    low, high = found.interval
    reports = [_reports(now, ratio) for ratio in (found.rate_ratio, low, high)]
    said = None not in reports
    return told | {
        "ratio": round(found.rate_ratio, 2),
        "ratio_interval": [round(low, 2), round(high, 2) if np.isfinite(high) else None],
        "difference": reports[0] if said else None,
        "interval": reports[1:] if said else None,
        "caveats": _caveats(question, found, told),
    }


def _periods(question: EffectQuestion) -> tuple[list[int], Any, int, int]:
    """The borders of the periods, which of them are compared from before, and where the work starts and may be seen.

    The days compared from before, those up to the start, those in which nothing is expected to show, the days compared.
    """
    first, last = question.counted_from.toordinal(), question.counted_to.toordinal() + 1
    early, end = question.before_from.toordinal(), question.before_to.toordinal() + 1
    starts = question.starts_on.toordinal()
    spans = [_cut(early, end), _cut(end, starts), _cut(starts, first, most=1), _cut(first, last)]
    sizes = [len(span) for span in spans]
    compared = np.arange(sum(sizes)) < sizes[0]
    return [early, *(edge for span in spans for edge in span)], compared, sizes[0] + sizes[1], sizes[2]


def _cut(begin: int, end: int, most: int | None = None) -> list[int]:
    """The ends of as many periods of about four weeks as lie between two days; the last day ends the last."""
    if end <= begin:
        return []
    parts = max(1, round((end - begin) / PERIOD))
    parts = min(parts, most or parts)
    return [begin + round((end - begin) * at / parts) for at in range(1, parts + 1)]


def _reports(now: int, ratio: float) -> float | None:
    """How many more reports (−: fewer) than there would have been; None where a ratio of nothing says no number."""
    return round(now - now / ratio, 1) if now and 0 < ratio < np.inf else None


def _mixture(found: Synthetic | Refusal | None) -> dict[str, Any] | None:
    if found is None:
        return None
    if isinstance(found, Refusal):
        return {"refused": found.reason, "needed": found.needed, "got": found.got}
    low, high = found.interval
    return {
        "refused": None,
        "ratio": round(found.rate_ratio, 2),
        "interval": [round(low, 2), round(high, 2) if np.isfinite(high) else None],
        "p": round(found.p, 3),
        "fit": round(found.fit, 2),
        "areas": len(found.weights),
        "used": sum(1 for share in found.weights if share >= 0.01),
    }


def _caveats(question: EffectQuestion, found: evaluation.Answer, told: dict[str, Any]) -> list[str]:
    """What must stand beside the answer, as codes."""
    failing = [check.code for check in found.checks if check.verdict is Verdict.FAILS]
    codes: list[str] = [
        code for code in ("mixture_points_alike", "within_what_others_had") if code in failing
    ]
    if found.method is evaluation.Method.TWO_SUMS:
        if question.picked_because_high:
            codes.append("picked_because_high")
        scale = told["place"][0] / max(told["controls"][0], 1)
        if not 1 / UNEVEN <= scale <= UNEVEN:
            codes.append("uneven_controls")
    if told["verdict"] == "no_clear_change" and (question.smallest_fall or 100) > 50:
        codes.append("little_could_be_seen")
    return codes
