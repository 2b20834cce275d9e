# SPDX-License-Identifier: EUPL-1.2
"""Reports and where they are: coordinates that can be right, categories, and the mapping of columns."""

import io

import pytest

from samsyn.catalogue.reasons import Reason
from tests.catalogue.sources.report_files import (
    GOOD,
    HEADER,
    MAPPING,
    REPORTS,
    one,
    read,
    refused,
)


def test_a_row_without_coordinates_is_taken_without_a_place():
    for pair in (",", "0,0", "0.0,0.0", " , ", "NULL,NULL", "nan,nan"):
        found = one(f"vandalism,2024-03-01,{pair}")
        assert (found.x, found.y, found.crs) == (None, None, None), pair


def test_half_a_place_is_rejected():
    found = one("vandalism,2024-03-01,17.64,")
    assert (found.reason, found.field, found.facts) == (
        Reason.COORDINATE_MISSING,
        "latitude",
        {"column": "lat"},
    )


def test_words_for_a_coordinate_are_rejected():
    found = one("vandalism,2024-03-01,öster,59.86")
    assert (found.reason, found.field) == (Reason.BAD_COORDINATE, "longitude")
    endless = one("vandalism,2024-03-01,17.64,1e999")
    assert (endless.reason, endless.field, endless.facts) == (
        "bad_coordinate",
        "latitude",
        {"value": "1e999"},
    )


def test_swapped_degrees_are_rejected_with_what_to_do():
    found = one("vandalism,2024-03-01,59.86,17.64")
    assert (found.reason, found.hint) == ("coordinates_swapped", "swap_columns")
    assert found.facts == {"x": 59.86, "y": 17.64, "crs": "EPSG:4326"}
    assert one("vandalism,2024-03-01,49.2,-123.1").reason == "coordinates_swapped"


def test_degrees_far_away_are_taken_where_they_can_be_right():
    assert one("vandalism,2024-03-01,-123.1,49.2").x == -123.1


def test_the_bounds_of_the_municipality_tell_swapped_degrees_anywhere():
    near = (-1.0, 51.0, 1.0, 52.0)
    assert one("vandalism,2024-03-01,0.1,51.5", near=near).x == 0.1
    assert one("vandalism,2024-03-01,51.5,0.1", near=near).reason == "coordinates_swapped"


def test_impossible_degrees_are_rejected():
    found = one("vandalism,2024-03-01,517.64,590.86")
    assert (found.reason, found.hint) == ("coordinates_out_of_range", "check_crs")


METRIC = {"columns": {"category": "category", "occurred_at": "occurred_at", "x": "e", "y": "n"}}


def metric(e, n, crs="EPSG:3006"):
    return one(f'vandalism,2024-03-01,"{e}","{n}"', "category,occurred_at,e,n", mapping=METRIC, crs=crs)


def test_sweref_points_are_kept_as_given():
    found = metric("648 120,5", "6638400")
    assert (found.x, found.y, found.crs) == (648120.5, 6638400.0, "EPSG:3006")


def test_swapped_and_impossible_sweref_points_are_told_apart():
    assert metric(6638400, 648120).reason == "coordinates_swapped"
    assert metric(17.64, 59.86).reason == "coordinates_out_of_range"
    assert metric(648120, 66384000).reason == "coordinates_out_of_range"


def test_feet_and_other_zones_are_known():
    assert metric(7660085.0, 672910.0, "EPSG:2913").x == 7660085.0
    assert metric(493180.1, 5458212.7, "EPSG:32610").y == 5458212.7
    assert metric(5458212.7, 493180.1, "EPSG:32610").reason == "coordinates_swapped"


def test_metres_need_their_coordinate_system():
    data = "category,occurred_at,e,n\nvandalism,2024-03-01,648120,6638400\n"
    assert refused(data, mapping=METRIC).code == Reason.CRS_MISSING
    assert refused(data, mapping=METRIC, crs="EPSG:1").code == Reason.CRS_UNKNOWN
    assert refused(data, mapping=METRIC, crs="nonsense").code == Reason.CRS_UNKNOWN


def test_an_unknown_category_is_rejected_unless_the_mapping_has_a_default():
    found = one("ufo,2024-03-01,,")
    assert (found.row, found.field, found.reason, found.hint) == (
        2,
        "category",
        "unknown_category",
        "add_to_mapping",
    )
    assert found.facts == {"value": "ufo"}
    mapping = {**MAPPING, "categories": {"Mischief": "vandalism.other", "default": "other"}}
    assert one("ufo,2024-03-01,,", mapping=mapping).category == "other"
    assert one("mischief ,2024-03-01,,", mapping=mapping).subcategory == "vandalism.other"


