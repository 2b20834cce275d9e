# SPDX-License-Identifier: EUPL-1.2
"""Residents' pages are kept ready in memory until something is published or the partnership's settings change."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.models import Publication
from samsyn.kit.documents import Document
from samsyn.kit.kept import MEMORY, kept
from samsyn.kit.requests import Request

# What is published by another process is seen within so many seconds; by this one at once.
SEEN_AFTER = 1.0


def _rests_on(request: Request) -> Hashable:
    """The partnership's settings, which the request has read, and what is published, asked for once a second."""
    here = request.partnership
    found = MEMORY.stamps.get(here.pk)
    if found is None or time.monotonic() - found[0] > SEEN_AFTER:
        found = (time.monotonic(), reads.stamp(here, seen_by=request.person))
        MEMORY.stamps[here.pk] = found
    return (tuple(str(getattr(here, one.attname)) for one in here._meta.concrete_fields), found[1])


def of_promise(request: Request, slug: str) -> tuple[list[Publication], tuple[int, int] | None]:
    """A promise's follow-ups, newest first, and its number among those that hold: the same on all its pages."""
    here, person = request.partnership, request.person

    def ask() -> tuple[list[Publication], tuple[int, int] | None]:
        return reads.followups(here, slug, seen_by=person), reads.numbered(here, slug, seen_by=person)

    return MEMORY.parts.get(("of_promise", person.kind, slug, _rests_on(request)), ask)


def told(request: Request, period: str) -> list[dict[str, Any]]:
    """Every promise in the follow-up of a period, as its page and its documents show it. Raises NotFound."""
    here, person = request.partnership, request.person

    def ask() -> list[dict[str, Any]]:
        rows = reads.told_in(here, period, seen_by=person)
        return [compute.shown(row, compute.content(row)) for row in rows]

    return MEMORY.large.get(("told", person.kind, period, _rests_on(request)), ask)


def document_of(request: Request, name: str, ask: Callable[[], Document]) -> Document:
    """A document by its name, in the language asked for: made once for every form that it is given in."""
    key = ("document", request.person.kind, name, request.language, _rests_on(request))
    return MEMORY.large.get(key, ask)


while_published = kept(_rests_on, asks=("version",))
