# SPDX-License-Identifier: EUPL-1.2
"""Runs every benchmark in one go: a table on the screen, and var/bench.json. Name some to run only those.

python -m bench [imports hotspots …]
"""

import importlib
import json
import os
import pkgutil
import platform
import sys
from pathlib import Path
from typing import Any

import bench

COLUMNS = ("job", "ours_s", "reference", "reference_s", "ratio", "goal", "same_answer", "peak_mb")
KEPT = Path(os.environ.get("SAMSYN_DATA_DIR", "var")) / "bench.json"


def machine() -> dict[str, Any]:
    """Say what the figures were measured on, without naming the machine."""
    return {
        "processors": os.cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def reached(row: dict[str, Any]) -> bool:
    """Whether a row has no goal, no reference to be held to, or has reached its goal."""
    return row.get("ratio") is None or row.get("goal") is None or row["ratio"] >= row["goal"]


def line(row: dict[str, Any]) -> str:
    """Return one row of the table."""
    cells = [str(row.get(column, "")) for column in COLUMNS]
    kept = "" if reached(row) else "  below its goal"
    return f"{cells[0]:<32}" + "".join(f"{cell:>16}" for cell in cells[1:]) + kept


def main(wanted: list[str]) -> int:
    """Run the benchmarks; 1 where an answer differed from the reference's or a goal was missed."""
    names = sorted(
        found.name for found in pkgutil.iter_modules(bench.__path__) if not found.name.startswith("_")
    )
    unknown = set(wanted) - set(names)
    if unknown:
        sys.stderr.write(f"no such benchmark: {', '.join(sorted(unknown))} (there are {', '.join(names)})\n")
        return 2
    rows: list[dict[str, Any]] = []
    print(line({column: column for column in COLUMNS} | {"ratio": None}))
    print(line({"job": "", "ratio": None}))
    for name in names:
        measure = getattr(importlib.import_module(f"bench.{name}"), "rows", None)
        if measure is None or (wanted and name not in wanted):
            continue
        for row in measure():
            rows.append(row)
            print(line(row), flush=True)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(
        json.dumps({"machine": machine(), "rows": rows}, indent=1, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    return 0 if all(row["same_answer"] is not False and reached(row) for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
