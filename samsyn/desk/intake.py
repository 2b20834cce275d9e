# SPDX-License-Identifier: EUPL-1.2
"""Data comes in from any source of the catalogue: reports to reports, numbers to figures, what is published beside them."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from samsyn.catalogue import sources
from samsyn.catalogue.reading.mapping import load
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Record, Rejected, SourceError
from samsyn.catalogue.sources import Source
from samsyn.cycle.reports import writes as reports
from samsyn.cycle.reports.compute import guard
from samsyn.desk.rejects import Rejects
from samsyn.ground.figures import writes as figures
from samsyn.ground.imports import rules
from samsyn.ground.imports import writes as imports
from samsyn.ground.imports.models import Import
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.ground.places import writes as place_writes
from samsyn.ground.places.features import open_features
from samsyn.ground.places.writes import AreasImported
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, SamsynError

WGS84 = "EPSG:4326"
NEAR_DEGREES = 1.0
Progress = Callable[[int], None]


def run_import(
    partnership: Partnership,
    source_key: str,
    path: str | Path,
    *,
    by: Caller,
    mapping: Mapping[str, Any] | str | Path | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
    dry_run: bool = False,
    progress: Progress | None = None,
    rejects_to: str | Path | None = None,
    name: str = "",
) -> dict[str, Any]:
    """Import a file from a source of the catalogue and answer as `samsyn import --json` does.

    All of it goes in or, where the file as a whole cannot be read, nothing: SourceError. A row that cannot be taken is
    named in `rejected`, and written to the CSV `rejects_to` without any text that the guard refuses. A dry run
    leaves nothing behind and has no `import_id`. `progress` is told how many rows have been read since last.
    """
    rules.check_may_import(by, partnership)
    source = _source(source_key)
    path = Path(path)
    if isinstance(mapping, (str, Path)):
        mapping = load(mapping)
    digest = _digest(path)
    with Rejects(rejects_to) as rejects:
        if dry_run:
            with transaction.atomic():
                row = _begin(partnership, source, path, name, digest, mapping, crs, timezone, by)
                answer = _take(row, source, path, mapping, crs, timezone, by, rejects, progress)
                transaction.set_rollback(True)
            answer |= {"import_id": None, "dry_run": True}
        else:
            row = _begin(partnership, source, path, name, digest, mapping, crs, timezone, by)
            try:
                with transaction.atomic():
                    answer = _take(row, source, path, mapping, crs, timezone, by, rejects, progress)
            except Exception as error:
                row.refresh_from_db()
                imports.fail(row, by=by, code=_code(error))
                raise
        return answer


@transaction.atomic
def import_areas(
    partnership: Partnership, path: str | Path, *, by: Caller, crs: str = "", **what: Any
) -> tuple[AreasImported, int]:
    """Take in areas from a GeoJSON file, then find the area of every report anew where a boundary changed.

    `what` is handed on to places.writes.import_areas. Returns what it did and how many reports changed area.
    """
    file = open_features(path)
    taken = place_writes.import_areas(partnership, file.features(), by=by, crs=crs or file.crs, **what)
    moved = reports.place_again(partnership, by=by) if taken.created or taken.updated else 0
    return taken, moved


@transaction.atomic
def undo(row: Import, *, by: Caller) -> int:
    """Take back what an import added; what others have worked with since stays. Returns how many rows went."""
    removed = reports.take_back(row, by=by) + figures.take_back(row, by=by)
    imports.mark_undone(row, by=by, removed=removed)
    return removed


def _source(key: str) -> Source:
    source = sources.get(key)
    if source is None:
        raise BadInput(
            "unknown_source", field="source", source=key, known=", ".join(s.key for s in sources.every())
        )
    return source


def _begin(
    partnership: Partnership,
    source: Source,
    path: Path,
    name: str,
    digest: str,
    mapping: Mapping[str, Any] | None,
    crs: str | None,
    timezone: str,
    by: Caller,
) -> Import:
    return imports.begin(
        partnership,
        source.key,
        by=by,
        file_name=name or path.name,
        file_digest=digest,
        file_bytes=path.stat().st_size,
        licence=source.licence("sv"),
        mapping=mapping,
        options={"crs": crs, "timezone": timezone},
    )


def _take(
    row: Import,
    source: Source,
    path: Path,
    mapping: Mapping[str, Any] | None,
    crs: str | None,
    timezone: str,
    by: Caller,
    rejects: Rejects,
    progress: Progress | None,
) -> dict[str, Any]:
    """Read and write everything, close the import, and answer."""
    partnership = row.partnership
    read = {"good": 0}

    def good() -> Iterator[Record]:
        more = _near(partnership, source, mapping, crs, by)
        for item in source.read(path, mapping=mapping, crs=crs, timezone=timezone, **more):
            if isinstance(item, Rejected):
                rejects.add(item)
                continue
            read["good"] += 1
            if progress is not None and source.gives != "reports" and read["good"] % 1_000 == 0:
                progress(1_000)
            yield item

    taken: Any
    if source.gives == "reports":
        taken = reports.add_many(partnership, good(), import_row=row, by=by, progress=progress)  # type: ignore[arg-type]
    elif source.gives == "context":
        taken = figures.take_events(partnership, good(), import_row=row, by=by, guard=_verdict)  # type: ignore[arg-type]
    else:
        taken = figures.take_figures(partnership, good(), import_row=row, by=by)  # type: ignore[arg-type]
    counts = {name: getattr(taken, name, 0) for name in imports.COUNTS}
    counts["read"] = read["good"] + rejects.count
    period = None
    if taken.first_day is not None and taken.last_day is not None:
        period = date.fromordinal(taken.first_day), date.fromordinal(taken.last_day)
    imports.finish(
        row,
        by=by,
        counts=counts,
        rejects=rejects.kept,
        rejected=rejects.count,
        period=period,
        boundary_year=getattr(taken, "boundary_year", 0),
        preliminary=getattr(taken, "preliminary", False),
    )
    answer: dict[str, Any] = {name: counts[name] for name in ("read", "created", "updated", "unchanged")}
    answer |= {"rejected": rejects.kept, "rejected_count": rejects.count}
    answer |= {name: counts[name] for name in ("text_withheld", "text_waiting", "unplaced", "outside")}
    return answer | {"import_id": str(row.uuid), "dry_run": False}


def _near(
    partnership: Partnership,
    source: Source,
    mapping: Mapping[str, Any] | None,
    crs: str | None,
    by: Caller,
) -> dict[str, Any]:
    """Where points in degrees should lie: around the partnership's own imported areas, where it has any."""
    if source.gives != "reports" or crs not in (None, WGS84) or "x" in (mapping or {}).get("columns", {}):
        return {}
    if "near" not in inspect.signature(source.entry.module("source").read).parameters:
        return {}
    if not places.placing_kind(partnership, seen_by=by):
        return {}
    found = places.bounds(partnership, seen_by=by)
    if found is None:
        return {}
    west, south, east, north = found
    return {"near": (west - NEAR_DEGREES, south - NEAR_DEGREES, east + NEAR_DEGREES, north + NEAR_DEGREES)}


def _verdict(text: str) -> str:
    said = guard(text)
    return "withheld" if said.refused else "waiting" if said.waits else "clear"


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                total.update(chunk)
    except OSError:
        raise SourceError(Reason.FILE_MISSING, name=str(path)) from None
    return f"sha256:{total.hexdigest()}"


def _code(error: Exception) -> str:
    if isinstance(error, (SourceError, SamsynError)):
        return str(error.code)
    return type(error).__name__
