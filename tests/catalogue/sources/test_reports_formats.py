# SPDX-License-Identifier: EUPL-1.2
"""Reports in Excel, GeoJSON and lines of JSON come out as they do from CSV."""

import gzip
import io
import json
import zipfile
from datetime import datetime

from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import ReportRecord
from tests.catalogue.sources.report_files import (
    excel,
    read,
    refused,
    when,
)


def test_excel_days_times_and_serials_come_out_as_in_csv():
    found = read(
        excel(
            [
                ["Kategori", "Händelsetid", "E", "N", "Ärendenummer"],
                ["Trafik", datetime(2024, 3, 1, 14, 30), 648120.5, 6638400, 17],
                ["Trafik", datetime(2024, 3, 2, 0, 0), 648120, 6638400, "A-2"],
                ["Trafik", 45353.25, None, None, None],
                ["Trafik", "3/3 2024", "648 120,5", "6638400", None],
            ]
        ),
        mapping=None,
        crs="EPSG:3006",
    )
    assert [(f.row, f.wall_from, f.x, f.source_id) for f in found] == [
        (2, "2024-03-01T14:30", 648120.5, "17"),
        (3, "2024-03-02T00:00", 648120.0, "A-2"),
        (4, "2024-03-02T06:00", None, None),
        (5, "2024-03-03", 648120.5, None),
    ]


def test_seconds_are_cut_off_in_excel_as_in_csv():
    moment = datetime(2024, 3, 1, 14, 30, 45)
    (found,) = read(excel([["Kategori", "Datum"], ["Trafik", moment]]), mapping=None)
    assert found.wall_from == when("2024-03-01 14:30:45") == when("45352.604687500") == "2024-03-01T14:30"


def test_excel_days_alone_stay_days():
    rows = [["Kategori", "Datum"], ["Trafik", datetime(2024, 3, 1)], ["Trafik", datetime(2024, 3, 2)]]
    assert [f.wall_from for f in read(excel(rows), mapping=None)] == ["2024-03-01", "2024-03-02"]


def test_excel_rows_are_numbered_as_in_excel_below_a_title_and_empty_rows():
    rows = [["Uttag 2024"], [], ["Kategori", "Datum"], [], ["Trafik", "2024-03-01"], ["Ufo", "2024-03-01"]]
    assert [f.row for f in read(excel(rows), mapping=None)] == [5, 6]


def test_a_sheet_is_chosen_by_name():
    data = excel([["Kategori", "Datum"], ["Trafik", "2024-03-01"]])
    mapping = {"columns": {"category": "Kategori", "occurred_at": "Datum"}, "options": {"sheet": "Blad1"}}
    assert len(read(data, mapping=mapping)) == 1
    error = refused(data, mapping={**mapping, "options": {"sheet": "Blad2"}})
    assert (error.code, error.facts["found"]) == (Reason.EXCEL_SHEET_MISSING, ["Blad1"])


def test_a_truncated_or_false_excel_file_is_named():
    data = excel([["Kategori", "Datum"], *[["Trafik", f"2024-03-{d:02}"] for d in range(1, 29)]])
    assert refused(data[: len(data) // 2], mapping=None).code == Reason.EXCEL_BROKEN
    assert refused(b"PK\x03\x04" + b"x" * 500, mapping=None).code == Reason.EXCEL_BROKEN
    assert (
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 4000, mapping=None).code == Reason.EXCEL_BROKEN
    )


def test_an_excel_file_that_unpacks_to_too_much_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert refused(file.getvalue(), mapping=None).code == Reason.EXCEL_TOO_LARGE
    error = refused(b"PK\x03\x04" + b"\0" * 51_000_000, mapping=None)
    assert (error.code, error.hint, error.facts) == ("excel_too_large", "save_as_csv", {"limit_mb": 50})


def feature(x=17.64, y=59.86, kind="Point", **properties):
    place = None if x is None else {"type": kind, "coordinates": [x, y]}
    return {
        "type": "Feature",
        "geometry": place,
        "properties": {"category": "theft", "date": "2024-03-01", **properties},
    }


def geojson(*features, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)})


def test_geojson_points_are_read():
    found = read(
        geojson(feature(), feature(None), feature(59.86, 17.64), feature(kind="LineString")), mapping=None
    )
    assert [(f.row, getattr(f, "reason", "taken")) for f in found] == [
        (1, "taken"),
        (2, "taken"),
        (3, "coordinates_swapped"),
        (4, "geometry_not_point"),
    ]
    assert (found[0].x, found[0].crs, found[1].x) == (17.64, "EPSG:4326", None)


def test_geojson_may_name_its_coordinate_system():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    (found,) = read(geojson(feature(648120, 6638400), crs=crs), mapping=None)
    assert found.crs == "EPSG:3006"


def test_lines_of_json_and_lists_of_objects_are_read():
    rows = [
        {"category": "theft", "date": "2024-03-01", "lon": 17.64, "lat": 59.86, "id": i} for i in range(3)
    ]
    for data in (json.dumps(rows), "\n".join(json.dumps(row) for row in rows)):
        assert [f.source_id for f in read(data, mapping=None)] == ["0", "1", "2"]


def test_a_broken_line_of_json_is_named_and_the_others_go_in():
    good = '{"category": "theft", "date": "2024-03-01"}'
    found = read(f"{good}\n{good[:-3]}\n[1]\n{good}\n", mapping=None)
    assert [getattr(f, "reason", "taken") for f in found] == ["taken", "bad_line", "not_an_object", "taken"]
    assert [f.row for f in found] == [1, 2, 3, 4]


def test_json_that_is_cut_short_gives_its_rows_and_then_says_so():
    data = geojson(*[feature() for _ in range(500)])
    found = read(data[: len(data) // 2], mapping=None)
    assert len(found) > 100
    assert found[-1].reason == "file_truncated"
    assert all(isinstance(f, ReportRecord) for f in found[:-1])
    packed = gzip.compress(geojson(*[feature(id=i) for i in range(5000)]).encode())
    assert read(packed[: len(packed) // 2], mapping=None)[-1].reason == "file_truncated"
