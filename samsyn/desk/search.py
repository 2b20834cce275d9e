# SPDX-License-Identifier: EUPL-1.2
"""Search over what has a name or a sentence: places, areas, focus areas, findings and promises. Never reports' texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import reads as promises
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.ground.places.folding import folded
from samsyn.kit.callers import Caller

MOST = 20


@dataclass(frozen=True)
class Hit:
    """One thing found: what kind it is, its words, and its address."""

    kind: str
    words: str
    url: str


def search(partnership: Partnership, text: str, *, seen_by: Caller) -> list[Hit]:
    """What holds all words of `text`, whatever their case and accents."""
    wanted = folded(text).split()
    if not wanted:
        return []
    key = partnership.key
    hits = [
        Hit("place", found.name, reverse("desk-thread", kwargs={"key": key, "area": found.key}))
        for found in _areas(partnership, text, seen_by)
    ]
    for promise in promises.promises(partnership, seen_by=seen_by):
        if _holds(promise.sentence, wanted):
            url = reverse("promises-promise", kwargs={"key": key, "slug": promise.slug})
            hits.append(Hit("promise", promise.sentence, url))
    for focus in pictures.focus_areas(partnership, seen_by=seen_by, ended=True):
        if _holds(focus.title, wanted):
            hits.append(Hit("focus_area", focus.title, reverse("pictures-focus-areas", kwargs={"key": key})))
    for finding in pictures.findings(partnership, seen_by=seen_by)[:500]:
        if _holds(finding.sentence, wanted):
            url = reverse("pictures-finding", kwargs={"key": key, "uuid": finding.uuid})
            hits.append(Hit("finding", finding.sentence, url))
    return hits[: 3 * MOST]


def _areas(partnership: Partnership, text: str, seen_by: Caller) -> list[Any]:
    found = places.search(partnership, text, seen_by=seen_by, limit=MOST)
    return [entry for entry in found if entry.key]


def _holds(sentence: str, wanted: list[str]) -> bool:
    words = folded(sentence)
    return all(word in words for word in wanted)
