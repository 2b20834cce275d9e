# SPDX-License-Identifier: EUPL-1.2
"""Changes to areas, named places and the ground of the map; the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import locating, rules, shapes, simplified
from samsyn.ground.places.features import coarse_municipalities
from samsyn.ground.places.folding import folded, slug
from samsyn.ground.places.models import (
    Area,
    AreaKind,
    BoundarySource,
    GroundLayer,
    LayerKind,
    NamedPlace,
    PlaceKind,
)
from samsyn.ground.places.projection import WGS84
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import RecordClass, place_fields

MOST_AREAS = 20_000
MOST_GROUND_BYTES = 8_000_000
"""So much may one layer of the ground hold: more belongs in a background map of tiles."""
BY_TAGS = "osm"


@dataclass
class AreasImported:
    """What an import of areas did. `rejected` holds row (1 is the first feature), field and reason code."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    mended: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def import_areas(
    partnership: Partnership,
    features: Iterable[Mapping[str, Any]],
    *,
    kind: str,
    name_field: str,
    by: Caller,
    code_field: str = "",
    version_year: int = 0,
    crs: str = WGS84,
    source: str = BoundarySource.IMPORTED,
) -> AreasImported:
    """Take in areas from GeoJSON features. An area is the same when kind, code (else name) and boundary year are.

    Broken geometry is mended where it can be, else the row is rejected. Raises BadInput for an unknown kind and for
    a name or code field that no feature has.
    """
    rules.check_may_change_places(by, partnership)
    if kind not in AreaKind.values:
        raise BadInput("unknown_area_kind", field="kind", kind=kind, known=", ".join(AreaKind.values))
    result = AreasImported()
    kept = {
        area.key: area
        for area in Area.objects.filter(partnership=partnership, kind=kind, boundary_year=version_year).defer(
            "geometry", "shape"
        )
    }
    seen: set[str] = set()
    fresh: list[Area] = []
    for row, feature in enumerate(features, start=1):
        if row > MOST_AREAS:
            raise BadInput("too_many_areas", field="file", most=MOST_AREAS)
        result.read += 1
        found = _columns(row, feature, partnership, name_field, code_field, crs, result)
        if found is None:
            continue
        if found["key"] in seen:
            result.rejected.append({"row": row, "field": code_field or name_field, "reason": "area_twice"})
            continue
        seen.add(found["key"])
        found["boundary_source"] = source
        area = kept.get(found["key"])
        if area is None:
            fresh.append(
                Area(
                    partnership=partnership,
                    record_class=RecordClass.PUBLIC,
                    kind=kind,
                    boundary_year=version_year,
                    **found,
                )
            )
            result.created += 1
        elif area.content_digest == found["content_digest"] or (
            source == BoundarySource.COARSE and area.boundary_source == BoundarySource.IMPORTED
        ):
            result.unchanged += 1
        else:
            for name, value in found.items():
                setattr(area, name, value)
            area.save_checked(fields=list(found))
            result.updated += 1
    if result.read and len(result.rejected) == result.read:
        _refuse_if_fields_are_wrong(result, name_field, code_field)
    Area.objects.bulk_create(fresh, batch_size=200)
    if result.created or result.updated:
        facts = {"kind": kind, "year": version_year, "created": result.created, "updated": result.updated}
        journal.record("areas imported", partnership, by=by, partnership=partnership, **facts)
    return result


def add_municipalities(partnership: Partnership, codes: Iterable[str], *, by: Caller) -> AreasImported:
    """Add the built-in coarse borders of municipalities by code, for overview. Raises BadInput for an unknown code."""
    borders = coarse_municipalities()
    wanted = list(codes)
    for code in wanted:
        if code not in borders:
            raise BadInput("unknown_municipality", field="municipality_code", municipality=code)
    return import_areas(
        partnership,
        [borders[code] for code in wanted],
        kind=AreaKind.MUNICIPALITY,
        name_field="name",
        code_field="code",
        source=BoundarySource.COARSE,
        by=by,
    )


@transaction.atomic
def add_named_place(
    partnership: Partnership,
    name: str,
    *,
    e: float,
    n: float,
    by: Caller,
    kind: str = PlaceKind.OTHER,
    indoors: bool = False,
) -> NamedPlace:
    """Give a place a name, or move the one that has it; its area is the one the point is in. Metres in the metric CRS."""
    rules.check_may_change_places(by, partnership)
    name = " ".join(name.split())
    if not name:
        raise BadInput("name_missing", field="name")
    if kind not in PlaceKind.values:
        raise BadInput("unknown_place_kind", field="kind", kind=kind, known=", ".join(PlaceKind.values))
    area_id = int(locating.locate(partnership, [e], [n], seen_by=by)[0])
    place, made = NamedPlace.objects.update_or_create(
        partnership=partnership,
        name=name,
        kind=kind,
        defaults={
            **place_fields(e, n),
            "area_id": area_id if area_id >= 0 else None,
            "indoors": indoors,
            "folded": folded(name),
            "record_class": RecordClass.PUBLIC,
        },
    )
    journal.record("named place added" if made else "named place changed", place, by=by)
    return place


