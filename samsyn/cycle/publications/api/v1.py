# SPDX-License-Identifier: EUPL-1.2
"""Our own interface, version 1: the published tables and pages as JSON. Described in openapi.json beside this file."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.api.answering import absolute, in_json
from samsyn.cycle.publications.api.answering import partnerships as everyone
from samsyn.cycle.publications.models import Kind
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import NotFound


@lru_cache(maxsize=1)
def _description() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text(encoding="utf-8"))
    return found


@in_json
def openapi(request: HttpRequest) -> dict[str, Any]:
    """The description of this interface (OpenAPI 3.1)."""
    return _description() | {"servers": [{"url": absolute(request, "/").rstrip("/")}]}


@in_json
def partnerships(request: HttpRequest) -> list[dict[str, Any]]:
    """The partnerships here."""
    return [
        {
            "key": row.key,
            "name": row.name,
            "municipality_codes": row.municipality_codes,
            "address": absolute(request, reverse("publications-front", kwargs={"key": row.key})),
        }
        for row in everyone()
    ]


@in_json
def promises(request: HttpRequest, partnership: Partnership) -> list[dict[str, Any]]:
    """The promises that stand."""
    return compute.promises(compute.contents(partnership, Kind.PROMISE, seen_by=PUBLIC))


@in_json
def promise(request: HttpRequest, partnership: Partnership, slug: str) -> dict[str, Any]:
    """One promise with its whole chain, as it was frozen when it was published."""
    return _published(request, reads.promise(partnership, slug, seen_by=PUBLIC))


@in_json
def followups(request: HttpRequest, partnership: Partnership, slug: str) -> list[dict[str, Any]]:
    """The follow-ups of a promise, newest first."""
    reads.promise(partnership, slug, seen_by=PUBLIC)
    return [_named(request, row) for row in reads.followups(partnership, slug, seen_by=PUBLIC)]


@in_json
def followup(request: HttpRequest, partnership: Partnership, slug: str, period: str) -> dict[str, Any]:
    """One follow-up as it was published; the latest correction of it."""
    return _published(request, reads.followup(partnership, slug, period, seen_by=PUBLIC))


@in_json
def readings(request: HttpRequest, partnership: Partnership) -> list[dict[str, Any]]:
    """Every reading of every promise that stands."""
    return compute.readings(compute.contents(partnership, Kind.PROMISE, seen_by=PUBLIC))


@in_json
def activities(request: HttpRequest, partnership: Partnership) -> list[dict[str, Any]]:
    """What is done, for promises and outside them, without what is under embargo."""
    kinds = (Kind.PROMISE, Kind.OTHER_WORK)
    return compute.activities(
        entry for kind in kinds for entry in compute.contents(partnership, kind, seen_by=PUBLIC)
    )


@in_json
def picture(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """The public situational picture, with its rows."""
    row = reads.picture(partnership, seen_by=PUBLIC)
    if row is None:
        raise NotFound("no_such_page")
    content = compute.content(row)
    return _published(request, row) | {"rows": compute.picture_rows(row, content)}


@in_json
def areas(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """The areas that counts are given for, as GeoJSON; without any, an empty collection."""
    kind = places.placing_kind(partnership, seen_by=PUBLIC)
    return places.boundaries(partnership, kind, seen_by=PUBLIC)


@in_json
def nothing(request: HttpRequest, rest: str) -> dict[str, Any]:
    """Every address that is none: said in JSON."""
    raise NotFound("no_such_page")


def _named(request: HttpRequest, row: Any) -> dict[str, Any]:
    return {
        "id": str(row.uuid),
        "kind": row.kind,
        "period": row.period or None,
        "title": row.title,
        "published_at": row.published_at.isoformat(),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "correction": row.note or None,
        "number": row.number,
        "digest": compute.digest(row),
        "address": absolute(request, row.get_absolute_url()),
    }


def _published(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _named(request, row) | {"content": compute.content(row)}
