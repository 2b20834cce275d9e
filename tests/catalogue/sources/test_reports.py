# SPDX-License-Identifier: EUPL-1.2
"""Reports from files as they come: encodings, separators, dates, coordinates, and what is wrong with a row."""

import gzip
import io
import json
import tracemalloc
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from samsyn.catalogue import sources
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Rejected, ReportRecord, SourceError

REPORTS = sources.get("reports")
HEADER = "category,occurred_at,lon,lat"
MAPPING = {
    "columns": {"category": "category", "occurred_at": "occurred_at", "longitude": "lon", "latitude": "lat"}
}
GOOD = "vandalism,2024-03-01 14:30,17.64,59.86"


def read(data, *, mapping=MAPPING, **more):
    """What the source makes of some text or bytes."""
    file = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(REPORTS.read(file, mapping=mapping, **more))


def one(row, header=HEADER, **more):
    """What it makes of one row."""
    (found,) = read(f"{header}\n{row}\n", **more)
    return found


def refused(data, **more):
    """The error for the file as a whole."""
    with pytest.raises(SourceError) as error:
        read(data, **more)
    assert set(error.value.facts) <= set(error.value.code.facts)
    return error.value


def when(text, column="occurred_at", **more):
    found = one(f'vandalism,"{text}",,', **more)
    return found.wall_from if isinstance(found, ReportRecord) else found.reason


