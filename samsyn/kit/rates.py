# SPDX-License-Identifier: EUPL-1.2
"""How often somebody may ask: counted in this process's memory alone, so that nothing of it is ever stored."""

from __future__ import annotations

import math
import threading
import time


class Rate:
    """So many a minute for each name, with as many at once as `burst`. A restart forgets."""

    def __init__(self, per_minute: float, burst: int) -> None:
        self._fill = per_minute / 60
        self._burst = burst
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str) -> int:
        """Take one for `name`: 0 where it may go on, else the whole seconds to wait."""
        now = time.monotonic()
        with self._lock:
            left, at = self._left.get(name, (float(self._burst), now))
            left = min(self._burst, left + (now - at) * self._fill)
            if left < 1:
                self._left[name] = (left, now)
                return math.ceil((1 - left) / self._fill)
            self._left[name] = (left - 1, now)
            if len(self._left) > 10_000:  # names come from keys that exist; this is for the day they do not
                self._left.clear()
            return 0

    def forget(self) -> None:
        """Begin anew (for tests)."""
        with self._lock:
            self._left.clear()
