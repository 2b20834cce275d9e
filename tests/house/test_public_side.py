# SPDX-License-Identifier: EUPL-1.2
"""The public side never asks for a report: what it shows was frozen when it was published."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests import people
from tests.house.test_scope import Address, table

REPORT_TABLES = {model._meta.db_table for model in apps.get_app_config("reports").get_models()}


def pages_of_the_publications() -> list[Address]:
    """Return the addresses that the publications room answers."""
    found = []
    for address in table():
        if address.route.startswith("<key:key>/") and not address.route.startswith("<key:key>/arbete/"):
            view = get_resolver().resolve(address.at("almstad")).func
            if view.__module__.startswith("samsyn.cycle.publications"):
                found.append(address)
    return found


@pytest.mark.parametrize("address", pages_of_the_publications(), ids=lambda address: address.name)
def test_a_public_page_reads_no_table_of_reports(address: Address, db: None) -> None:
    people.partnership("almstad")
    people.officer()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = Client().get(address.at("almstad"))
    assert answer.status_code in {200, 404, 405}, answer.status_code
    named = {name for query in asked for name in re.findall(r"\"(\w+)\"", query["sql"])}
    assert named & REPORT_TABLES == set()


def test_there_are_tables_of_reports_to_look_for() -> None:
    assert any("report" in name for name in REPORT_TABLES)
