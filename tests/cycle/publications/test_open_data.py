# SPDX-License-Identifier: EUPL-1.2
"""Open data and interfaces: the same numbers as the pages, hidden where they are hidden, described and refused in JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samsyn.cycle.publications import compute, reads
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from tests import once, people
from tests.cycle import chain

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
TABLES = ("loften", "redovisningar", "aktiviteter", "lagesbild")
PATHS = (
    "v1/partnerships",
    "v1/almstad/promises",
    "v1/almstad/promises/fotpatruller",
    "v1/almstad/promises/fotpatruller/followups",
    "v1/almstad/promises/fotpatruller/followups/2026-T1",
    "v1/almstad/readings",
    "v1/almstad/activities",
    "v1/almstad/picture",
    "v1/almstad/areas",
)


whole, made = once.built(chain.made)


def answer(path: str, expected: int = 200) -> Any:
    response = Client().get(f"/api/{path}")
    assert response.status_code == expected, (path, response.status_code)
    assert response["Content-Type"] == "application/json"
    return response.json()


def rows_of(name: str, town: str = "almstad") -> list[dict[str, str]]:
    text = Client().get(f"/{town}/oppna-data/{name}.csv").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_page_explains_every_column_of_every_table(made: chain.Chain) -> None:
    page = Client().get("/almstad/oppna-data/").content.decode()
    for name in TABLES:
        assert f"/almstad/oppna-data/{name}.csv" in page
    for field in {*compute.PROMISE_FIELDS, *compute.READING_FIELDS, *compute.PICTURE_FIELDS}:
        after = page.split(f"<code>{field}</code>", 1)[1]
        meaning = re.split(r"<td[^>]*>", after, maxsplit=1)[1].split("</td>", 1)[0].strip()
        assert meaning, f"no words for the column {field}"


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_json_hold_the_same_rows_and_ask_no_table_of_reports(name: str, made: chain.Chain) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = json.loads(Client().get(f"/almstad/oppna-data/{name}.json").content)
    assert not [query["sql"] for query in asked if "reports_" in query["sql"]]
    assert found
    flat = rows_of(name)
    assert len(flat) == len(found)
    for row, whole in zip(flat, found, strict=True):
        for field, value in whole.items():
            if value is None:
                assert row[field] == "", "what is not known is an empty cell, never 0"
            elif isinstance(value, int | float) and not isinstance(value, bool):
                assert float(row[field]) == value


def test_a_value_is_the_one_on_the_page(made: chain.Chain) -> None:
    (reading,) = [row for row in rows_of("redovisningar") if row["period"] == "2026-T1" and row["value"]][:1]
    page = Client().get("/almstad/loften/fotpatruller/2026-T1/").content.decode()
    assert reading["indicator"] in page
    assert str(int(float(reading["value"]))) in page


def test_a_count_hidden_on_the_page_is_hidden_in_every_table(made: chain.Chain) -> None:
    content = compute.content(reads.picture(made.partnership, seen_by=PUBLIC))
    hidden = {row["key"] for row in content["public_figures"]["categories"] if row["count"] is None}
    assert hidden
    for row in rows_of("lagesbild"):
        if row["group"] == "category" and row["key"] in hidden:
            assert row["count"] == row["ratio"] == row["low"] == ""
            assert row["hidden"]


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    text = compute.csv_text([{"a": "=1+1", "b": ["-x", "y"], "c": -3}], ("a", "b", "c"))
    assert text == "a,b,c\r\n'=1+1,'-x; y,-3\r\n"


def test_an_unknown_table_or_kind_is_not_found(made: chain.Chain) -> None:
    for path in ("rapporter.csv", "loften.xlsx", "loften.geojson", "omraden.csv"):
        assert Client().get(f"/almstad/oppna-data/{path}").status_code == 404


def test_a_town_with_nothing_published_has_empty_tables(db: None) -> None:
    people.partnership("tomby")
    assert [rows_of(name, "tomby") for name in TABLES] == [[], [], [], []]
    assert answer("v1/tomby/promises") == []
    assert answer("v1/tomby/picture", 404)["error"]["code"] == "no_such_page"
    assert answer("v1/tomby/areas")["features"] == []


def test_every_answer_is_as_the_description_says(made: chain.Chain) -> None:
    described = answer("openapi.json")
    assert len(described["paths"]) == len(PATHS)
    for path in PATHS:
        generic = (
            path.replace("/almstad/", "/{key}/")
            .replace("fotpatruller", "{slug}")
            .replace("2026-T1", "{period}")
        )
        operation = described["paths"][f"/api/{generic}"]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        found = answer(path)
        assert found, path
        jsonschema.Draft202012Validator(schema | {"components": described["components"]}).validate(found)


def test_a_wrong_address_is_answered_in_json(made: chain.Chain) -> None:
    for path in ("v1/nowhere/promises", "v1/almstad/promises/none", "v2/x", "nowhere/neighbourhoods"):
        assert answer(path, 404)["error"]["code"]
    assert Client().post("/api/v1/partnerships").status_code == 405


def test_a_program_made_for_the_british_police_reads_the_promises(made: chain.Chain) -> None:
    assert {"id": "almstad", "name": made.partnership.name} in answer("forces")
    assert answer("forces/almstad")["name"] == made.partnership.name
    assert answer("forces/almstad/people") == []
    places = answer("almstad/neighbourhoods")
    assert places
    for place in places:
        about = answer(f"almstad/{place['id']}")
        assert about["name"] == place["name"]
        assert len(answer(f"almstad/{place['id']}/boundary")) >= 4
        assert answer(f"almstad/{place['id']}/people") == []
        assert answer(f"almstad/{place['id']}/events")[0]["start_date"].endswith("T00:00:00")
        found = answer(f"almstad/{place['id']}/priorities")
        if place["name"] != "Västra":
            assert found == [], "the promise names another place"
            continue
        (priority,) = found
        assert "fotpatruller" in priority["issue"]
        assert "Fotpatrull" in priority["action"]
        assert priority["issue-date"] < priority["action-date"]
    centre = answer(f"almstad/{places[0]['id']}")["centre"]
    where = answer(f"locate-neighbourhood?q={centre['latitude']},{centre['longitude']}")
    assert where == {"force": "almstad", "neighbourhood": places[0]["id"]}


@pytest.mark.parametrize("point", ["", "x,y", "1", "91,0", "nan,1", "1,2,3"])
def test_a_point_that_is_none_is_refused(point: str, made: chain.Chain) -> None:
    answer(f"locate-neighbourhood?q={point}", 400)


def test_a_point_outside_every_partnership_is_not_found(made: chain.Chain) -> None:
    answer("locate-neighbourhood?q=0,0", 404)


def test_the_accessibility_statement_says_what_is_not_tried_and_where_to_complain(made: chain.Chain) -> None:
    page = Client().get("/almstad/tillganglighet/").content.decode()
    for words in ("WCAG 2.2 AA", "skärmläsare", "DIGG"):
        assert words in page


@pytest.mark.parametrize(
    ("faults", "said"), [((), "Inga fel hittades."), (("color-contrast (serious)",), "color-contrast")]
)
def test_the_statement_tells_when_the_pages_were_tried_and_what_was_found(
    made: chain.Chain, monkeypatch: pytest.MonkeyPatch, faults: tuple[str, ...], said: str
) -> None:
    trial = compute.Tried(date(2026, 5, 2), "9.9", 23, faults)
    monkeypatch.setattr(compute, "tried", lambda: trial)
    page = " ".join(Client().get("/almstad/tillganglighet/").content.decode().split())
    assert "Senast 2 maj 2026: 23 sidor för boende, med axe 9.9 mot WCAG 2.2 A och AA." in page
    assert said in page and ("Inga fel" in page) is not bool(faults)


def test_the_kept_trial_can_be_read_and_is_of_many_pages() -> None:
    kept = compute.tried()
    assert kept.pages > 15 and kept.on <= clock.today() and kept.axe
