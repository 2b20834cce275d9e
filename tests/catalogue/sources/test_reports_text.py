# SPDX-License-Identifier: EUPL-1.2
"""Reports as text: encodings, separators, dates and times as people write them."""

import pytest

from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import Rejected, ReportRecord
from tests.catalogue.sources.report_files import GOOD, HEADER, MAPPING, one, read, when


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
