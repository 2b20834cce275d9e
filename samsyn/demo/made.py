# SPDX-License-Identifier: EUPL-1.2
"""What the towns' files say, and whether the demo has been made: all that a second start needs to know.

Kept apart from what builds the demo, which takes the whole of the statistics with it: a start should not wait for it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from samsyn.ground.people.models import Partnership

TOWNS = ("almstad", "hammarvik")


def told_of(name: str) -> dict[str, Any]:
    """A town's file."""
    return tomllib.loads((Path(__file__).parent / "towns" / f"{name}.toml").read_text("utf-8"))


def exists() -> bool:
    """Whether the demo has been made in this database."""
    return Partnership.objects.filter(key=told_of(TOWNS[0])["key"]).exists()
