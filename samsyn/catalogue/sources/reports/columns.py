# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a report file are called, in Swedish and English, and what the first rows tell of them."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from samsyn.catalogue.reading.dates import BadDate, WallClock
from samsyn.catalogue.reading.jsonrows import X
from samsyn.catalogue.reading.numbers import number
from samsyn.catalogue.reading.places import SWEDEN
from samsyn.catalogue.reading.tables import Table
from samsyn.catalogue.records import Rejected

# Field: names of columns, surest first. A name is folded, without signs between its words.
NAMES: Mapping[str, Sequence[str]] = {
    "category": (
        *(
            "category",
            "kategori",
            "huvudkategori",
            "händelsetyp",
            "typ av händelse",
            "rapporttyp",
            "typ",
            "type",
        ),
        *("händelse", "ärendetyp", "brottstyp", "brottskategori", "offence", "crime type", "klassificering"),
    ),
    "subcategory": ("subcategory", "underkategori", "undertyp", "delkategori", "subtype", "detalj"),
    "occurred_at": (
        *("occurred at", "occurred", "händelsetid", "händelsedatum", "tidpunkt", "datum och tid", "datumtid"),
        *(
            "datum",
            "brottsdatum",
            "när",
            "date time",
            "datetime",
            "timestamp",
            "date",
            "rapporterad",
            "skapad",
        ),
        *("registrerad", "inrapporterad", "created"),
    ),
    "occurred_from": (
        *(
            "occurred from",
            "från",
            "starttid",
            "startdatum",
            "fr o m",
            "from",
            "tidigast",
            "date start",
            "start",
        ),
        *("händelsetid från", "datum från", "tid från datum", "brottsdatum från"),
    ),
    "occurred_to": (
        *("occurred to", "till", "sluttid", "slutdatum", "t o m", "to", "senast", "date end", "slut", "end"),
        *("händelsetid till", "datum till", "brottsdatum till"),
    ),
    "time": ("time", "tid", "klockslag", "kl", "klockan", "tid från"),
    "time_to": ("time to", "tid till", "klockslag till"),
    "longitude": ("longitude", "lon", "lng", "long", "longitud", "wgs84 lon", "wgs84 longitud"),
    "latitude": ("latitude", "lat", "latitud", "wgs84 lat", "wgs84 latitud"),
    "x": (
        "x",
        "e",
        "easting",
        "öst",
        "östlig",
        "ost",
        "sweref e",
        "sweref99 e",
        "x koordinat",
        "x coord",
        "öst koordinat",
    ),
    "y": (
        "y",
        "n",
        "northing",
        "nord",
        "nordlig",
        "norr",
        "sweref n",
        "sweref99 n",
        "y koordinat",
        "y coord",
    ),
    "source_id": (
        "source id",
        "id",
        "ärendenummer",
        "ärende id",
        "rapport id",
        "rapportnummer",
        "uid",
        "nr",
        "löpnummer",
    ),
    "place_text": (
        "place text",
        "plats",
        "adress",
        "gatuadress",
        "address",
        "place",
        "var",
        "platsbeskrivning",
        "block",
        "gata",
    ),
    "area": (
        *(
            "area",
            "område",
            "stadsdel",
            "bostadsområde",
            "distrikt",
            "district",
            "neighbourhood",
            "neighborhood",
        ),
        *("kommundel", "geografiskt område", "deso", "regso"),
    ),
    "text": (
        "text",
        "beskrivning",
        "fritext",
        "kommentar",
        "notering",
        "description",
        "comment",
        "anteckning",
        "rapporttext",
    ),
    "organisation": (
        "organisation",
        "organization",
        "rapportör organisation",
        "rapporterande organisation",
        "avsändare",
        "enhet",
    ),
    "certainty": ("certainty", "säkerhet", "hur säker", "visshet"),
    "channel": ("channel", "kanal", "inkom via"),
    "place_type": ("place type", "platstyp", "typ av plats"),
    "indoors": ("indoors", "inomhus", "inne ute"),
    "number_band": ("number band", "antal personer", "antal inblandade"),
    "felt_effect": ("felt effect", "upplevd påverkan", "upplevd otrygghet"),
    "reported_elsewhere": ("reported elsewhere", "polisanmäld", "anmäld", "felanmäld"),
    "weekdays": ("weekdays", "veckodagar", "veckodag"),
    "hours": ("hours", "timmar", "klockslag intervall"),
}
FIELDS = tuple(NAMES)
PEEK = 2_000
# A coordinate column named by how a system names its axes: in Sweden x was long the one that points north (RT 90).
_SWEREF_99_TM = (100_000, 6_000_000, 1_100_000, 7_800_000)


