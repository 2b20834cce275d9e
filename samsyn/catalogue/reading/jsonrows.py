# SPDX-License-Identifier: EUPL-1.2
"""JSON as rows: a list of objects, one object a line, or the points of a GeoJSON file; streamed by ijson."""

import json
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import ijson

from samsyn.catalogue.reading.opening import CutShort, Opened, decoded_sample
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Rejected

X, Y = "@x", "@y"  # where the point of a GeoJSON feature stands among the columns
LINE_LIMIT = 1 << 22
PEEK = 200
DEEPEST = 1_000  # brackets open at once; a table has three or four

Item = tuple[int, object]
Row = tuple[int, list[str]]


def rows(opened: Opened) -> tuple[list[str], Iterator[Row | Rejected], str | None]:
    """Header, rows and the coordinate system a GeoJSON file names. The header is every key of the first objects."""
    geo = is_geojson(opened)
    stream = iter(items(opened, "features.item" if geo else "item"))
    peeked = list(islice(stream, PEEK))
    header: dict[str, None] = {}
    if geo:
        header.update({X: None, Y: None})
    for item in peeked:
        if not isinstance(item, Rejected) and isinstance(item[1], dict):
            header.update(dict.fromkeys(_flat(item[1], geo)))
    names = list(header)
    return names, _as_rows(chain(peeked, stream), names, geo), _named_crs(opened) if geo else None


def is_geojson(opened: Opened) -> bool:
    """Whether a JSON file is a GeoJSON feature collection."""
    head = decoded_sample(opened.sample)
    return opened.format == "json" and head.lstrip("\ufeff \t\r\n")[:1] == "{" and '"features"' in head


def _named_crs(opened: Opened) -> str | None:
    found = re.search(r'"crs"\s*:.{0,200}?EPSG:{1,2}(\d{4,6})', decoded_sample(opened.sample)[:20_000], re.S)
    return f"EPSG:{found[1]}" if found else None


def items(opened: Opened, prefix: str = "item") -> Iterator[Item | Rejected]:
    """The values at `prefix` of a JSON file, or of each line of an NDJSON file, numbered from 1.

    Where the file breaks off or stops being JSON, one Rejected ends the stream.
    """
    if opened.format == "ndjson":
        yield from _lines(opened)
        return
    file, number = opened.bytes(), 0
    try:
        for value in ijson.items(_Shallow(file), prefix, use_float=True):
            number += 1
            yield number, value
    except ijson.JSONError as error:
        short = file.cut or (Reason.FILE_TRUNCATED if _is_short(error) else Reason.FILE_BROKEN)
        yield Rejected(number + 1, None, short, {"rows_read": number}, short.hint)
    except (UnicodeError, ValueError, OverflowError):
        yield Rejected(number + 1, None, Reason.FILE_BROKEN, {"rows_read": number}, Reason.FILE_BROKEN.hint)


class _Shallow:
    """A file that stops being read where far more brackets have opened than closed: deep nests cost time squared."""

    def __init__(self, file: Any) -> None:
        self.file, self.open = file, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises ValueError for a nest too deep."""
        chunk: bytes = self.file.read(size)
        self.open += chunk.count(b"[") + chunk.count(b"{") - chunk.count(b"]") - chunk.count(b"}")
        if self.open > DEEPEST:
            raise ValueError("nest too deep")
        return chunk


def _is_short(error: Exception) -> bool:
    return (
        isinstance(error, ijson.IncompleteJSONError) and "premature EOF" in str(error)
    ) or "ncomplete" in str(error)


def _lines(opened: Opened) -> Iterator[Item | Rejected]:
    number, tail, skipping = 0, "", False
    chunks = opened.text()
    while True:
        try:
            text = next(chunks, None)
        except CutShort as cut:
            yield Rejected(number + 1, None, cut.reason, {"rows_read": number}, cut.reason.hint)
            return
        lines = (tail + (text or "")).split("\n")
        tail = lines.pop() if text is not None else ""
        for line in lines:
            number += 1
            if skipping:
                skipping = False
                yield Rejected(
                    number, None, Reason.CELL_TOO_LONG, {"limit": LINE_LIMIT}, Reason.CELL_TOO_LONG.hint
                )
            elif line.strip():
                yield _line(number, line)
        if text is None:
            return
        if len(tail) > LINE_LIMIT:
            tail, skipping = "", True


def _line(number: int, line: str) -> Item | Rejected:
    try:
        return number, json.loads(line)
    except (ValueError, RecursionError) as error:
        detail = getattr(error, "msg", type(error).__name__)
        return Rejected(
            number, None, Reason.BAD_LINE, {"detail": detail}, Reason.BAD_LINE.hint, {"": line[:1000]}
        )


def _as_rows(stream: Iterator[Item | Rejected], names: list[str], geo: bool) -> Iterator[Row | Rejected]:
    known = set(names)
    for item in stream:
        if isinstance(item, Rejected):
            yield item
            continue
        number, value = item
        if not isinstance(value, dict):
            facts = {"value": str(value)[:80]}
            yield Rejected(number, None, Reason.NOT_AN_OBJECT, facts, Reason.NOT_AN_OBJECT.hint)
            continue
        flat = _flat(value, geo)
        if geo and (kind := _not_point(value)) is not None:
            reason = Reason.GEOMETRY_NOT_POINT
            yield Rejected(number, "place", reason, {"geometry": kind}, reason.hint, flat)
            continue
        if not flat.keys() <= known:
            flat = {name: text for name, text in flat.items() if name in known}
        yield number, [flat.get(name, "") for name in names]


def _not_point(feature: dict[str, object]) -> str | None:
    """The kind of geometry where it is neither a point nor absent."""
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        return type(geometry).__name__
    place = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(place, list) and (not place or len(place) >= 2):
        return None
    return str(geometry.get("type"))


def _flat(value: dict[str, object], geo: bool) -> dict[str, str]:
    """An object as text by column; what is nested inside it by dotted names one level down."""
    out: dict[str, str] = {}
    if geo:
        geometry, properties = value.get("geometry"), value.get("properties")
        if value.get("id") is not None:
            out["id"] = _text(value["id"])
        value = properties if isinstance(properties, dict) else {}
        place = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if isinstance(place, list) and len(place) >= 2:
            out[X], out[Y] = _text(place[0]), _text(place[1])
    for name, cell in value.items():
        if isinstance(cell, dict):
            out.update({f"{name}.{inner}": _text(part) for inner, part in cell.items()})
        else:
            out[str(name)] = _text(cell)
    return out


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell) if isinstance(cell, int) else json.dumps(cell, ensure_ascii=False)
