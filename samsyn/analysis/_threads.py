# SPDX-License-Identifier: EUPL-1.2
"""Independent parts of a calculation side by side: their number changes how long it takes, never a bit of the answer."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")
MOST = 4
"""More threads than this share the memory's speed and gain little."""


def in_order(work: Callable[[Part], Found], parts: Iterable[Part]) -> Iterator[Found]:
    """What `work` makes of each part, in the order of the parts, which are taken one by one as they are needed.

    What is random is drawn by the parts, in their order; `work` draws nothing and changes nothing of others'.
    As many threads as there are processors, at most four, or what OMP_NUM_THREADS says.
    """
    said = os.environ.get("OMP_NUM_THREADS", "")
    many = min(int(said) if said.isdecimal() and int(said) else os.cpu_count() or 1, MOST)
    if many == 1:
        yield from map(work, parts)
        return
    with ThreadPoolExecutor(many) as pool:
        waiting: deque[Future[Found]] = deque()
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > many:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
