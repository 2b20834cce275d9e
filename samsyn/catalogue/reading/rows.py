# SPDX-License-Identifier: EUPL-1.2
"""The loop that every source of tables goes through: empty rows passed over, ragged and bad ones named."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from samsyn.catalogue.reading.tables import Table
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, Rejected

T = TypeVar("T")


def each(table: Table, one: Callable[[int, list[str]], T]) -> Iterator[T | Rejected]:
    """What `one(row, cells)` makes of each row, or the row as Rejected where it raises BadRow."""
    width = len(table.header)
    for item in table.rows:
        if item.__class__ is Rejected:
            yield table.named(item)  # type: ignore[arg-type]
            continue
        row, cells = item  # type: ignore[misc]
        if len(cells) != width:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < width or any(cells[width:]):
                reason = Reason.TOO_FEW_CELLS if len(cells) < width else Reason.TOO_MANY_CELLS
                facts = {"expected": width, "found": len(cells)}
                yield Rejected(row, None, reason, facts, reason.hint, table.raw(cells))
                continue
        try:
            yield one(row, cells)
        except BadRow as bad:
            if any(cell.strip() for cell in cells):  # a row of empty cells is no row
                yield bad.rejected(row, table.raw(cells))


def flat(found: Iterable[list[T] | Rejected]) -> Iterator[T | Rejected]:
    """Several records of one row as a stream of single ones."""
    for item in found:
        if isinstance(item, Rejected):
            yield item
        else:
            yield from item
