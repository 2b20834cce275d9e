# SPDX-License-Identifier: EUPL-1.2
"""Questions about imports: which there have been, and what each gave."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.ground.imports.models import Import, State
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
