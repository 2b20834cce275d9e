# SPDX-License-Identifier: EUPL-1.2
"""What was worked out a moment ago, kept in memory: asked for by all that it rests on, so that it can never be stale.

Each process remembers for itself. Nothing is kept that cannot be made again.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
MOST_LETTERS = 24_000_000


@dataclass
class Memory:
    """Answers by key, the longest unused forgotten first. What JSON can hold: each
    caller gets a copy of its own to change as it likes."""

    most: int = MOST_LETTERS
    kept: OrderedDict[Any, str] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def answer(self, key: Any, work_out: Callable[[], T]) -> T:
        """What `key` was answered with last; worked out where it is not remembered. A key of None is never kept."""
        if key is None:
            return work_out()
        with self.lock:
            known = self.kept.get(key)
            if known is not None:
                self.kept.move_to_end(key)
        if known is None:
            known = json.dumps(work_out(), ensure_ascii=False)
            with self.lock:
                self.size += len(known) - len(self.kept.get(key, ""))
                self.kept[key] = known
                while self.size > self.most and len(self.kept) > 1:
                    self.size -= len(self.kept.popitem(last=False)[1])
        answer: T = json.loads(known)
        return answer

    def forget(self) -> None:
        """Forget everything, as a process does when it ends."""
        with self.lock:
            self.kept.clear()
            self.size = 0


MEMORY = Memory()
