# SPDX-License-Identifier: EUPL-1.2
"""Search over what has a name or a sentence: places, findings, promises, decisions, questions. Never reports' texts."""

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
from samsyn.kit.errors import allowed
from samsyn.rhythm import reads as rhythm
from samsyn.rhythm import rules as rhythm_rules

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
    hits += _at_meetings(partnership, wanted, seen_by)
    return hits[: 3 * MOST]


def _at_meetings(partnership: Partnership, wanted: list[str], seen_by: Caller) -> list[Hit]:
    """Questions and decisions, the newest first: a party's own preparation is found by that party alone."""
    if not allowed(rhythm_rules.check_may_see, seen_by, partnership):
        return []
    key, hits = partnership.key, []
    for question in rhythm.questions(partnership, seen_by=seen_by).order_by("-id"):
        if question.state != "dropped" and _holds(f"{question.title} {question.text}", wanted):
            url = reverse("rhythm-question", kwargs={"key": key, "uuid": question.uuid})
            hits.append(Hit("question", question.title, url))
    for decision in reversed(list(rhythm.decisions(partnership, seen_by=seen_by))):
        if _holds(f"{decision.what} {decision.purpose}", wanted):
            url = reverse("rhythm-minutes", kwargs={"key": key, "uuid": decision.meeting.uuid})
            hits.append(Hit("decision", decision.what, f"{url}#beslut"))
    return hits[:MOST]


def _areas(partnership: Partnership, text: str, seen_by: Caller) -> list[Any]:
    found = places.search(partnership, text, seen_by=seen_by, limit=MOST)
    return [entry for entry in found if entry.key]


def _holds(sentence: str, wanted: list[str]) -> bool:
    words = folded(sentence)
    return all(word in words for word in wanted)