def excel(rows, **formats):
    """An Excel file with one sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("Blad1")
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()
    return file.getvalue()


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_swedish_letters_survive_every_common_encoding(encoding):
    text = "Kategori;Händelsetid;Stadsdel\r\nSkadegörelse;2024-03-01;Ängby é\r\n"
    (found,) = read(text.encode(encoding), mapping=None)
    assert (found.category, found.area) == ("vandalism", "Ängby é")


def test_a_file_that_turns_windows_1252_late_is_read_right():
    plain = b"category,occurred_at,lon,lat,area\n" + b"theft,2024-03-01,,,Centrum\n" * 20_000
    found = read(plain + "theft,2024-03-01,,,Öster".encode("cp1252"), mapping=None)
    assert len(found) == 20_001
    assert found[-1].area == "Öster"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    text = f"{HEADER}\n{GOOD}\n{GOOD}\n".replace(",", separator)
    assert [found.x for found in read(text)] == [17.64, 17.64]


def test_semicolons_with_decimal_commas_are_read():
    found = read(
        "category;occurred_at;lon;lat\nvandalism;2024-03-01;17,64;59,86\ntheft;2024-03-02;17,5;59,9\n"
    )
    assert [(f.x, f.y) for f in found] == [(17.64, 59.86), (17.5, 59.9)]


def test_excels_own_separator_line_is_no_header():
    (found,) = read(f"sep=;\n{HEADER}\n{GOOD}\n".replace(",", ";"))
    assert found.row == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending(newline):
    assert len(read(newline.join([HEADER, GOOD, GOOD]))) == 2


def test_a_line_feed_inside_quotes_stays_in_the_cell_and_rows_count_as_in_a_spreadsheet():
    found = read(f'{HEADER},text\n{GOOD},"one\ntwo"\n{GOOD},three\n', mapping=None)
    assert [(f.row, f.text) for f in found] == [(2, "one\ntwo"), (3, "three")]


def test_a_title_above_the_header_is_passed_over():
    (found,) = read(f"Uttag ur systemet,,,\n,,,\n{HEADER}\n{GOOD}\n")
    assert found.row == 4


def test_empty_rows_are_no_rows():
    assert len(read(f"{HEADER}\n\n{GOOD}\n,,,\n , ,,\n{GOOD}\n\n")) == 2


# Dates and times


@pytest.mark.parametrize(
    ("written", "wall"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01 14:30", "2024-03-01T14:30"),
        ("2024-03-01T14:30:59", "2024-03-01T14:30"),
        ("2024-03-01 14.30", "2024-03-01T14:30"),
        ("1/3 2024", "2024-03-01"),
        ("1/3 2024 14.30", "2024-03-01T14:30"),
        ("1.3.2024", "2024-03-01"),
        ("1.3.2024 kl. 14:30", "2024-03-01T14:30"),
        ("01/03/2024", "2024-03-01"),
        ("1-3-2024", "2024-03-01"),
        ("2024/03/01", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("202403011430", "2024-03-01T14:30"),
        ("240301", "2024-03-01"),
        ("1 mars 2024", "2024-03-01"),
        ("den 1 mars 2024 kl 14.30", "2024-03-01T14:30"),
        ("45352", "2024-03-01"),
        ("45352.604166667", "2024-03-01T14:30"),
        ("45352,604166667", "2024-03-01T14:30"),
        ("2024-03-01T13:30:00Z", "2024-03-01T14:30"),
        ("2024-07-01T23:30:00.000+00:00", "2024-07-02T01:30"),
        ("2024-03-01 24:00", "2024-03-02T00:00"),
        ("2024-03-01 02:30:00 PM", "2024-03-01T14:30"),
        (" 2024-03-01 ", "2024-03-01"),
    ],
)
def test_a_date_is_read_as_people_write_it(written, wall):
    assert when(written) == wall


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("i går", Reason.BAD_DATE),
        ("2024-02-30", Reason.BAD_DATE),
        ("13/13 2024", Reason.BAD_DATE),
        ("2024-03-01 25:10", Reason.BAD_TIME),
        ("2024-03-01 kväll", Reason.BAD_TIME),
        ("0001-03-01", Reason.DATE_OUT_OF_RANGE),
        ("2924-03-01", Reason.DATE_OUT_OF_RANGE),
        ("99999", Reason.DATE_OUT_OF_RANGE),
        ("", Reason.MISSING_VALUE),
    ],
)
def test_what_is_no_date_is_named(written, reason):
    assert when(written) == reason


def test_month_first_where_the_mapping_says_so():
    mapping = {**MAPPING, "options": {"date_order": "mdy"}}
    assert when("03/13/2024 02:30:00 PM", mapping=mapping) == "2024-03-13T14:30"


@pytest.mark.parametrize("hour", ["2024-03-31 02:30", "2024-10-27 02:30"])
def test_summer_time_neither_shifts_nor_rejects_a_naive_time(hour):
    """02:30 does not exist on the last Sunday of March, and comes twice in October."""
    assert when(hour) == hour.replace(" ", "T")


INTERVAL = {"columns": {"category": "category", "occurred_from": "f", "occurred_to": "t"}}


def interval(start, end):
    return one(f"theft,{start},{end}", "category,f,t", mapping=INTERVAL)


def test_an_interval_has_two_ends():
    found = interval("2024-03-01 22:00", "2/3 2024 06.30")
    assert (found.wall_from, found.wall_to) == ("2024-03-01T22:00", "2024-03-02T06:30")


@pytest.mark.parametrize(
    ("start", "end"), [("2024-03-01", ""), ("", "2024-03-01"), ("2024-03-01", "2024-03-01")]
)
def test_an_interval_with_one_end_is_a_moment(start, end):
    found = interval(start, end)
    assert (found.wall_from, found.wall_to) == ("2024-03-01", None)


def test_an_interval_that_ends_before_it_starts_is_rejected():
    found = interval("2024-03-02", "2024-03-01")
    assert (found.reason, found.field) == (Reason.ENDS_BEFORE_START, "occurred_to")
    assert found.facts == {"from": "2024-03-02", "to": "2024-03-01"}


def test_an_interval_over_the_autumn_hour_is_kept():
    assert isinstance(interval("2024-10-27 02:50", "2024-10-27 02:10"), ReportRecord)
    assert isinstance(interval("2024-10-26 02:50", "2024-10-26 02:10"), Rejected)


def test_a_day_that_holds_an_hour_of_its_end_is_kept():
    assert isinstance(interval("2024-03-01 14:30", "2024-03-01"), ReportRecord)


def test_the_time_may_stand_in_its_own_column():
    found = read(
        "Kategori;Datum;Tid;Tid till\nTrafik;2024-03-01;14.30;15\nTrafik;2024-03-01;;\nTrafik;1/3 2024;0,604166667;\n",
        mapping=None,
    )
    assert [(f.wall_from, f.wall_to) for f in found] == [
        ("2024-03-01T14:30", "2024-03-01T15:00"),
        ("2024-03-01", None),
        ("2024-03-01T14:30", None),
    ]


# Places


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


# Categories and mapping


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


# Broken files


def test_ragged_rows_are_named_and_the_others_go_in():
    found = read(f"{HEADER}\nvandalism,2024-03-01\n{GOOD}\n{GOOD},extra\n{GOOD},,\n")
    assert [getattr(f, "reason", "taken") for f in found] == [
        "too_few_cells",
        "taken",
        "too_many_cells",
        "taken",
    ]
    assert found[0].facts == {"expected": 4, "found": 2}
    assert found[2].raw["+1"] == "extra"


def test_zero_characters_are_refused_for_the_row_alone():
    found = read(f"{HEADER}\n{GOOD}\nvandal\0ism,2024-03-01,,\n{GOOD}\n")
    assert [getattr(f, "reason", "taken") for f in found] == ["taken", "bad_characters", "taken"]
    assert found[1].raw["category"] == "vandal\ufffdism"


def test_half_a_character_pair_is_refused_for_the_row_alone():
    lines = [
        {"category": "theft", "occurred_at": "2024-03-01", "text": text}
        for text in ("a", "b\ud800", "c\x00", "😀")
    ]
    found = read("\n".join(json.dumps(line) for line in lines), mapping=None)
    assert [getattr(f, "reason", "taken") for f in found] == [
        "taken",
        "bad_characters",
        "bad_characters",
        "taken",
    ]
    found[1].raw["text"].encode()


def test_a_cell_of_a_megabyte_is_refused_and_the_rest_goes_in():
    found = read(f"{HEADER},text\n{GOOD},{'x' * 1_000_000}\n{GOOD},ok\n", mapping=None)
    assert [getattr(f, "reason", "taken") for f in found] == ["cell_too_long", "taken"]
    assert [f.row for f in found] == [2, 3]
    found = read(
        json.dumps([{"category": "theft", "date": "2024-03-01", "text": "x" * 200_000}]), mapping=None
    )
    assert [f.reason for f in found] == ["cell_too_long"]
    assert len(found[0].raw["text"]) < 2000


def test_a_line_without_end_is_refused_in_little_memory():
    data = HEADER.encode() + b",text\n" + b"x" * 30_000_000 + b"\n" + GOOD.encode() + b",ok\n"
    tracemalloc.start()
    found = read(data, mapping=None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [getattr(f, "reason", "taken") for f in found] == ["cell_too_long", "taken"]
    assert peak < len(data) + 25_000_000  # the bytes of the test itself, and a few chunks


def test_an_unclosed_quote_does_not_eat_the_file():
    found = read(f'{HEADER}\n{GOOD}\n"vandalism,2024-03-01,,\n' + f"{GOOD}\n" * 20_000)
    taken = [f for f in found if isinstance(f, ReportRecord)]
    assert len(taken) > 15_000
    assert found[1].reason == "cell_too_long"


def test_a_packed_file_that_is_cut_short_gives_its_rows_and_then_says_so():
    packed = gzip.compress((f"{HEADER}\n" + "".join(f"{GOOD},\n"[:-2] + "\n" for _ in range(5000))).encode())
    found = read(packed[: len(packed) // 2])
    assert all(isinstance(f, ReportRecord) for f in found[:-1])
    assert (found[-1].reason, found[-1].hint) == ("file_truncated", "fetch_again")
    assert found[-1].facts == {"rows_read": len(found)}
    assert len(read(packed)) == 5000


def test_packed_files_in_parts_and_with_padding_are_read_whole():
    data = gzip.compress(f"{HEADER}\n{GOOD}\n".encode()) + gzip.compress(f"{GOOD}\n".encode()) + b"\0" * 512
    assert len(read(data)) == 2


def test_an_empty_file_is_named():
    for data in (b"", b"\xef\xbb\xbf", b"  \n\n", gzip.compress(b"")):
        assert refused(data).code == Reason.FILE_EMPTY


def test_a_header_alone_has_no_rows():
    assert read(HEADER + "\n") == []


def test_a_file_that_is_not_there_or_no_table_is_named(tmp_path):
    with pytest.raises(SourceError) as error:
        list(REPORTS.read(tmp_path / "no.csv"))
    assert error.value.code == Reason.FILE_MISSING
    assert refused(b"%PDF-1.7 ...").code == Reason.FORMAT_UNKNOWN
    assert refused(b"<html><body>logga in</body></html>").code == Reason.FORMAT_UNKNOWN


# Excel


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


# JSON


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


# Size


def test_a_large_file_is_streamed_in_flat_memory(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write(f"{HEADER},text\n")
        for i in range(60_000):
            file.write(
                f"theft,2024-03-{i % 28 + 1:02} {i % 24:02}:{i % 60:02},17.{i},59.{i % 99:02},{'x' * 100}\n"
            )
    tracemalloc.start()
    count = sum(isinstance(f, ReportRecord) for f in REPORTS.read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_000
    assert path.stat().st_size > 8_000_000
    assert peak < 5_000_000


def test_the_same_content_has_the_same_fingerprint_wherever_it_stands():
    first, second, third = read(f"{HEADER}\n{GOOD}\n{GOOD}\n{GOOD.replace('30', '31')}\n")
    assert first.fingerprint() == second.fingerprint() != third.fingerprint()
