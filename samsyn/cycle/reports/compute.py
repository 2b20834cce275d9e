# SPDX-License-Identifier: EUPL-1.2
"""The bridge to the pure core: what the personal-data guard says of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samsyn.analysis._persondata_script import script_rules
from samsyn.analysis.persondata import Certainty, Span, Suspect, suspects

SUSPECT_CODES = tuple(code.value for code in Suspect)


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


def guard_rules() -> dict[str, Any]:
    """The guard's rules as data, for the script that looks at a text before it is sent."""
    return script_rules()
