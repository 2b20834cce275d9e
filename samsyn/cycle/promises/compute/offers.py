# SPDX-License-Identifier: EUPL-1.2
"""What the catalogue offers in the place of words that cannot be followed up: indicators, activities and measures."""

from __future__ import annotations

from typing import Any

from samsyn.catalogue import activities, indicators, measures


def offers_for(text: str, language: str = "sv") -> list[dict[str, str]]:
    """Indicators and kinds of activity whose own words stand in a text, indicators first; at most four."""
    low = text.casefold()
    found = [
        {"kind": "indicator", "key": entry.key, "name": entry.name(language)}
        for entry in indicators.every()
        if any(word in low for word in entry.words)
    ]
    found += [
        {"kind": "activity", "key": entry.key, "name": entry.name(language)}
        for entry in activities.every()
        if any(word in low for word in entry.words)
    ]
    return found[:4]


def measures_for(causes: list[Any]) -> list[measures.Measure]:
    """Measures that act on the causes behind a promise: by their category and side first, then by their words.

    Those with a known effect come first, and each is offered once.
    """
    chosen: dict[str, measures.Measure] = {}
    for cause in causes:
        for measure in measures.for_cause(cause.sentence, category=cause.finding.category, side=cause.side):
            chosen.setdefault(measure.key, measure)
    return sorted(chosen.values(), key=lambda row: (row.evidence not in ("strong", "some"), row.order))[:8]
