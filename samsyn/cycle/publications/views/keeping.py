# SPDX-License-Identifier: EUPL-1.2
"""Residents' pages are kept ready in memory until something is published or the partnership's settings change."""

from __future__ import annotations

import time
from collections.abc import Hashable

from samsyn.cycle.publications import reads
from samsyn.cycle.publications.models import Publication
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

    return MEMORY.part(("of_promise", person.kind, slug, _rests_on(request)), ask)


while_published = kept(_rests_on, asks=("version",))
