# SPDX-License-Identifier: EUPL-1.2
"""Questions about imports: which there have been, and what each gave."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.imports.models import Fetching, Import, SavedMapping, State, Upload
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound


def imports(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Import]:
    """The imports of a partnership, newest first."""
    rows = Import.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.defer("rejects", "mapping").order_by("-fetched_at", "-pk")


def one(uuid: UUID | str, *, seen_by: Caller) -> Import:
    """One import by its public id. Raises NotFound."""
    found = Import.objects.seen_by(seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_import")
    return found


def rejects(row: Import) -> list[dict[str, Any]]:
    """The rejected rows of an import: number, field, reason and hint; never what stood in them."""
    return list(json.loads(row.rejects))


def latest(partnership: Partnership, source: str, *, seen_by: Caller) -> Import | None:
    """The newest finished import of a source."""
    rows = Import.objects.seen_by(seen_by).filter(partnership=partnership, source=source, state=State.DONE)
    return rows.order_by("-fetched_at", "-pk").first()


def upload(partnership: Partnership, uuid: UUID | str, *, seen_by: Caller) -> Upload:
    """A file of the caller's own party that waits to be taken in. Raises NotFound."""
    found = Upload.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_upload")
    return found


def uploads(*, seen_by: Caller) -> QuerySet[Upload]:
    """Every waiting file that the caller sees, oldest first."""
    return Upload.objects.seen_by(seen_by).select_related("partnership").order_by("created_at", "pk")


def saved_mappings(partnership: Partnership, source: str, *, seen_by: Caller) -> QuerySet[SavedMapping]:
    """The mappings kept for a source, by name."""
    rows = SavedMapping.objects.seen_by(seen_by).filter(partnership=partnership, source=source)
    return rows.order_by("name")


def mapping_of(saved: SavedMapping) -> dict[str, Any]:
    """A saved mapping in the shape of a mapping file."""
    return dict(json.loads(saved.mapping))


def fetchings(source: str, *, seen_by: Caller) -> QuerySet[Fetching]:
    """Where a source is fetched by itself, of what the caller sees."""
    return (
        Fetching.objects.seen_by(seen_by).filter(source=source).select_related("partnership").order_by("pk")
    )


def fetching(partnership: Partnership, source: str, *, seen_by: Caller) -> Fetching | None:
    """Whether and how a partnership fetches a source; None where nobody has said."""
    return Fetching.objects.seen_by(seen_by).filter(partnership=partnership, source=source).first()
