# SPDX-License-Identifier: EUPL-1.2
"""What several changes ask first: that a day can be, and that words point at nobody."""

from __future__ import annotations

from datetime import date

from samsyn.kit import clock
from samsyn.kit.errors import BadInput
from samsyn.rhythm import compute


def check_day(day: date) -> None:
    """Stop a year that nobody means. Raises BadInput."""
    if not 2000 <= day.year <= clock.today().year + 3:
        raise BadInput("day_out_of_range", field="held_on")


def guard(**texts: str) -> None:
    """Stop what surely points at a person: a meeting decides about places and times."""
    for name, text in texts.items():
        found = compute.suspected(text or "")
        if found is not None and found.certain:
            raise BadInput("personal_data", field=name, kind=found.kind, many=found.many)
