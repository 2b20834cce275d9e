# SPDX-License-Identifier: EUPL-1.2
"""The bridge to the pure core: what the personal-data guard says of a text."""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.analysis.persondata import Certainty, Span, suspects


@dataclass(frozen=True, slots=True)
class Guarded:
    """What the guard found: `refused` where it is certain, `waits` where it is only likely."""

    marks: tuple[Span, ...]

    @property
    def refused(self) -> bool:
        """True where the text may not be kept."""
        return any(mark.certainty == Certainty.CERTAIN for mark in self.marks)

    @property
    def waits(self) -> bool:
        """True where a moderator looks at the text before others do."""
        return bool(self.marks) and not self.refused


def guard(text: str) -> Guarded:
    """Look for what may point at a person in a text; nothing is written anywhere."""
    return Guarded(tuple(suspects(text)))
