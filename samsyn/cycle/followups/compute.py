# SPDX-License-Identifier: EUPL-1.2
"""Did it help? A registered effect question answered by the analysis core, with its doubts beside it."""

from __future__ import annotations

from typing import Any

from samsyn.analysis import effects
from samsyn.cycle.promises import compute as promises
from samsyn.cycle.promises.models import EffectQuestion

FEWEST = 20
UNEVEN = 3.0  # controls so many times larger or smaller than the place weigh the comparison down


def answer(question: EffectQuestion) -> dict[str, Any]:
    """The change in the place less the change in its controls, over equal weeks a year apart.

    `verdict` is too_few_to_say, decrease, increase or no_clear_change by whether the interval excludes 0; the counts of
    the controls are scaled to the place's size before, so that a large control area does not decide alone.
    """
    controls = list(question.controls.all())
    days = (question.counted_from, question.counted_to)
    now, control_now = promises.counts_before(
        question.partnership, question.category, question.area, controls, days
    )
    before, control_before = question.before_count, question.before_control
    counts = {"place": [before, now], "controls": [control_before, control_now]}
    if before + now < FEWEST or control_before == 0:
        return counts | {"verdict": "too_few_to_say", "difference": None, "interval": None, "caveats": []}
    scale = before / control_before
    scaled = round(control_now * scale)
    found = effects.wdd((before, now), (before, scaled))
    low, high = found.local_interval
    verdict = "decrease" if high < 0 else "increase" if low > 0 else "no_clear_change"
    caveats = ["uneven_controls"] if not 1 / UNEVEN <= scale <= UNEVEN else []
    if verdict == "no_clear_change" and (question.smallest_fall or 100) > 50:
        caveats.append("little_could_be_seen")
    return counts | {
        "verdict": verdict,
        "difference": round(found.local, 1),
        "interval": [round(low, 1), round(high, 1)],
        "caveats": caveats,
    }
