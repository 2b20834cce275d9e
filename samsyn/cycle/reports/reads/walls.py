# SPDX-License-Identifier: EUPL-1.2
"""When in the week reports say that it happened, from their wall-clock texts: many at once, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

DAY = 86_400
WEEK = 7 * DAY
LONGEST = 2**31 - 1
# The calendar of the texts counts from a Thursday; hours of the week count from Mondays.
_THURSDAY = 3 * DAY
# The ordinal of the first day of numpy's calendar.
_FIRST = 719_163
_CLOCK, _DAY, _SECONDS = len("2026-05-04T18:00"), len("2026-05-04"), "datetime64[s]"
APART = ";"
"""Between the texts of one report."""

Clocks = tuple[NDArray[Any], NDArray[np.bool_]]
"""Times in the calendar (NaT for an empty text), and which of them are a day without a clock."""


def spans(
    wall_from: Sequence[str], wall_to: Sequence[str], weekdays: Sequence[str]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Seconds into the week (-1 for no time at all), seconds that it lasted, and the days it comes back on as bits.

    A day without a clock is the whole day; an hour that summer time skips is none here. Monday is bit 0.

    >>> start, lasted, days = spans(["2026-05-04T18:00", "2026-05-05"], ["2026-05-04T22:00", ""], ["15", ""])
    >>> (start // 3600).tolist(), (lasted // 3600).tolist(), days.tolist()
    ([18, 24], [4, 24], [17, 0])
    """
    into, lasted = _lengths(_read(wall_from), _read(wall_to))
    bits = {text: _bits(text) for text in set(weekdays)}
    return into, lasted, np.array([bits[text] for text in weekdays], dtype=np.int8)


def _lengths(wall_from: Clocks, wall_to: Clocks) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Seconds into the week and seconds that it lasted, as `spans` says it."""
    (begun, start_is_a_day), (ended, end_is_a_day) = wall_from, wall_to
    told = ~np.isnat(begun)
    start = np.where(told, begun.astype(np.int64), 0)
    end = ended.astype(np.int64) + np.where(end_is_a_day, DAY, 0)
    end = np.where(np.isnat(ended), np.where(start_is_a_day, start + DAY, start), end)
    lasted = np.where(told, np.clip(end - start, 0, LONGEST), 0)
    into = np.where(told, (start + _THURSDAY) % WEEK, -1)
    return into.astype(np.int32), lasted.astype(np.int32)


def _bits(weekdays: str) -> int:
    """The days of a text (`15` is Monday and Friday) as bits."""
    return sum(1 << (int(day) - 1) for day in set(weekdays))


def read(text: str, size: int) -> dict[str, NDArray[Any]]:
    """What `time_fields` and `spans` say of as many as `size`, with commas between: a `wall_from` alone, or all three.

    The columns `local_day` (an ordinal), `hour` (both -1 where none is known), `into_week`, `lasted` and
    `comes_back`. Raises ValueError where they are not as many.

    >>> found = read("2026-05-04T18:00;2026-05-04T22:00;15,2026-05-05T07:30,", 3)
    >>> found["local_day"].tolist(), found["hour"].tolist(), (found["lasted"] // 3600).tolist()
    ([739740, 739741, -1], [-1, 7, -1], [4, 0, 0])
    """
    letters = np.frombuffer(f"{text},".encode("ascii"), dtype=np.uint8)
    ends = np.flatnonzero(letters == ord(","))
    if len(ends) != size:
        raise ValueError(size)
    starts = np.append(0, ends[:-1] + 1)
    begun, ended = np.full((2, size), "NaT", dtype=_SECONDS)
    begun_is_a_day, ended_is_a_day = np.zeros((2, size), dtype=bool)
    back = np.zeros(size, dtype=np.int8)
    lengths, left = ends - starts, np.ones(size, dtype=bool)
    # Nearly all are of one of these shapes, each cut out at once; what is left over is read one by one.
    for long, sign, at in ((_CLOCK, "T", 10), (_DAY, "-", 4)):
        for shape in (long, 2 * (long + 1)):
            which = np.flatnonzero(lengths == shape)
            first = starts[which]
            told = letters[first + at] == ord(sign)
            if shape > long:
                told &= letters[first + long + 1 + at] == ord(sign)
                told &= (letters[first + long] == ord(APART)) & (letters[first + shape - 1] == ord(APART))
            which, first = which[told], first[told]
            left[which] = False
            begun[which], begun_is_a_day[which] = _cut(letters, first, long), long == _DAY
            if shape > long:
                ended[which], ended_is_a_day[which] = _cut(letters, first + long + 1, long), long == _DAY
    rest = np.flatnonzero(left)
    if len(rest):
        cut = zip(starts[rest].tolist(), ends[rest].tolist(), strict=True)
        told_of = [(*text[start:end].split(APART), "", "")[:3] for start, end in cut]
        begun[rest], begun_is_a_day[rest] = _read([first for first, _, _ in told_of])
        ended[rest], ended_is_a_day[rest] = _read([second for _, second, _ in told_of])
        back[rest] = [_bits(third) for _, _, third in told_of]
    there = ~np.isnat(begun)
    seconds = np.where(there, begun.astype(np.int64), 0)
    hours = seconds // 3600
    # An hour is known where both clocks stand in the same one, of which a day alone has none.
    same = np.isnat(ended) | (~ended_is_a_day & (ended.astype(np.int64) // 3600 == hours))
    into, lasted = _lengths((begun, begun_is_a_day), (ended, ended_is_a_day))
    return {
        "local_day": np.where(there, seconds // DAY + _FIRST, -1).astype(np.int32),
        "hour": np.where(there & ~begun_is_a_day & same, hours % 24, -1).astype(np.int8),
        "into_week": into,
        "lasted": lasted,
        "comes_back": back,
    }


def _read(texts: Sequence[str]) -> Clocks:
    letters = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return np.array(texts, dtype=_SECONDS), (letters > 0) & (letters <= _DAY)


def _cut(letters: NDArray[np.uint8], starts: NDArray[np.intp], long: int) -> NDArray[Any]:
    """The texts of one length that begin at some letters, as times in the calendar."""
    if not len(starts):
        return np.empty(0, dtype=_SECONDS)
    every = np.ndarray((len(letters) - long + 1,), dtype=f"S{long}", buffer=letters, strides=(1,))
    return every[starts].astype(_SECONDS)
