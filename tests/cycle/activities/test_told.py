# SPDX-License-Identifier: EUPL-1.2
"""What is done at a place is told to those who reported from there: what it is, and where more stands, but no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from samsyn.cycle.activities import writes
from samsyn.cycle.activities.models import Activity
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.reports.models import Answer
from samsyn.ground.places import reads as places
from samsyn.kit.callers import SYSTEM
from samsyn.kit.rows import RecordClass
from tests import people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


def an_activity(title: str, **fields: object) -> Activity:
    here = people.partnership()
    town.districts(here)
    (area, *_) = places.placing_areas(here, seen_by=SYSTEM)
    return writes.plan(here, title, people.organisation(), by=people.coordinator(), area=area, **fields)


def told() -> str:
    (area,) = {answer.area for answer in Answer.objects.all()} or {None}
    return Client().get(f"/almstad/plats/{area.uuid}/").content.decode() if area else ""


def test_what_may_be_told_is_told_by_its_name() -> None:
    activity = an_activity("Byta lampor i parken", record_class=RecordClass.PUBLIC)
    writes.log(activity, by=people.coordinator())
    writes.move(activity, "done", by=people.coordinator())
    page = told()
    assert "Det här är planerat" in page and "Det här är gjort" in page
    assert page.count("Byta lampor i parken") == 2


def test_joint_work_that_nobody_has_let_out_is_told_without_its_name() -> None:
    an_activity("Byta lampor i parken")
    page = told()
    assert "Det här är planerat" in page and "Byta lampor" not in page


def test_work_for_a_promise_that_nobody_has_signed_is_not_named() -> None:
    draft = promises.draft(
        people.partnership(),
        "Vi ska laga belysningen.",
        by=people.coordinator(),
        period_from=date(2026, 1, 1),
        period_to=date(2026, 12, 31),
    )
    an_activity("Byta lampor i parken", promises=[draft])
    page = told()
    assert "Det här är planerat" in page and "Byta lampor" not in page


@pytest.mark.parametrize("kept", [{"embargo": True}, {"record_class": RecordClass.POLICE}])
def test_what_is_operative_or_one_partys_own_is_not_told_at_all(kept: dict[str, object]) -> None:
    an_activity("Kontroll i parken", **kept)
    assert not Answer.objects.exists()