def folded(name: str) -> str:
    """A column name without signs, for comparing."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def guessed(header: Sequence[str]) -> dict[str, str]:
    """Which column is which field, told from their names; a column is used once."""
    names = {folded(name): name for name in reversed(header) if name and name != X}
    found: dict[str, str] = {}
    taken: set[str] = set()
    most = max(len(words) for words in NAMES.values())
    for rank in range(most):
        for field, words in NAMES.items():
            if field in found or rank >= len(words):
                continue
            column = names.get(words[rank])
            if column is not None and column not in taken:
                found[field] = column
                taken.add(column)
    for one, other in (("longitude", "latitude"), ("x", "y")):
        if (one in found) != (other in found):
            found.pop(one, None), found.pop(other, None)
    if "longitude" in found:
        found.pop("x", None), found.pop("y", None)
    if "occurred_from" in found and "occurred_to" not in found and "occurred_at" in found:
        found.pop("occurred_from")
    return found


def sampled(table: Table, keys: Mapping[str, str]) -> dict[str, Any]:
    """A mapping from the names and the first rows, with the words found for categories and a few cells to show."""
    rows = [item[1] for item in islice(table.rows, PEEK) if not isinstance(item, Rejected)]
    columns = guessed(table.header)
    at = {field: table.header.index(name) for field, name in columns.items()}
    cells = {field: [row[i] for row in rows if i < len(row) and row[i].strip()] for field, i in at.items()}
    if "occurred_at" not in at and not {"occurred_from", "occurred_to"} & at.keys():
        name = _column_of_dates(table.header, rows, set(columns.values()))
        if name:
            columns["occurred_at"] = name
    out: dict[str, Any] = {"columns": columns, "categories": {}, "header": [n for n in table.header if n]}
    if "x" in at:
        crs, turned = _system(cells["x"], cells["y"])
        if turned:
            columns["x"], columns["y"] = columns["y"], columns["x"]
        if crs:
            out["crs"] = crs
    words = dict.fromkeys(word.strip() for word in cells.get("category", ()))
    out["categories"] = {word: keys.get(word.casefold(), "") for word in islice(words, 200)}
    shown = rows[:5]
    out["samples"] = {
        name: [row[i][:80] for row in shown if i < len(row)] for i, name in enumerate(table.header) if name
    }
    return out


def _column_of_dates(header: Sequence[str], rows: Sequence[Sequence[str]], taken: set[str]) -> str | None:
    """The first column where nearly every cell is a date."""
    clock = WallClock("Europe/Stockholm")

    def is_date(text: str) -> bool:
        try:
            return not text.strip().isdigit() and bool(clock.read(text))
        except BadDate:
            return False

    for i, name in enumerate(header):
        filled = [row[i] for row in rows[:200] if i < len(row) and row[i].strip()]
        if name and name not in taken and filled and sum(map(is_date, filled)) >= len(filled) * 0.9:
            return name
    return None


def _system(xs: Sequence[str], ys: Sequence[str]) -> tuple[str | None, bool]:
    """The coordinate system that the numbers tell, and whether the two columns are turned round."""
    try:
        points = [(number(x), number(y)) for x, y in zip(xs[:100], ys[:100], strict=False)]
    except ValueError:
        return None, False
    for crs, (west, south, east, north) in (("EPSG:4326", SWEDEN), ("EPSG:3006", _SWEREF_99_TM)):
        for turned in (False, True):
            inside = [
                (west <= e <= east and south <= n <= north)
                for e, n in ((y, x) if turned else (x, y) for x, y in points)
            ]
            if inside and sum(inside) >= len(inside) * 0.9:
                return crs, turned
    return None, False
