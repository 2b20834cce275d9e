# SPDX-License-Identifier: EUPL-1.2
"""What may be shown? Tables with small counts hidden so that no total gives them away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from samsyn.analysis.result import Refusal

SMALLEST = 5
"""A count, and the number of different places or reporters behind it, is shown from here."""

FEWEST_INHABITANTS = 100

Cell = tuple[str, str, Any]
"""What one count counts: unit, category (each "" for all of them) and period, as its first and last day or by name."""


class Hidden(StrEnum):
    """Why a figure is not shown."""

    SMALL_COUNT = "small_count"
    FEW_PLACES = "few_places"
    SMALL_POPULATION = "small_population"
    COMPLEMENTARY = "complementary"
    """Not small itself, but with it another could be worked out."""


@dataclass(frozen=True)
class Published:
    """A table ready for the public: None where a figure is hidden, and why in `reasons`.

    Rows are areas; the totals are hidden too where they would give a figure away. A one-way table has
    one column, and its `row_totals` are its values.
    """

    values: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    reasons: tuple[tuple[Hidden | None, ...], ...]
    hidden: int
    rounded_to: int | None = None

    @property
    def column(self) -> tuple[int | None, ...]:
        """The values of a one-way table."""
        return tuple(row[0] for row in self.values)


def publishable(
    table: Any,
    k: int = SMALLEST,
    places: Any = None,
    population: Any = None,
    min_population: int = FEWEST_INHABITANTS,
    secondary: bool = True,
    round_to: int | None = None,
    seed: int = 0,
    row_totals: bool = True,
    keep_column_totals: bool = False,
) -> Published:
    """Hide what is too small in a table of counts, and what would give it away.

    `table` is counts of areas (one-way) or areas × something (two-way); `places` of the same shape says
    how many different places or reporters stand behind each count; `population` is one number per area.
    A count is shown when it is 0 or at least `k`, comes from at least `k` places, and its area has at
    least `min_population` inhabitants. With `secondary`, other cells or totals are hidden until every
    such figure could, by what is shown, be at least `k` larger than it is. `round_to=3` instead rounds
    every count at random to that base without bias, and totals are sums of rounded counts: rounded by
    themselves they would tell what was rounded. Areas with few inhabitants are still hidden, with their
    row's total and the totals of the columns.

    Say what will really be shown: `row_totals=False` where the sums of rows stand nowhere, and
    `keep_column_totals` where the sums of columns are out already and cannot be hidden.

    >>> publishable([12, 3, 40, 9]).column
    (12, None, 40, None)
    >>> publishable([12, 3, 40, 9]).total
    64
    """
    counts = np.asarray(table)
    if counts.dtype.kind not in "iu" or np.any(counts < 0) or counts.ndim not in (1, 2):
        raise ValueError("a table holds whole counts, in one or two directions")
    one_way = counts.ndim == 1
    counts = counts.reshape(-1, 1) if one_way else counts
    reason = _primary(counts, k, places, population, min_population, count_rule=round_to is None)
    if round_to is not None:
        rounded = _with_totals(_rounded(counts, round_to, np.random.default_rng(seed)))
        return _published(rounded, _beside_rounded(reason), round_to)
    full = _with_totals(counts)
    small = np.zeros(full.shape, dtype=bool)
    small[:-1, :-1] = reason != ""
    margin = np.ones(full.shape, dtype=bool)
    margin[:-1, :-1] = False
    small |= margin & (full > 0) & (full < k)
    unshown = np.zeros(full.shape, dtype=bool)
    unshown[:, -1] = not row_totals and counts.shape[1] > 1
    small &= ~unshown
    if keep_column_totals:
        small[-1, :] = False
    if counts.shape[1] == 1 or counts.shape[0] == 1:
        hidden = _one_way(full, small, k, along_rows=counts.shape[1] == 1) if secondary else small
    else:
        hidden = _two_way(full, small, k, unshown, keep_column_totals) if secondary else small | unshown
    if keep_column_totals:
        hidden[-1, :] &= unshown[-1, :]
    codes = np.full(full.shape, "", dtype=object)
    codes[hidden] = Hidden.COMPLEMENTARY
    codes[small] = Hidden.SMALL_COUNT
    codes[:-1, :-1] = np.where(reason != "", reason, codes[:-1, :-1])
    return _published(full, codes, None)


def linked(
    figures: Mapping[str, int],
    sums: Sequence[tuple[str, Sequence[str]]],
    k: int = SMALLEST,
    unshown: Collection[str] = (),
    price: Mapping[str, float] | None = None,
) -> dict[str, Hidden]:
    """Which of some figures to hide where sums tie them together in more ways than one table holds.

    `figures` are counts by name; each of `sums` names a total and the parts that make it up. `unshown` figures stand
    nowhere, but follow from the others (a rest, the growth between two readings), and are protected like them.
    A figure of 1 to k−1 is hidden, and others with it until each such figure could, by what is shown, be at least k
    larger than it is; the one with the lowest `price` (its count, unless said) goes first. Returns why, by name.
    Raises ValueError for what is no count and for a sum that does not hold.

    >>> linked({"all": 20, "girls": 17, "boys": 3}, [("all", ["girls", "boys"])])
    {'boys': <Hidden.SMALL_COUNT: 'small_count'>, 'girls': <Hidden.COMPLEMENTARY: 'complementary'>}
    """
    for total, parts in sums:
        if figures[total] != sum(figures[part] for part in parts):
            raise ValueError(f"the parts of {total} do not make it up")
    if any(value < 0 or value != int(value) for value in figures.values()):
        raise ValueError("figures are whole counts")
    cost = price or figures
    why = {key: Hidden.SMALL_COUNT for key, value in figures.items() if 0 < value < k}
    small, gone = list(why), {*why, *unshown}
    while given := next((key for key in small if _highest(key, figures, sums, gone) < figures[key] + k), ""):
        beside = _beside(given, sums, gone)
        if not beside:
            break  # nothing is left to hide it behind
        chosen = min(beside, key=lambda key: (figures[key] == 0, cost.get(key, figures[key]), key))
        why[chosen] = Hidden.COMPLEMENTARY
        gone.add(chosen)
    return {key: reason for key, reason in why.items() if key not in unshown}


def differencing(asked: Any, answered: Iterable[Any], counts: Any, k: int = SMALLEST) -> Refusal | None:
    """May one more selection be answered beside those already out?

    A selection is an array of booleans over the smallest units of the data (area × week × category);
    `counts` are the events in each. Refuses where the selection itself holds 1 to k−1 events, and where the
    answers together, added and subtracted, tell the sum of any group of units that does: a year less two of
    its tertials is the third. Returns None when it may be answered.

    >>> year, spring, summer = [True] * 6, [True] * 2 + [False] * 4, [False] * 2 + [True] * 2 + [False] * 2
    >>> differencing(year, [spring, summer], [9, 9, 9, 9, 1, 1])
    Refusal(reason='differencing', needed=5, got=2)
    """
    counts = np.asarray(counts)
    asked = np.asarray(asked, dtype=bool)
    out = [np.asarray(one, dtype=bool) for one in answered]
    total = int(counts[asked].sum())
    if 0 < total < k:
        return Refusal("small_count", k, total)
    given_away = _smallest_told(np.array([*out, asked]), counts, k)
    return Refusal("differencing", k, given_away) if given_away else None


def rests(whole: Cell, count: int, parts: Mapping[Cell, int]) -> Iterator[int]:
    """What is left of a count when any of its parts are taken away, no two of which hold the same event.

    A cell says which unit and which category are counted, each "" for all of them, and when. `parts` may hold others
    too: what does not lie in the whole is passed over. At most eight parts are tried together.

    >>> list(rests(("west", "", 1), 40, {("west", "noise", 1): 38, ("east", "noise", 1): 7}))
    [2]
    """
    inside = [part for part in parts if part != whole and lies_in(part, whole)]
    # Of many the widest, which leave the least.
    inside = sorted(inside, key=parts.__getitem__, reverse=True)[:8]
    for many in range(1, len(inside) + 1):
        for chosen in combinations(inside, many):
            if not any(may_meet(one, other) for one, other in combinations(chosen, 2)):
                yield count - sum(parts[part] for part in chosen)


def lies_in(part: Cell, whole: Cell) -> bool:
    """Whether all that one cell counts is counted by the other, also where its days are fewer.

    >>> lies_in(("west", "noise", (11, 14)), ("west", "", (10, 20))), lies_in(("west", "", (11, 21)), ("", "", (10, 20)))
    (True, False)
    """
    if not all(wide in ("", narrow) for narrow, wide in zip(part[:2], whole[:2], strict=True)):
        return False
    if isinstance(part[2], tuple) and isinstance(whole[2], tuple):
        return bool(whole[2][0] <= part[2][0] and part[2][1] <= whole[2][1])
    return bool(part[2] == whole[2])


def may_meet(one: Cell, other: Cell) -> bool:
    """Whether the same event could be counted by both cells."""
    if not all("" in (a, b) or a == b for a, b in zip(one[:2], other[:2], strict=True)):
        return False
    if isinstance(one[2], tuple) and isinstance(other[2], tuple):
        return bool(one[2][0] <= other[2][1] and other[2][0] <= one[2][1])
    return bool(one[2] == other[2])


def _highest(
    asked: str, figures: Mapping[str, int], sums: Sequence[tuple[str, Sequence[str]]], gone: Collection[str]
) -> float:
    """The most that a hidden figure could be, by the shown ones; infinite where nothing holds it."""
    from scipy.optimize import linprog

    names = sorted(gone)
    at = {name: place for place, name in enumerate(names)}
    rows, rests = [], []
    for total, parts in sums:
        row, rest = np.zeros(len(names)), 0.0
        for name, sign in ((total, 1.0), *((part, -1.0) for part in parts)):
            if name in at:
                row[at[name]] += sign
            else:
                rest -= sign * figures[name]
        if row.any():
            rows.append(row)
            rests.append(rest)
    if not any(row[at[asked]] for row in rows):
        return float("inf")
    aim = np.zeros(len(names))
    aim[at[asked]] = -1.0
    found = linprog(aim, A_eq=np.array(rows), b_eq=np.array(rests), bounds=(0, None), method="highs")
    return float(round(-found.fun, 6)) if found.status == 0 else float("inf")


def _beside(given: str, sums: Sequence[tuple[str, Sequence[str]]], gone: Collection[str]) -> set[str]:
    """The shown figures in sums that lead to a hidden one, also by way of other hidden ones."""
    reached, grew = {given}, True
    while grew:
        near = {name for total, parts in sums for name in (total, *parts) if reached & {total, *parts}}
        step = reached | (near & set(gone))
        grew, reached = step != reached, step
    return {name for total, parts in sums if reached & {total, *parts} for name in (total, *parts)} - set(
        gone
    )


def _primary(
    counts: np.ndarray, k: int, places: Any, population: Any, min_population: int, count_rule: bool
) -> np.ndarray:
    reason = np.full(counts.shape, "", dtype=object)
    if count_rule:
        if places is not None:
            behind = np.asarray(places).reshape(counts.shape)
            reason[(counts > 0) & (behind < k)] = Hidden.FEW_PLACES
        reason[(counts > 0) & (counts < k)] = Hidden.SMALL_COUNT
    if population is not None:
        people = np.asarray(population, dtype=float)
        if people.shape != (counts.shape[0],):
            raise ValueError("one population per area")
        reason[~(people >= min_population), :] = Hidden.SMALL_POPULATION
    return reason


def _with_totals(counts: np.ndarray) -> np.ndarray:
    wide = np.hstack([counts, counts.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)]).astype(np.int64)


def _two_way(
    full: np.ndarray, small: np.ndarray, k: int, unshown: np.ndarray, keep_column_totals: bool
) -> np.ndarray:
    """Hide, for each small figure, the cheapest rectangle in which it could be k larger.

    In a table with its totals, adding t to one corner of a rectangle is made good by the three others:
    those that must fall need at least k to fall from. Already hidden corners cost nothing.
    """
    hidden = small | unshown
    rows, columns = full.shape
    row_sign, column_sign = np.ones(rows), np.ones(columns)
    row_sign[-1] = column_sign[-1] = -1
    room = full >= k
    price = full.astype(float) + 1
    if keep_column_totals:
        price[-1, :] = np.inf
    for r, c in sorted(np.argwhere(small).tolist(), key=lambda cell: (full[cell[0], cell[1]], cell)):
        cost = np.where(hidden, 0.0, price)
        across, along = column_sign[c] * column_sign, row_sign[r] * row_sign
        in_row = np.where((across < 0) | room[r], cost[r], np.inf)
        in_column = np.where((along < 0) | room[:, c], cost[:, c], np.inf)
        opposite = np.where((along[:, None] * across > 0) | room, cost, np.inf)
        total = in_column[:, None] + in_row + opposite
        total[r, :] = total[:, c] = np.inf
        if not np.isfinite(total).any():
            # Only the whole column is left to hide behind.
            hidden[:-1, c] = True
            continue
        r2, c2 = np.unravel_index(int(np.argmin(total)), total.shape)
        hidden[r, c2] = hidden[r2, c] = hidden[r2, c2] = True
    return hidden


def _one_way(full: np.ndarray, small: np.ndarray, k: int, along_rows: bool) -> np.ndarray:
    """In one line of parts and their total, hide more parts until each small one has k beside it."""
    line = full[:, 0] if along_rows else full[0]
    parts, total = line[:-1], int(line[-1])
    gone = (small[:-1, 0] if along_rows else small[0, :-1]).copy()
    first = np.flatnonzero(gone).tolist()
    for part in first:
        while parts[gone].sum() - parts[part] < k:
            left = np.flatnonzero(~gone & (parts > 0))
            if not left.size:
                break
            gone[left[np.argmin(parts[left])]] = True
    # The total must go where it is small itself, or where too little was left to hide beside a small part.
    beside = [int(parts[gone].sum() - parts[part]) for part in first]
    total_gone = 0 < total < k or min(beside, default=k) < k
    hidden = np.zeros_like(small)
    if along_rows:
        hidden[:-1, :] = gone[:, None]
        hidden[-1, :] = total_gone
    else:
        hidden[:, :-1] = gone
        hidden[:, -1] = total_gone
    return hidden


def _beside_rounded(reason: np.ndarray) -> np.ndarray:
    """Why a figure of a rounded table is hidden: the total of a hidden row, and totals that it lies in."""
    codes = np.full((reason.shape[0] + 1, reason.shape[1] + 1), "", dtype=object)
    codes[:-1, :-1] = reason
    gone = (reason != "").any(axis=1)
    codes[:-1, -1] = np.where(gone, Hidden.SMALL_POPULATION, "")
    codes[-1, :] = Hidden.COMPLEMENTARY if gone.any() else ""
    return codes


def _rounded(full: np.ndarray, base: int, rng: np.random.Generator) -> np.ndarray:
    """To the multiple below or above, with chances that keep the expected value."""
    rest = full % base
    return np.asarray(full - rest + base * (rng.uniform(size=full.shape) < rest / base))


def _smallest_told(selections: np.ndarray, counts: np.ndarray, k: int) -> int:
    """The smallest count under k that the answers tell of some group of units; 0 where they tell none.

    Units that lie in the same selections are never told apart and are taken as one. What can be told are sums of
    multiples of the answers; written with the large units first and solved, those that hold none of them are the last
    rows, each with a unit of its own. A group is a sum of such rows. Units without events count as known.
    """
    alike, which = np.unique(selections, axis=1, return_inverse=True)
    held = np.bincount(which.ravel(), counts, alike.shape[1]).astype(np.int64)
    told = alike.any(axis=0) & (held > 0)
    order = np.flatnonzero(told)[np.argsort(held[told] < k, kind="stable")]
    size = [int(one) for one in held[order]]
    large = sum(one >= k for one in size)
    rows = [(at, row) for at, row in _solved(alike[:, order].tolist()) if at >= large]
    least = k

    def add(begun: int, own: int, group: list[Fraction]) -> None:
        nonlocal least
        for number in range(begun, len(rows)):
            at, row = rows[number]
            if own + size[at] >= least:
                continue
            wider = [a + b for a, b in zip(group, row, strict=True)]
            if all(part in (0, 1) for part in wider):
                held = sum(one for one, part in zip(size, wider, strict=True) if part)
                least = min(least, held)
            add(number + 1, own + size[at], wider)

    add(0, 0, [Fraction(0)] * len(size))
    return least if least < k else 0


def _solved(system: list[list[int]]) -> list[tuple[int, list[Fraction]]]:
    """Gauss and Jordan's reduced rows, each with the place of its first number, in exact fractions."""
    rows = [[Fraction(int(part)) for part in row] for row in system]
    solved: list[tuple[int, list[Fraction]]] = []
    for at in range(len(rows[0]) if rows else 0):
        row = next((row for row in rows if row[at]), None)
        if row is None:
            continue
        rows.remove(row)
        row = [part / row[at] for part in row]

        def without(other: list[Fraction], at: int = at, row: list[Fraction] = row) -> list[Fraction]:
            return [a - other[at] * b for a, b in zip(other, row, strict=True)] if other[at] else other

        rows = [without(other) for other in rows]
        solved = [(place, without(other)) for place, other in solved] + [(at, row)]
    return solved


def _published(full: np.ndarray, codes: np.ndarray, rounded_to: int | None) -> Published:
    shown = [
        [None if code else int(value) for value, code in zip(values, reasons, strict=True)]
        for values, reasons in zip(full.tolist(), codes.tolist(), strict=True)
    ]
    return Published(
        values=tuple(tuple(row[:-1]) for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=tuple(shown[-1][:-1]),
        total=shown[-1][-1],
        reasons=tuple(tuple(code or None for code in row[:-1]) for row in codes[:-1].tolist()),
        hidden=int(np.sum(codes[:-1, :-1] != "")),
        rounded_to=rounded_to,
    )
