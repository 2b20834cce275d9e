# SPDX-License-Identifier: EUPL-1.2
"""A row that is inserted by its written statement is the row that Django's own saving makes."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from samsyn.cycle.reports.models import Change, Report
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db


def new(**changed: object) -> Report:
    """A report with something in columns of every kind."""
    here = quarter.town()
    told = {
        "partnership": here,
        "owner": None,
        "source": "resident",
        "category": "traffic",
        "text": "Mopeder på gångvägen: 100 % säkert, %s och ' \" ; --",
        "area": quarter.district(here),
        "e": 580_000.5,
        "n": None,
        "felt_effect": 3,
        "told_police": False,
        "client_id": uuid4(),
    }
    return Report(**(told | changed))


def test_inserted_or_saved_every_column_is_the_same() -> None:
    one = new()
    one.insert()
    other = new(uuid=uuid4(), client_id=None, created_at=one.created_at, received_at=one.received_at)
    other.save(force_insert=True)
    apart = {"id", "uuid", "client_id"}
    kept, alike = (Report.objects.filter(pk=row.pk).values().get() for row in (one, other))
    assert {name: value for name, value in kept.items() if name not in apart} == {
        name: value for name, value in alike.items() if name not in apart
    }
    assert (kept["uuid"], kept["client_id"]) == (one.uuid, one.client_id)
    one.state_reason = "sedan"
    one.save()
    assert Report.objects.get(pk=one.pk).state_reason == "sedan"
    assert Report.objects.count() == 2


def test_an_inserted_report_is_noted_as_a_change() -> None:
    one = new()
    Change.objects.all().delete()
    one.insert()
    assert list(Change.objects.values_list("partnership_id", "report_id")) == [(one.partnership_id, one.pk)]


def test_what_the_table_refuses_is_refused() -> None:
    one = new()
    one.insert()
    with pytest.raises(IntegrityError), transaction.atomic():
        new(client_id=one.client_id).insert()
    assert Report.objects.count() == 1
