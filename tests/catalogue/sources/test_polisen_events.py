# SPDX-License-Identifier: EUPL-1.2
"""The police's events: time from the title, summaries apart, nothing erased by what is missing."""

import gzip
import io
import json

import pytest

from samsyn.catalogue import sources
from samsyn.catalogue.records import EventRecord, SourceError

EVENTS = sources.get("polisen-events")
PUBLISHED = "2026-08-22 7:51:41 +02:00"


def event(**more):
    return {
        "id": 7,
        "datetime": PUBLISHED,
        "name": "22 augusti 07.42, Brand, Kävlinge",
        "summary": "Brand i villa.",
        "url": "/aktuellt/x/",
        "type": "Brand",
        "location": {"name": "Kävlinge", "gps": "55.79,13.11"},
        **more,
    }


def read(*values, **more):
    return list(EVENTS.read(io.BytesIO(json.dumps(list(values)).encode()), **more))


def one(**more):
    (found,) = read(event(**more))
    return found


@pytest.mark.parametrize(
    ("title", "published", "wall"),
    [
        ("22 augusti 07.42, Brand, Kävlinge", PUBLISHED, "2026-08-22T07:42"),
        ("22 augusti 07:42, Brand, Kävlinge", PUBLISHED, "2026-08-22T07:42"),
        ("31 december 23.50, Brand, Piteå", "2026-01-01 0:40:00 +01:00", "2025-12-31T23:50"),
        ("1 januari 00.10, Brand, Piteå", "2025-12-31 23:58:00 +01:00", "2026-01-01T00:10"),
        ("17 juni 07.00, Övrigt, Örebro län", "2024-06-13 5:56:19 +02:00", "2024-06-17T07:00"),
        ("29 februari 12.00, Brand, Piteå", "2024-03-01 8:00:00 +01:00", "2024-02-29T12:00"),
        ("31 mars 02.30, Brand, Piteå", "2024-03-31 8:00:00 +02:00", "2024-03-31T02:30"),
        ("Brand, Piteå", PUBLISHED, None),
        ("32 augusti 07.42, Brand, Kävlinge", PUBLISHED, None),
        ("22 augusti 27.42, Brand, Kävlinge", PUBLISHED, None),
        ("22 hösten 07.42, Brand, Kävlinge", PUBLISHED, None),
    ],
)
def test_the_time_of_an_event_stands_in_its_title(title, published, wall):
    found = one(name=title, datetime=published)
    assert found.wall_from == wall
    assert found.zone == "Europe/Stockholm"


def test_the_time_of_publication_is_no_time_of_the_event_and_its_hour_is_not_padded():
    assert one().published_at == "2026-08-22T07:51:41+02:00"


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("Brand", "event"),
        ("Sammanfattning natt", "summary"),
        ("Sammanfattning kväll och natt", "summary"),
        ("Uppdatering", "summary"),
        ("Tillfälligt obemannat", "summary"),
        ("Ett nytt slag av händelse", "event"),
    ],
)
def test_summaries_are_told_apart_and_unknown_types_pass(type_, kind):
    found = one(type=type_)
    assert (found.kind, found.type) == (kind, type_)


def test_without_a_type_the_title_tells_a_summary():
    bare = {"id": 7, "name": "20 januari 07.42, Sammanfattning natt, Motala"}
    (found,) = read(bare)
    assert (found.kind, found.type) == ("summary", None)


def test_what_is_missing_or_empty_is_not_said_and_so_erases_nothing():
    (found,) = read({"id": 7, "summary": "", "location": None})
    assert isinstance(found, EventRecord)
    said = {name: getattr(found, name) for name in EventRecord.__slots__ if getattr(found, name) is not None}
    assert said == {"row": 1, "event_id": "7", "zone": "Europe/Stockholm"}


def test_an_event_never_has_a_point_of_its_own():
    assert one().gps == (55.79, 13.11)
    assert not {"x", "y", "e", "n"} & set(EventRecord.__slots__)
    for gps in ("", "x,y", "1,2,3", "155.0,13.0", "0,0", None):
        assert one(location={"name": "Kävlinge", "gps": gps}).gps is None


def test_every_version_of_an_event_is_given_in_its_order():
    versions = [event(), event(name="22 augusti 07.42, Brand, Lund")]
    found = read({"id": 7, "versions": versions}, event(id=8))
    assert [(f.row, f.event_id, f.title.split()[-1]) for f in found] == [
        (1, "7", "Kävlinge"),
        (1, "7", "Lund"),
        (2, "8", "Kävlinge"),
    ]


@pytest.mark.parametrize(
    ("value", "field", "reason"),
    [
        ({"name": "22 augusti 07.42, Brand, Lund"}, "id", "missing_id"),
        ({"id": None}, "id", "missing_id"),
        ({"id": 7, "datetime": "i går"}, "datetime", "bad_date"),
        ({"id": 7, "datetime": "2026-02-30 7:00:00 +01:00"}, "datetime", "bad_date"),
        ({"id": 7, "summary": "a\x00b"}, "summary", "bad_characters"),
        ({"id": 7, "summary": "x" * 1_000_000}, "summary", "cell_too_long"),
        ("text", None, "not_an_object"),
        ([1], None, "not_an_object"),
        (None, None, "not_an_object"),
    ],
)
def test_a_bad_event_is_named_and_the_others_go_in(value, field, reason):
    first, bad, last = read(event(), value, event(id=8))
    assert (bad.row, bad.field, bad.reason) == (2, field, reason)
    assert (first.event_id, last.event_id) == ("7", "8")


def test_lines_of_json_packed_or_not_are_read():
    data = "\n".join(json.dumps(event(id=i)) for i in range(3)).encode()
    for file in (data, gzip.compress(data)):
        assert [f.event_id for f in EVENTS.read(io.BytesIO(file))] == ["0", "1", "2"]


def test_half_a_character_pair_in_a_line_is_named():
    data = "\n".join(json.dumps(event(id=i, name=name)) for i, name in enumerate(("a\ud800b", "ok")))
    bad, good = EVENTS.read(io.BytesIO(data.encode()))
    assert (bad.row, bad.field, bad.reason, good.title) == (1, "name", "bad_characters", "ok")


def test_a_list_that_is_cut_short_gives_its_events_and_then_says_so():
    data = json.dumps([event(id=i) for i in range(500)]).encode()
    found = list(EVENTS.read(io.BytesIO(data[: len(data) // 2])))
    assert found[-1].reason == "file_truncated"
    assert len(found) > 200


def test_a_table_is_no_file_of_events():
    with pytest.raises(SourceError) as error:
        list(EVENTS.read(io.BytesIO(b"id,name\n1,x\n")))
    assert error.value.code == "format_not_for_source"
