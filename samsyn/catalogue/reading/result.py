# SPDX-License-Identifier: EUPL-1.2
"""What an indicator answers: a number with its interval, what it rests on, and codes for what to beware of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """A value in the indicator's unit, or None with a caveat that says why.

    `low` and `high` are the 95 % interval where there is one, `n` what it rests on (events, vehicles, answers).
    `caveats` are codes; words are in templates.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: float | None = None
    caveats: tuple[str, ...] = ()
