# SPDX-License-Identifier: EUPL-1.2
"""Columns of reports as a file beside the database, so that a new process need not read every row again.

A file is named for the sight and holds the changes it was written after; what is not whole is not used. It holds
numbers alone, and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import BadZipFile

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from samsyn.kit import clock

FEWEST = 20_000
"""Fewer reports are read from the database as fast as from a file."""
STALE = 3_600
"""Seconds after which a half-written file is nobody's."""
_stamps = count(1)
_writing: deque[Thread] = deque()


def stamp() -> int:
    """A number that this process has given to nothing else."""
    return next(_stamps)


def month_of(day: int) -> int:
    """The calendar month of an ordinal as a number, each one more than the one before; 0 for what has no day."""
    if day < 1:
        return 0
    then = date.fromordinal(day)
    return then.year * 12 + then.month


@dataclass(frozen=True, eq=False)
class Columns:
    """Columns of numbers, never written to, in order of `local_day`; those of words are indexes into `names`.

    `lines` are the changes they were read after, as id and token; `settled` that all of them were final by then;
    `file_behind` how many changes the file beside the database lacks, -1 where there is no file. Each calendar month of
    rows has a stamp: another as soon as a row of it is another. `born` is that of all months but the `touched` ones.
    """

    numbers: dict[str, NDArray[Any]]
    names: dict[str, tuple[str, ...]]
    lines: frozenset[tuple[int, int]] = frozenset()
    settled: bool = False
    file_behind: int = -1
    born: int = field(default_factory=stamp)
    touched: Mapping[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers["local_day"])


def path_of(family: str) -> Path:
    """Where the columns of a sight lie: one file, replaced by each newer one."""
    named = f"{settings.DATABASES['default']['NAME']}|{family}"
    return Path(settings.DATA_DIR) / "columns" / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}.npz"


def fetch(family: str, names: frozenset[str]) -> Columns | None:
    """The columns `names` as they were kept last; None where there are none, others, or not the whole file."""
    try:
        with np.load(path_of(family), allow_pickle=False) as kept:
            told = json.loads(str(kept["told"]))
            if told["family"] != family or set(told["columns"]) != names:
                return None
            numbers = {name: kept[name] for name in told["columns"]}
        words = {name: tuple(some) for name, some in told["names"].items()}
        lines = frozenset((int(line), int(token)) for line, token in told["lines"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None
    if len({len(column) for column in numbers.values()}) != 1:
        return None
    if np.any(numbers["local_day"][1:] < numbers["local_day"][:-1]):
        return None
    for column in numbers.values():
        column.flags.writeable = False
    return Columns(numbers, words, lines, told.get("settled") is True, 0)


def keep(family: str, found: Columns) -> None:
    """Write the columns, whole or not at all: a process that is killed leaves the file that was there before.

    In a thread of its own, since nobody who reads needs to wait for the disk; `settle` waits.
    """
    told = json.dumps(
        {
            "family": family,
            "columns": list(found.numbers),
            "names": found.names,
            "lines": sorted(found.lines),
            "settled": found.settled,
        }
    )
    settle()  # one after the other, so that the newest stands last
    writing = Thread(target=_write, args=(path_of(family), told, found.numbers))
    _writing.append(writing)
    writing.start()


def settle() -> None:
    """Wait until all that is kept has been written."""
    while _writing:
        _writing[0].join()
        with suppress(IndexError):  # another waited for it as well
            _writing.popleft()


def _write(path: Path, told: str, numbers: Mapping[str, NDArray[Any]]) -> None:
    with suppress(OSError):  # a full disk takes speed, never an answer
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(path.parent)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, told=np.array(told), **numbers)  # type: ignore[arg-type]
            os.replace(draft, path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise


def _sweep(folder: Path) -> None:
    """Take away what a killed process left half written."""
    for draft in folder.glob(".*.npz"):
        with suppress(OSError):
            if clock.now().timestamp() - draft.stat().st_mtime > STALE:
                draft.unlink()