@pytest.mark.parametrize("word", ["vandalism", "VANDALISM", "Skadegörelse", "SKA", "skadegörelse"])
def test_a_category_may_be_written_as_key_code_or_name(word):
    assert one(f"{word},2024-03-01,,").category == "vandalism"


def test_a_category_may_be_written_as_its_part():
    assert one("vandalism.graffiti,2024-03-01,,").subcategory == "vandalism.graffiti"
    assert one("Klotter,2024-03-01,,").subcategory == "vandalism.graffiti"


def test_a_rejected_row_can_be_written_out_and_mended():
    found = one("ufo,2024-03-01,17.64,59.86")
    assert found.raw == {"category": "ufo", "occurred_at": "2024-03-01", "lon": "17.64", "lat": "59.86"}


def test_every_missing_column_is_named_at_once_with_what_is_like_it():
    error = refused("Category,occured_at,lon,lat\n" + GOOD)
    assert error.code == Reason.COLUMNS_MISSING
    assert error.facts["missing"] == ["occurred_at"]
    assert error.facts["similar"] == {"occurred_at": "occured_at"}
    assert error.facts["found"] == ["Category", "occured_at", "lon", "lat"]


def test_a_column_that_is_there_twice_cannot_be_chosen():
    assert refused(f"{HEADER},lat\n{GOOD},1\n").code == Reason.DUPLICATE_HEADER
    assert len(read(f"{HEADER},note,note\n{GOOD},a,b\n")) == 1


def test_a_mapping_with_faults_is_refused():
    assert refused(GOOD, mapping={"columns": {"categori": "x"}}).code == Reason.MAPPING_UNKNOWN_FIELD
    assert refused(GOOD, mapping={"columns": "x"}).code == Reason.MAPPING_UNREADABLE
    unknown = refused(
        f"{HEADER}\n{GOOD}", mapping={**MAPPING, "categories": {"A": "ufo", "default": "vandalism.x"}}
    )
    assert (unknown.code, unknown.facts["keys"]) == (Reason.MAPPING_UNKNOWN_CATEGORY, ["ufo", "vandalism.x"])
    half = refused(f"{HEADER}\n{GOOD}", mapping={"columns": {"category": "category", "longitude": "lon"}})
    assert half.facts["fields"] == ["occurred_at", "latitude"]
    assert refused("a,b\n1,2\n", mapping=None).code == Reason.MAPPING_INCOMPLETE
    assert refused(f"{HEADER}\n{GOOD}", timezone="Mars/Olympus").code == Reason.ZONE_UNKNOWN


def test_columns_are_guessed_from_a_header_and_a_sample():
    rows = "Typ av händelse;Nord;Öst;Händelsedatum;Kommentar\nKlotter;6638400;648120;2024-03-01;x\nUfo;6638400;648120;;\n"
    guess = REPORTS.guess_mapping(io.BytesIO(rows.encode("cp1252")))
    assert guess["columns"] == {
        "category": "Typ av händelse",
        "occurred_at": "Händelsedatum",
        "x": "Öst",
        "y": "Nord",
        "text": "Kommentar",
    }
    assert guess["crs"] == "EPSG:3006"
    assert guess["categories"] == {"Klotter": "vandalism.graffiti", "Ufo": ""}


def test_a_guess_can_be_used_as_it_is_and_an_undecided_word_stays_unknown():
    rows = "Kategori;Datum;Öst;Nord\nKlotter;2024-03-01;648120;6638400\nUfo;2024-03-01;;\n"
    guess = REPORTS.guess_mapping(io.BytesIO(rows.encode()))
    taken, unknown = read(rows, mapping=guess)
    assert (taken.category, taken.crs) == ("vandalism", "EPSG:3006")
    assert unknown.reason == "unknown_category"


def test_swapped_columns_and_a_nameless_date_are_guessed_from_what_is_in_them():
    rows = "Kategori;X;Y;Kolumn4\nTrafik;6638400;648120;2024-03-01\nTrafik;6638410;648130;2024-03-02\n"
    guess = REPORTS.guess_mapping(io.BytesIO(rows.encode()))
    assert guess["columns"]["x"] == "Y"
    assert guess["columns"]["occurred_at"] == "Kolumn4"


def test_what_else_a_file_says_is_kept_by_code():
    found = one(
        "Trafik,2024-03-01,Sett själv,staff,Skolgård,fre lör,21-23",
        "category,date,certainty,channel,place type,weekdays,hours",
        mapping=None,
    )
    assert (found.certainty, found.channel) == ("seen", "staff")
    assert found.extra == {"place_type": "Skolgård", "weekdays": "fre lör", "hours": "21-23"}
