# SPDX-License-Identifier: EUPL-1.2
"""What others hold against our Open311: a client from PyPI, the standard's rules, and a fuzzer with our description."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from georeport import GeoReport
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft4Validator
from schemathesis.checks import CHECKS, load_all_checks

from samsyn.catalogue import categories
from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.api import open311
from samsyn.cycle.reports.models import Report
from samsyn.kit.callers import PUBLIC
from tests import people
from tests.cycle.reports import quarter

V2 = "/open311/v2/"
FULL = os.environ.get("SAMSYN_TEST_PROOF") == "full"
EXAMPLES = 400 if FULL else 12
LON, LAT = quarter.IN_LOTANG


@pytest.fixture
def town():
    open311.ASKING.forget()
    open311.SENDING.forget()
    here = quarter.town()
    _, key = writes.add_application(here, "Stadens app", by=people.coordinator(), may_update=True)
    for code in ("vandalism.graffiti", "unsafe_place.darkness", "violence.assault", "gathering"):
        told = {"api_key": key, "service_code": code, "lat": LAT, "long": LON, "description": "Vid porten"}
        assert Client().post(V2 + "requests.json", told).status_code == 200
    return here, key


# A client that knows nothing of us ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_georeport_client_reads_services_definitions_and_requests(live_server, town, form) -> None:
    client = GeoReport(live_server.url + "/open311/v2", jurisdiction="almstad", output_format=form)
    services = {one["service_code"]: one for one in client.get_service_list()}
    assert services["unsafe_place.darkness"]["type"] == "realtime"
    assert services["violence.assault"]["type"] == "blackbox"
    definition = client.get_service_definition("vandalism.graffiti")
    assert definition["service_code"] == "vandalism.graffiti"
    found = client.get_service_requests()
    assert {one["service_code"] for one in found} == {"vandalism.graffiti", "unsafe_place.darkness"}
    one = client.get_service_request(found[0]["service_request_id"])
    assert one == found[0]
    assert client.get_service_requests(service_code="vandalism.graffiti", status="open")


# The rules of the published JSON schemas, in our own words ---------------------------------------------------

TEXT: dict[str, Any] = {"type": "string"}
EMPTY = {"type": ["string", "null"]}
SERVICE = {
    "type": "object",
    "required": ["service_code", "service_name", "metadata", "type"],
    "properties": {
        "service_code": TEXT,
        "service_name": TEXT,
        "description": EMPTY,
        "metadata": {"type": "boolean"},
        "type": {"enum": ["realtime", "batch", "blackbox"]},
        "keywords": EMPTY,
        "group": EMPTY,
    },
}
DEFINITION = {
    "type": "object",
    "required": ["service_code", "attributes"],
    "properties": {
        "service_code": TEXT,
        "attributes": {
            "type": "array",
            "items": {
                "required": ["variable", "code", "datatype", "required"],
                "properties": {
                    "variable": {"type": "boolean"},
                    "code": TEXT,
                    "datatype": {
                        "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
                    },
                    "required": {"type": "boolean"},
                    "datatype_description": EMPTY,
                    "order": {"type": ["integer", "null"]},
                    "description": EMPTY,
                    "values": {
                        "type": "array",
                        "items": {"required": ["key", "name"], "properties": {"key": TEXT, "name": TEXT}},
                    },
                },
            },
        },
    },
}
REQUEST = {
    "type": "object",
    "required": ["service_request_id", "status", "service_code", "requested_datetime"],
    "properties": {
        "service_request_id": TEXT,
        "status": {"enum": ["open", "closed"]},
        "service_code": TEXT,
        "requested_datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"},
        "updated_datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"},
        "description": {"type": ["string", "null"], "maxLength": 4000},
        "lat": {"type": ["number", "null"]},
        "long": {"type": ["number", "null"]},
        **dict.fromkeys(
            (
                *(
                    "status_notes",
                    "service_name",
                    "agency_responsible",
                    "service_notice",
                    "expected_datetime",
                ),
                *("address", "address_id", "zipcode", "media_url"),
            ),
            EMPTY,
        ),
    },
}


@pytest.mark.django_db
def test_every_answer_holds_the_rules_of_the_published_schemas(town) -> None:
    def asked(address: str) -> Any:
        return Client().get(V2 + address).json()

    for one in asked("services.json"):
        Draft4Validator(SERVICE).validate(one)
        Draft4Validator(DEFINITION).validate(asked(f"services/{one['service_code']}.json"))
    found = asked("requests.json")
    assert found
    for one in found:
        Draft4Validator(REQUEST).validate(one)
        assert set(one) == set(REQUEST["properties"]), "every field of the standard is there, empty or not"
        Draft4Validator({"type": "array", "minItems": 1, "items": REQUEST}).validate(
            asked(f"requests/{one['service_request_id']}.json")
        )


# A fuzzer ----------------------------------------------------------------------------------------------------

load_all_checks()
HELD = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "unsupported_method",
    ]
)


@pytest.fixture
def in_this_process() -> Iterator[None]:
    """Requests made here, inside the test's own transaction, must leave its connection open."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def _operations() -> list[Any]:
    text = json.loads((open311.files("samsyn.cycle.reports.api") / "georeport.json").read_text("utf-8"))
    text["servers"] = [{"url": "http://testserver/open311/v2"}]
    schema = schemathesis.openapi.from_dict(text)
    schema.app = WSGIHandler()
    return [operation.ok() for operation in schema.get_all_operations()]


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.parametrize("operation", _operations(), ids=lambda one: one.label)
def test_no_question_breaks_it_or_is_answered_otherwise_than_described(
    town, in_this_process, monkeypatch, operation
) -> None:
    """No 5xx, no undocumented status, type or shape; whatever was sent, nothing but faults is listed."""
    monkeypatch.setattr(open311.ASKING, "_burst", 10**9)
    monkeypatch.setattr(open311.SENDING, "_burst", 10**9)
    here, key = town
    modes = list(schemathesis.GenerationMode)

    for mode in modes:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=not FULL,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def hold(case: Any) -> None:
            if isinstance(case.body, dict) and "api_key" in case.body:
                case.body["api_key"] = key
            case.call_and_validate(checks=HELD, headers={"Host": "testserver"})

        hold()
    listed = reads.faults(here, reads.Asked(), seen_by=PUBLIC)
    assert {one.code for one in listed} <= set(categories.faults())
    assert Report.objects.filter(category="violence").exists()
