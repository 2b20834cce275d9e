# SPDX-License-Identifier: EUPL-1.2
"""Numbers equal rows of a file apart, in eight bytes a row: a large file never stands in memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_MOST_BLOCKS = 12


class Repeats:
    """Remembers the digests of rows; answers how many equal ones came before each."""

    def __init__(self) -> None:
        self._blocks: list[NDArray[np.uint64]] = []
        self._counts: dict[str, int] = {}
        self.has_ids = False

    def numbers(self, prints: Sequence[str]) -> list[int]:
        """For each hexadecimal digest, the number of equal ones before it, in this call and the earlier ones."""
        short = np.array([int(print_[:16], 16) for print_ in prints], dtype=np.uint64)
        seen = self._seen(short)
        out = []
        here: set[str] = set()
        for print_, before in zip(prints, seen.tolist(), strict=True):
            count = self._counts.get(print_)
            if count is None and not before and print_ not in here:
                here.add(print_)
                out.append(0)
                continue
            count = (count or 0) + 1
            self._counts[print_] = count
            out.append(count)
        self._remember(short)
        return out

    def _seen(self, short: NDArray[np.uint64]) -> NDArray[np.bool_]:
        found = np.zeros(len(short), dtype=bool)
        for block in self._blocks:
            at = np.minimum(np.searchsorted(block, short), len(block) - 1)
            found |= block[at] == short
        return found

    def _remember(self, short: NDArray[np.uint64]) -> None:
        self._blocks.append(np.unique(short))
        if len(self._blocks) > _MOST_BLOCKS:
            self._blocks = [np.unique(np.concatenate(self._blocks))]
