# SPDX-License-Identifier: EUPL-1.2
"""Sums that a Swedish text states itself: "22, varav 9 tillsammans och 11 ensamma", "9 + 11", "20 och utöver det 3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samsyn.kit import swedish_numbers

INSIDE = re.compile(r"\b(?:varav|därav|av vilka|av dem|inklusive)\b", re.IGNORECASE)
BESIDE = re.compile(
    r"\b(?:utöver (?:det|dessa|detta)|därutöver|dessutom|ytterligare|exklusive)\b", re.IGNORECASE
)
DEALT = re.compile(r"\b(?:fördelat på|fördelade på|uppdelat på|nämligen|bestående av)\b|:|=", re.IGNORECASE)
PARTS = re.compile(r"\s*(?:\+|,|;|\boch\b|\bsamt\b|\bplus\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Stated:
    """A whole and its parts as a text says them. `relation` is `of_which`, `adds_up` or `in_addition`.

    `whole` is None where only the parts were said and the sum is the whole.
    """

    whole: float | None
    parts: tuple[float, ...]
    relation: str

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return sum(self.parts)

    @property
    def agrees(self) -> bool:
        """Whether the arithmetic of the text holds: parts inside a whole are no more than it, all parts make it."""
        if self.whole is None or self.relation == "in_addition":
            return True
        return self.total <= self.whole if self.relation == "of_which" else self.total == self.whole


def read(text: str) -> Stated | None:
    """The sum that a short text states, or None where it states none.

    >>> read("22, varav 9 tillsammans och 11 ensamma")
    Stated(whole=22, parts=(9, 11), relation='of_which')
    >>> read("14 gemensamt + 12 av kommunen").total, read("20: 9 tillsammans och 12 ensamma").agrees
    (26, False)
    >>> read("minst 20"), read("9 och 11") is None
    (None, True)
    """
    words = " ".join(text.split())
    for pattern, relation in ((INSIDE, "of_which"), (BESIDE, "in_addition"), (DEALT, "adds_up")):
        found = pattern.search(words)
        if found is None:
            continue
        before, after = words[: found.start()], words[found.end() :]
        if found[0] == "=":  # "9 + 11 = 20" says the whole last
            before, after = after, before
        whole, parts = swedish_numbers.read(before.strip(" ,.")), _parts(after)
        if whole is not None and parts:
            return Stated(whole.value, parts, relation)
    if "+" in words or re.search(r"\bplus\b", words):
        parts = _parts(words)
        if len(parts) > 1:
            return Stated(None, parts, "adds_up")
    return None


def _parts(text: str) -> tuple[float, ...]:
    found = (swedish_numbers.read(piece) for piece in PARTS.split(text) if piece.strip())
    return tuple(number.value for number in found if number is not None)
