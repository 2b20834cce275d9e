# SPDX-License-Identifier: EUPL-1.2
"""Figures from official tables: periods, places, dashes and dots, and what must never come in with them."""

import contextlib
import io
import json

import pytest

from samsyn.catalogue import sources
from samsyn.catalogue.reading.periods import period
from samsyn.catalogue.records import FigureRecord, Rejected, SourceError


def read(source, data, **more):
    file = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(sources.get(source).read(file, **more))


def refused(source, data, **more):
    with pytest.raises(SourceError) as error:
        read(source, data, **more)
    assert set(error.value.facts) <= set(error.value.code.facts)
    return error.value


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2024", "2024-01-01 2024-12-31"),
        ("2024-02", "2024-02-01 2024-02-29"),
        ("2024M02", "2024-02-01 2024-02-29"),
        ("202402", "2024-02-01 2024-02-29"),
        ("februari 2024", "2024-02-01 2024-02-29"),
        ("2024 feb", "2024-02-01 2024-02-29"),
        ("2024K4", "2024-10-01 2024-12-31"),
        ("2024Q4", "2024-10-01 2024-12-31"),
        ("2024-T1", "2024-01-01 2024-04-30"),
        ("Tertial 3 2024", "2024-09-01 2024-12-31"),
        ("2024-H2", "2024-07-01 2024-12-31"),
        ("2026-W01", "2025-12-29 2026-01-04"),
        ("2026V12", "2026-03-16 2026-03-22"),
        ("vecka 12 2026", "2026-03-16 2026-03-22"),
        ("2024-03-01", "2024-03-01 2024-03-01"),
        ("2018-10-01..2019-09-30", "2018-10-01 2019-09-30"),
        ("2018-10-01 – 2019-09-30", "2018-10-01 2019-09-30"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(written, days):
    assert " ".join(period(written)) == days


@pytest.mark.parametrize(
    "written",
    [
        "",
        "i fjol",
        "2024-13",
        "2024T4",
        "2024Q5",
        "2025-W53",
        "2024-02-30",
        "0024",
        "2019-01-02..2019-01-01",
        "kväll 2024",
    ],
)
def test_what_is_no_period_is_said(written):
    with pytest.raises(ValueError, match=r".*"):
        period(written)


# Population


def test_population_in_long_tables_by_age_and_sex():
    found = read(
        "scb-population",
        "region;ålder;kön;år;folkmängd\n0380 Uppsala;15-19 år;kvinnor;2023;6 100\n0380;totalt;totalt;2023;248016\n",
    )
    assert [(f.place_code, f.group, f.value) for f in found] == [
        ("0380", "15-19 women", 6100.0),
        ("0380", None, 248016.0),
    ]


def test_age_columns_need_the_year_they_are_of():
    data = "deso,alder_0_4,befolkning_2023\n0114A0010,46,898\n"
    assert len(read("scb-population", data)) == 1
    bands = read("scb-population", data, mapping={"year": 2022})
    assert [(f.group, f.period_from[:4], f.value) for f in bands] == [
        ("0-4", "2022", 46),
        (None, "2023", 898),
    ]


def test_the_year_of_the_boundaries_follows_the_code():
    data = "region,befolkning_2024\n0114A0010,1\n0114A0010_DeSO2025,1\n0114R001,1\n0114R001_RegSO2025,1\n0114,1\n"
    assert [f.boundary_year for f in read("scb-population", data)] == [2018, 2025, 2020, 2025, None]


def test_two_dots_are_not_known_and_a_dash_is_none():
    found = read("scb-population", "deso,befolkning_2022,befolkning_2023\n0114A0010,..,-\n")
    assert [(f.period_from, f.value) for f in found] == [("2023-01-01", 0.0)]


def test_a_population_table_without_places_or_years_is_refused():
    assert refused("scb-population", "a,befolkning_2023\nx,1\n").facts["fields"] == ["place"]
    assert refused("scb-population", "deso,b\n0114A0010,1\n").facts["fields"] == ["year", "value"]
    assert refused("scb-population", "").code == "file_empty"


# Reported crime


def test_counts_and_rates_stand_apart_and_preliminary_ones_are_marked():
    found = read(
        "bra-reported-crime",
        "Kommun;År;Brott;Antal;Per 100 000\nUppsala;2025*;Rån;40;16,1\nUppsala;2024;Rån;38;15\n",
    )
    assert [(f.measure, f.value, f.unit, f.preliminary) for f in found] == [
        ("reported_crime", 40.0, "count", True),
        ("reported_crime_per_100000", 16.1, "per_100000", True),
        ("reported_crime", 38.0, "count", False),
        ("reported_crime_per_100000", 15.0, "per_100000", False),
    ]


def test_a_column_for_each_year_is_read():
    data = "Statistik från Brå;;;\n;;;\nRegion;Brottstyp;Antal 2024;Antal per 100 000 2024\nUppsala kommun;Rån;40;16,1\n"
    found = read("bra-reported-crime", data.encode("cp1252"))
    assert [(f.row, f.measure, f.value) for f in found] == [
        (4, "reported_crime", 40.0),
        (4, "reported_crime_per_100000", 16.1),
    ]


def test_a_bad_cell_rejects_its_row_alone():
    found = read(
        "bra-reported-crime", "Region;År;Brott;Antal\nA;2024;Rån;många\nB;2024;Rån;1\nC;aldrig;Rån;1\n"
    )
    assert [getattr(f, "reason", "taken") for f in found] == ["bad_number", "taken", "bad_period"]


# The police's own counts

COUNTS = "Period;Område;Brottsgrupp;Antal"


def test_counts_by_any_kind_of_period():
    found = read("police-counts", f"{COUNTS}\n2026-T1;Norrby;Narkotika;7\nmars 2026;Norrby;Narkotika;0\n")
    assert [(f.period_from, f.period_to, f.value, f.unit) for f in found] == [
        ("2026-01-01", "2026-04-30", 7.0, "count"),
        ("2026-03-01", "2026-03-31", 0.0, "count"),
    ]


@pytest.mark.parametrize(
    ("column", "cell", "code", "kind"),
    [
        ("Målsägande", "x", "person_column_refused", "name"),
        ("Namn", "Anna", "person_column_refused", "name"),
        ("Personnr", "1", "person_column_refused", "personal_number"),
        ("Brottsplats adress", "", "person_column_refused", "address"),
        ("Regnr", "ABC123", "person_column_refused", "vehicle"),
        ("Diarienummer", "5000-K1-25", "person_column_refused", "case"),
        ("Fritext", "", "text_column_refused", None),
        ("Händelseförlopp", "", "text_column_refused", None),
        ("Kolumn1", "Mannen sprang mot centrum", "text_column_refused", None),
        ("Kolumn1", "måndag", "text_column_refused", None),
        ("Kolumn1", "19900101-1234", "person_column_refused", "personal_number"),
        ("Kolumn1", "Storgatan 12", "person_column_refused", "address"),
        ("Kolumn1", "070-123 45 67", "person_column_refused", "contact"),
    ],
)
def test_a_file_with_more_than_counts_is_refused_as_a_whole(column, cell, code, kind):
    rows = "\n".join("2026-T1;Norrby;Narkotika;7;" for _ in range(300))
    error = refused("police-counts", f"{COUNTS};{column}\n{rows}\n2026-T1;Norrby;Narkotika;7;{cell}\n")
    assert error.code == code
    assert error.facts["column"] == column
    assert error.facts.get("kind") == kind


@pytest.mark.parametrize(
    ("area", "group", "column"),
    [
        ("Storgatan 12", "Narkotika", "Område"),
        ("Norrby", "Misstänkt 19900101-1234", "Brottsgrupp"),
        ("Norrby", "En man i röd jacka sprang från platsen mot centrum och försvann", "Brottsgrupp"),
    ],
)
def test_a_text_in_the_columns_of_area_and_group_is_refused_too(area, group, column):
    error = refused("police-counts", f"{COUNTS}\n2026-T1;Norrby;Narkotika;7\n2026-T1;{area};{group};1\n")
    assert error.facts["column"] == column


def test_columns_of_more_numbers_are_passed_over():
    found = read("police-counts", f"{COUNTS};Antal misstänkta;Andel\n2026-T1;Norrby;Narkotika;7;3;12%\n")
    assert [f.value for f in found] == [7.0]
    assert "3" not in str(found[0].extra)


def test_rejected_rows_come_back_mended_with_the_reason_beside_them():
    found = read("police-counts", f"{COUNTS};samsyn: reason\n2026-T1;Norrby;Narkotika;7;missing_value\n")
    assert [f.value for f in found] == [7.0]


def test_a_count_is_a_whole_number_and_a_missing_one_is_no_zero():
    found = read("police-counts", f"{COUNTS}\n2026;A;B;1,5\n2026;A;B;\n2026;A;B;<5\n2026;A;B;0\n")
    assert [getattr(f, "reason", "taken") for f in found] == [
        "bad_number",
        "missing_value",
        "bad_number",
        "taken",
    ]


# Kolada


def test_kolada_by_gender_whatever_the_envelope():
    value = {
        "kpi": "N07403",
        "municipality": "0380",
        "period": 2024,
        "values": [{"gender": "K", "value": 1.5}],
    }
    for data in ({"values": [value]}, {"count": 1, "results": [value]}, [value]):
        (found,) = read("kolada", json.dumps(data))
        assert (found.measure, found.group, found.value, found.unit) == (
            "kolada.N07403",
            "women",
            1.5,
            "unknown",
        )
    (found,) = read("kolada", json.dumps({"values": [value]}), mapping={"unit": "per_100000"})
    assert found.unit == "per_100000"


def test_what_is_no_answer_of_kolada_is_refused():
    assert refused("kolada", "a,b\n1,2\n").code == "format_not_for_source"
    assert refused("kolada", '{"error": "x"}').code == "format_not_for_source"
    assert read("kolada", '{"values": []}') == []


# Surveys

SURVEY = "Fråga;Grupp;Område;År;Andel;Antal svar"


@pytest.mark.parametrize(("written", "share"), [("27,4", 0.274), ("27,4 %", 0.274)])
def test_per_cent_becomes_a_share(written, share):
    (found,) = read("survey", f"{SURVEY}\nOtrygg;Alla;Norrby;2025;{written};180\n")
    assert (found.value, found.base, found.group) == (share, 180.0, None)


def test_shares_stay_shares_and_one_per_cent_is_not_all():
    assert [f.value for f in read("survey", f"{SURVEY}\nO;A;N;2025;0,4;50\nO;B;N;2025;1;50\n")] == [0.4, 1.0]
    assert [f.value for f in read("survey", f"{SURVEY}\nO;A;N;2025;1;50\nO;B;N;2025;40;50\n")] == [0.01, 0.4]


def test_questions_may_be_given_codes():
    mapping = {
        "columns": {"item": "Fråga", "area": "Område", "year": "År", "share": "Andel", "n": "Antal svar"},
        "values": {"item": {"Otrygg ute": "felt_unsafe"}},
    }
    (found,) = read("survey", f"{SURVEY}\nOtrygg ute;Alla;Norrby;2023/2024;40;180\n", mapping=mapping)
    assert (found.measure, found.period_from, found.period_to) == (
        "survey.felt_unsafe",
        "2023-01-01",
        "2024-12-31",
    )


@pytest.mark.parametrize(
    "data",
    [
        "Respondent;Kön;Område;Otrygg\n1;K;Norrby;Ja\n",
        f"{SURVEY};E-post\nO;A;N;2025;40;50;x@y.se\n",
        f"{SURVEY};Fritext\nO;A;N;2025;40;50;\n",
        f"{SURVEY}\nO;A;N;2025;1;1\nO;A;N;2025;0;1\n",
    ],
)
def test_answers_of_single_persons_are_refused(data):
    assert refused("survey", data).code == "individual_rows_refused"


def test_a_share_of_few_answers_or_outside_its_interval_is_rejected():
    header = "Fråga;Område;År;Andel;Nedre;Övre;n"
    found = read("survey", f"{header}\nO;N;2025;40;30;50;4\nO;N;2025;40;45;50;90\nO;N;2025;40;30;50;90\n")
    assert [getattr(f, "reason", "taken") for f in found] == [
        "too_few_answers",
        "share_out_of_range",
        "taken",
    ]


# Traffic


def test_single_vehicles_are_put_together_and_no_passage_is_kept():
    rows = "".join(
        f"Skolgatan;2026-04-20 0{i}:15;30;{speed}\n" for i, speed in enumerate(("29,5", "30", "30,5", "44"))
    )
    found = read(
        "traffic", f"Plats;Tid;Hastighetsgräns;Hastighet\n{rows}Skolgatan;2026-04-20 08:00;30;fort\n"
    )
    assert isinstance(found[0], Rejected)
    counts = [f for f in found[1:] if f.measure == "speed_count"]
    assert [(f.group, f.value) for f in counts] == [("29-30", 2.0), ("30-31", 1.0), ("43-44", 1.0)]
    assert {(f.period_from, f.extra["limit"]) for f in counts} == {("2026-04-20", 30.0)}
    assert [(f.place_name, f.value) for f in found[1:] if f.measure == "speed_limit"] == [("Skolgatan", 30.0)]


def test_a_row_for_each_class_is_read_as_well_as_a_column():
    long = read(
        "traffic", "Plats;Datum;Klass;Antal\nA;2026-04-20;30-40;5\nA;2026-04-20;>40;1\nA;2026-04-20;x;1\n"
    )
    assert [getattr(f, "group", None) for f in long] == ["30-40", "40-", None]
    wide = read("traffic", "Plats;Datum;30-40 km/h;>40\nA;2026-04-20;5;1\n")
    assert [(f.group, f.value, f.extra["speed_to"]) for f in wide] == [
        ("30-40", 5.0, 40.0),
        ("40-", 1.0, None),
    ]


def test_number_plates_are_refused():
    error = refused("traffic", "Plats;Tid;Hastighet;Regnr\nA;2026-04-20;30;ABC123\n")
    assert (error.code, error.facts["kind"]) == ("person_column_refused", "vehicle")


@pytest.mark.parametrize("key", [source.key for source in sources.every()])
def test_no_source_gives_a_traceback_for_rubbish(key):
    for data in (
        b"",
        b"\0" * 300,
        b"PK\x03\x04rubbish",
        b"\x1f\x8brubbish",
        b"[[[",
        b"{",
        b"a;b\n1;2;3\n",
        b"\xff\xfe\x00",
        b"[1,2]",
    ):
        found: list = []
        with contextlib.suppress(SourceError):
            found = read(key, data)
        assert all(isinstance(f, Rejected) and f.hint for f in found)


@pytest.mark.parametrize(
    "key", ["scb-population", "bra-reported-crime", "police-counts", "survey", "traffic"]
)
def test_a_mapping_may_name_the_columns(key):
    names = {
        "scb-population": {"place": "a", "year": "b", "value": "c"},
        "bra-reported-crime": {"place": "a", "year": "b", "count": "c"},
        "police-counts": {"area": "a", "year": "b", "count": "c", "group": "d"},
        "survey": {"area": "a", "year": "b", "share": "e", "item": "d", "n": "c"},
        "traffic": {"site": "a", "date": "f", "count": "c", "speed_class": "g"},
    }[key]
    data = "a;b;c;d;e;f;g\n0380;2024;12;X;0,5;2024-03-01;30-40\n"
    if key == "police-counts":
        data = "a;b;c;d\n0380;2024;12;X\n"
    (found,) = read(key, data, mapping={"columns": names})
    assert isinstance(found, FigureRecord)
    assert (
        refused(key, data, mapping={"columns": {**names, next(iter(names)): "nope"}}).code
        == "columns_missing"
    )
