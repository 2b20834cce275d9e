# SPDX-License-Identifier: EUPL-1.2
"""Rows that did not go in: named with row, field and reason, and written out to be mended and imported again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

from samsyn.catalogue.records import Rejected
from samsyn.cycle.reports.compute import guard
from samsyn.kit.errors import BadInput
from samsyn.kit.tables import CsvOut

# So many are named in the answer; a rejects file holds them all.
MOST_NAMED = 100_000
REASON_COLUMN = "samsyn: reason"


class Rejects:
    """Collects rejected rows. With a path they go to a CSV in the end, never whole in memory.

    A cell in which the guard is certain to see a person is left empty there, and so is every cell with what the
    guard only suspects: the file may be sent on to someone who never saw the row.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.kept: list[dict[str, Any]] = []
        self.count = 0
        self._path = Path(path) if path is not None else None
        self._names: dict[str, None] = {}
        self._spool: IO[str] | None = None

    def add(self, item: Rejected) -> None:
        """Name one row."""
        self.count += 1
        if len(self.kept) < MOST_NAMED:
            self.kept.append(
                {
                    "row": item.row,
                    "field": item.field,
                    "reason": str(item.reason),
                    "hint": str(item.hint or item.reason.hint),
                    "facts": _harmless(item.facts),
                }
            )
        if self._path is not None and item.raw:
            if self._spool is None:
                self._spool = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed in __exit__
            self._names.update(dict.fromkeys(item.raw))
            cells = {name: "" if guard(cell).marks else cell for name, cell in item.raw.items()}
            json.dump([cells, str(item.reason)], self._spool)
            self._spool.write("\n")

    def __enter__(self) -> Self:
        if self._path is not None:  # a file that cannot be written is said before anything is imported
            try:
                self._path.open("w").close()
            except OSError:
                raise BadInput("rejects_not_written", field="rejects", name=str(self._path)) from None
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None and self._path is not None:
                self._write(self._path)
        finally:
            if self._spool is not None:
                self._spool.close()

    def _write(self, path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            out = CsvOut(file)
            out.row([*self._names, REASON_COLUMN])
            if self._spool is not None:
                self._spool.seek(0)
                for line in self._spool:
                    cells, reason = json.loads(line)
                    out.row([*(cells.get(name, "") for name in self._names), reason])


def _harmless(facts: Mapping[str, object]) -> dict[str, Any]:
    """The facts of a reason, without any text that the guard marks."""
    return {
        name: value for name, value in facts.items() if not isinstance(value, str) or not guard(value).marks
    }
