# SPDX-License-Identifier: EUPL-1.2
"""What a model says of how long its rows are kept: `ARCHIVE = Keep("…")` or `ARCHIVE = Weed(…)` in its body.

The archive room walks all models and reads it; a model that says nothing is found by a test of the house.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keep:
    """Rows are kept for good. `reason` is a code with words in `words/archive/reason.html`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Weed:
    """Rows may be weeded so many days after the moment in the field `since`.

    `since` names a date or date-time field of the model; rows where it is empty are kept. `text` names fields that
    are emptied where the row itself must stay (a count, a link in a chain); without it the whole row goes.
    """

    days: int
    since: str
    reason: str
    text: tuple[str, ...] = ()
