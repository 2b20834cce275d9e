# SPDX-License-Identifier: EUPL-1.2
"""Themes without a place on the map: which official numbers tell of organised crime and of crime against welfare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

THEMES: dict[str, tuple[str, ...]] = {
    "organised_crime": (
        "narkotika",
        "vapen",
        "utpressning",
        "penningtvätt",
        "människohandel",
        "människoexploatering",
    ),
    "welfare_crime": (
        "bidragsbrott",
        "välfärd",
        "assistans",
        "skattebrott",
        "bokföringsbrott",
        "folkbokföring",
    ),
}
"""A theme and the beginnings of words by which Brå and the local police name the kinds of crime that belong to it."""

CRIMES = ("reported_crime", "reported_crime_per_100000", "police_count")


def themes(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The official numbers of each theme that has any, in the order they were given; each stands in the first that fits.

    >>> from types import SimpleNamespace
    >>> row = SimpleNamespace(measure="reported_crime", group="Brott mot vapenlagen")
    >>> [(one["code"], len(one["rows"])) for one in themes([row])]
    [('organised_crime', 1)]
    """
    found: dict[str, list[Any]] = {code: [] for code in THEMES}
    for row in rows:
        words = row.group.lower().split() if row.measure in CRIMES else []
        for code, beginnings in THEMES.items():
            if any(word.startswith(beginnings) for word in words):
                found[code].append(row)
                break
    return [{"code": code, "rows": some} for code, some in found.items() if some]