@dataclass
class GroundImported:
    """What an import of ground did: features kept by layer, and what was left out because the map draws no such thing."""

    read: int = 0
    left_out: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def import_ground(
    partnership: Partnership,
    features: Iterable[Mapping[str, Any]],
    *,
    kind: str,
    by: Caller,
    crs: str = WGS84,
    name_field: str = "",
    origin: str = "",
) -> GroundImported:
    """Take in layers of the ground from GeoJSON features; each layer that the file holds replaces the one before.

    `kind` is one of LayerKind for all features, or "osm" to sort them by OpenStreetMap's tags. `origin` is who made
    the data, shown on the map. Raises BadInput for an unknown kind, for a file where nothing could be drawn and for
    a layer that is too large to send.
    """
    rules.check_may_change_places(by, partnership)
    if kind != BY_TAGS and kind not in LayerKind.values:
        known = ", ".join([*LayerKind.values, BY_TAGS])
        raise BadInput("unknown_ground_kind", field="kind", kind=kind, known=known)
    found = simplified.sort(
        features,
        kind="" if kind == BY_TAGS else kind,
        metric_crs=partnership.metric_crs,
        crs=crs,
        name_field=name_field,
    )
    if not found.kinds:
        raise BadInput("no_ground_in_file", field="file", read=found.read)
    result = GroundImported(found.read, found.left_out, rejected=found.rejected)
    for layer, rows in sorted(found.kinds.items()):
        collection = frozen.canonical({"type": "FeatureCollection", "features": rows})
        if len(collection) > MOST_GROUND_BYTES:
            raise BadInput("ground_too_large", field="file", kind=layer, most=MOST_GROUND_BYTES // 1_000_000)
        digest = frozen.digest(collection)
        before = GroundLayer.objects.filter(partnership=partnership, kind=layer).first()
        result.kept[layer] = len(rows)
        if before is not None and before.content_digest == digest and before.origin == origin:
            result.unchanged.append(layer)
            continue
        row = before or GroundLayer(partnership=partnership, kind=layer, record_class=RecordClass.PUBLIC)
        row.collection, row.features, row.origin, row.content_digest = collection, len(rows), origin, digest
        if before is None:
            row.save()
        else:
            row.save_checked()
        journal.record("ground layer imported", row, by=by, kind=layer, features=len(rows))
    return result


@transaction.atomic
def remove_ground(partnership: Partnership, kind: str, *, by: Caller) -> int:
    """Take away a layer of the ground. Returns how many rows went (0 or 1)."""
    rules.check_may_change_places(by, partnership)
    row = GroundLayer.objects.filter(partnership=partnership, kind=kind).first()
    if row is None:
        return 0
    journal.record("ground layer removed", row, by=by, kind=kind)
    row.delete()
    return 1


def _columns(
    row: int,
    feature: Mapping[str, Any],
    partnership: Partnership,
    name_field: str,
    code_field: str,
    crs: str,
    result: AreasImported,
) -> dict[str, Any] | None:
    """The columns of one feature, or None when it was rejected."""
    properties = feature.get("properties") or {} if isinstance(feature, Mapping) else {}
    name = _text(properties.get(name_field))
    code = _text(properties.get(code_field)) if code_field else ""
    key = slug(code or name)
    for wanted, value in ((name_field, name), (code_field, code)):
        if wanted and not value:
            reason = "missing_value" if wanted in properties else "no_such_field"
            result.rejected.append({"row": row, "field": wanted, "reason": reason})
            return None
    if not key:
        result.rejected.append({"row": row, "field": code_field or name_field, "reason": "missing_value"})
        return None
    try:
        shape, mended = shapes.columns(feature.get("geometry"), partnership.metric_crs, crs)
    except shapes.NoShape as problem:
        result.rejected.append({"row": row, "field": "geometry", "reason": problem.code})
        return None
    result.mended += mended
    digest = frozen.digest(frozen.canonical([code, name, shape["geometry"], partnership.metric_crs]))
    return {
        "key": key,
        "code": code[:40],
        "name": name[:200],
        "folded": folded(f"{name} {code}" if code != name else name)[:260],
        "content_digest": digest,
        **shape,
    }


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _refuse_if_fields_are_wrong(result: AreasImported, name_field: str, code_field: str) -> None:
    for wanted in (name_field, code_field):
        if wanted and all(r["reason"] == "no_such_field" and r["field"] == wanted for r in result.rejected):
            raise BadInput("no_such_field", field=wanted, name=wanted)
