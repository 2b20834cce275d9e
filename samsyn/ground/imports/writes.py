# SPDX-License-Identifier: EUPL-1.2
"""An import begins, ends and can be undone. The rows themselves are written by the room that keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from samsyn.ground.imports import rules
from samsyn.ground.imports.models import Fetching, Import, SavedMapping, State, Upload
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import RecordClass

COUNTS = ("read", "created", "updated", "unchanged", "text_withheld", "text_waiting", "unplaced", "outside")
REJECTS_KEPT = 10_000
LONGEST = timedelta(hours=6)
_KEPT_OF_A_REJECT = ("row", "field", "reason", "hint")


@transaction.atomic
def begin(
    partnership: Partnership,
    source: str,
    *,
    by: Caller,
    file_name: str,
    file_digest: str,
    file_bytes: int = 0,
    licence: str = "",
    mapping: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Import:
    """Open an import: which file, from which source, by which mapping."""
    rules.check_may_import(by, partnership)
    for broken in Import.objects.filter(
        partnership=partnership, state=State.RUNNING, fetched_at__lt=clock.now() - LONGEST
    ):
        fail(broken, by=by, code="interrupted")  # its process was killed, and with it all that it had written
    text = frozen.canonical(dict(mapping)) if mapping else ""
    return Import.objects.create(
        partnership=partnership,
        owner_id=by.organisation_id,
        source=source,
        licence=licence[:300],
        file_name=file_name[-300:],
        file_digest=file_digest,
        file_bytes=file_bytes,
        mapping=text,
        mapping_digest=frozen.digest(text) if text else "",
        options=dict(options or {}),
    )


@transaction.atomic
def finish(
    row: Import,
    *,
    by: Caller,
    counts: Mapping[str, int],
    rejects: list[dict[str, Any]],
    rejected: int | None = None,
    period: tuple[date, date] | None = None,
    boundary_year: int = 0,
    preliminary: bool = False,
) -> Import:
    """Close an import with what it gave. Of each rejected row only number, field and codes are kept."""
    rules.check_move(row, State.DONE)
    for name in COUNTS:
        setattr(row, name, int(counts.get(name, 0)))
    row.rejected = len(rejects) if rejected is None else rejected
    kept = [{name: r.get(name) for name in _KEPT_OF_A_REJECT} for r in rejects[:REJECTS_KEPT]]
    row.rejects = frozen.canonical(kept)
    row.period_from, row.period_to = period or (None, None)
    row.boundary_year, row.preliminary = boundary_year, preliminary
    row.state, row.finished_at = State.DONE, clock.now()
    row.save_checked()
    facts = {name: getattr(row, name) for name in ("read", "created", "updated", "unchanged", "rejected")}
    journal.record("import done", row, by=by, source=row.source, file=row.file_digest, **facts)
    return row


@transaction.atomic
def fail(row: Import, *, by: Caller, code: str) -> Import:
    """Close an import that left nothing behind, with the code of why."""
    rules.check_move(row, State.FAILED)
    row.state, row.failure, row.finished_at = State.FAILED, code[:60], clock.now()
    row.save_checked()
    journal.record("import failed", row, by=by, source=row.source, code=row.failure)
    return row


@transaction.atomic
def mark_undone(row: Import, *, by: Caller, removed: int) -> Import:
    """Say that an import's rows have been taken away again; the room that kept them has just done so."""
    rules.check_may_import(by, row.partnership)
    rules.check_move(row, State.UNDONE)
    row.state = State.UNDONE
    row.save_checked(fields=["state"])
    journal.record("import undone", row, by=by, removed=removed)
    return row


@transaction.atomic
def keep_upload(
    partnership: Partnership, source: str, *, by: Caller, file: str, name: str, file_bytes: int
) -> Upload:
    """Remember a file that waits between the steps of an import by screen; only its own party sees it."""
    rules.check_may_import(by, partnership)
    made = Upload.objects.create(
        partnership=partnership,
        owner_id=by.organisation_id,
        record_class=RecordClass.OWN,
        source=source,
        file=file,
        name=name[-200:],
        file_bytes=file_bytes,
    )
    journal.record("file waits for import", made, by=by, source=source, bytes=file_bytes)
    return made


@transaction.atomic
def map_upload(upload: Upload, mapping: Mapping[str, Any], *, by: Caller) -> Upload:
    """Keep what was said of a waiting file's columns."""
    rules.check_may_import(by, upload.partnership)
    upload.mapping = frozen.canonical(dict(mapping))
    upload.save_checked(fields=["mapping"])
    journal.record("columns looked over", upload, by=by)
    return upload


@transaction.atomic
def drop_upload(upload: Upload, *, by: Caller) -> None:
    """Forget a waiting file; whoever calls has taken the file itself away."""
    rules.check_may_import(by, upload.partnership)
    journal.record("waiting file dropped", upload, by=by)
    upload.delete()


@transaction.atomic
def save_mapping(
    partnership: Partnership, source: str, name: str, mapping: Mapping[str, Any], *, by: Caller
) -> SavedMapping:
    """Keep a mapping under a name, to be used again; the same name is written over."""
    rules.check_may_import(by, partnership)
    name = " ".join(name.split())[:120]
    if not name:
        raise BadInput("name_missing", field="name")
    saved, _ = SavedMapping.objects.update_or_create(
        partnership=partnership,
        source=source,
        name=name,
        defaults={"mapping": frozen.canonical(dict(mapping)), "owner_id": by.organisation_id},
    )
    journal.record("mapping saved", saved, by=by, source=source)
    return saved


@transaction.atomic
def set_fetching(
    partnership: Partnership, source: str, *, is_on: bool, places: list[str], by: Caller
) -> Fetching:
    """Turn the fetching of a source on or off, and name the places whose events are kept."""
    rules.check_may_import(by, partnership)
    wanted = [name for name in dict.fromkeys(" ".join(place.split())[:120] for place in places) if name]
    if is_on and not wanted:
        raise BadInput("places_missing", field="places")
    row, _ = Fetching.objects.update_or_create(
        partnership=partnership,
        source=source,
        defaults={"is_on": is_on, "places": wanted[:50], "owner_id": by.organisation_id},
    )
    journal.record("fetching set", row, by=by, source=source, on=is_on)
    return row


@transaction.atomic
def note_fetch(
    row: Fetching, *, by: Caller, failure: str = "", created: int = 0, done: bool = False
) -> Fetching:
    """Say that a source was asked, and how it went."""
    now = clock.now()
    row.tried_at, row.failure = now, failure[:60]
    if done:
        row.done_at, row.created = now, created
    row.save_checked(fields=["tried_at", "failure", "done_at", "created"])
    journal.record("source fetched", row, by=by, source=row.source, failure=row.failure, created=created)
    return row
