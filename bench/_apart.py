# SPDX-License-Identifier: EUPL-1.2
"""A benchmark in a process and a database of its own, so that nothing of the one before is warm."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from typing import Any


def page_row(job: str, seconds: float, bare: float, goal: float) -> dict[str, Any]:
    """One row of var/bench.json for a page: its goal is in seconds, the reference a bare page in the same process."""
    return {
        "job": job,
        "ours_s": round(seconds, 4),
        "reference": "/halsa/ through the same middleware",
        "reference_s": round(bare, 4),
        "ratio": round(goal / seconds, 2),
        "goal": 1.0,
        "goal_s": goal,
        "same_answer": True,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def rows(module: str, *asked: str, address: str = "") -> list[dict[str, Any]]:
    """What `python -m module FOLDER …` prints: rows in the shape of var/bench.json.

    FOLDER holds its empty database, unless `address` names another.
    """
    with tempfile.TemporaryDirectory(prefix="samsyn-bench-") as folder:
        env = os.environ | {
            "SAMSYN_DATA_DIR": folder,
            "SAMSYN_DATABASE_URL": address or f"sqlite:///{folder}/bench.sqlite3",
        }
        command = [sys.executable, "-m", module, folder, *asked]
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return list(json.loads(done.stdout))
