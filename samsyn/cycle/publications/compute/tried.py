# SPDX-License-Identifier: EUPL-1.2
"""What the pages were last tried for: the results that the accessibility statement tells, kept with the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

KEPT = Path(__file__).with_name("tried.json")


@dataclass(frozen=True)
class Tried:
    """One trial of all public pages: the day, axe's version, how many pages, and the faults found, in axe's words."""

    on: date
    axe: str
    pages: int
    faults: tuple[str, ...]


@cache
def tried() -> Tried:
    """The last trial that was kept. `make proof` writes a new one: it visits every public page, light and dark."""
    told = json.loads(KEPT.read_text("utf-8"))
    return Tried(date.fromisoformat(told["on"]), told["axe"], told["pages"], tuple(told["faults"]))


def keep(trial: Tried) -> None:
    """Write a trial down, for the statement of the version that is built from these files."""
    told = {"on": trial.on.isoformat(), "axe": trial.axe, "pages": trial.pages, "faults": list(trial.faults)}
    KEPT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    tried.cache_clear()
