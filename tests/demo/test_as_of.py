# SPDX-License-Identifier: EUPL-1.2
"""The demo is whole whatever day it is made for, the same for the same day, and quick to start a second time."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from samsyn.cycle.activities.models import MeasurePlan, PlanFollowUp
from samsyn.cycle.followups.models import Followup
from samsyn.cycle.pictures.models import Picture
from samsyn.cycle.promises.models import EffectQuestion, Promise, TargetState
from samsyn.cycle.publications.models import Publication
from samsyn.cycle.reports.models import Photo, Report
from samsyn.demo import build
from samsyn.ground.figures.models import Figure
from samsyn.ground.journal.models import Entry

# Each day is a whole town built: `make proof` tries all three, `make test` the one with least behind it.
FULL = os.environ.get("SAMSYN_TEST_PROOF") == "full"
# One day in each third of a year, the first of all among them.
DAYS = {
    "T1, its first day": (date(2026, 1, 1), "2025-T3"),
    "T2": (date(2026, 6, 15), "2026-T1"),
    "T3": (date(2026, 10, 5), "2026-T2"),
}


def told() -> dict[str, Any]:
    """What the story came to, without ids and codes, which are a database's own."""
    return {
        "promises": list(
            Promise.objects.order_by("position", "slug").values_list("slug", "sentence", "state")
        ),
        "followups": list(Followup.objects.order_by("period").values_list("period", "state")),
        "pictures": list(Picture.objects.order_by("id").values_list("title", "state", "figures_digest")),
        "plans": list(
            MeasurePlan.objects.order_by("number").values_list("state", "title", "measures__title")
        ),
        "targets": list(TargetState.objects.order_by("id").values_list("area__name", "base_year")),
        "photos": list(Photo.objects.order_by("id").values_list("sha256", "look")),
        "long": list(Report.objects.exclude(place_shape="").values_list("place_kind", "place_shape")),
        "published": list(Publication.objects.order_by("id").values_list("kind", "slug", "period", "state")),
    }


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("when", DAYS if FULL else list(DAYS)[:1])
def test_a_demo_made_in_any_tertial_tells_its_whole_story(when: str, client: Client) -> None:
    as_of, last = DAYS[when]
    demo = build.build(as_of, towns=["hammarvik"])
    found = told()
    periods = [period for period, _ in found["followups"]]
    assert periods[-1] == last
    assert len(periods) >= 3
    assert {state for _, state in found["followups"]} <= {"published", "approved"}
    assert any(state == "agreed" for _, _, state in found["promises"])
    assert {"promise", "followup", "picture"} <= {kind for kind, *_ in found["published"]}
    assert {state for state, *_ in found["plans"]} == {"decided"}
    assert PlanFollowUp.objects.count() == 1
    newest = Figure.objects.filter(measure="reported_crime").order_by("period_from").last()
    assert newest is not None and newest.period_to < as_of
    assert {name for name, _ in found["targets"]} == {"Centrum", "Furuskogen"}
    assert {look for _, look in found["photos"]} == {"waiting", "shown"}
    assert [kind for kind, _ in found["long"]] == ["line"]
    assert Report.objects.filter(guard="waiting").exists()
    assert Report.objects.exclude(merged_into=None).exists()
    late = [entry for entry in Entry.objects.all() if entry.at.date() > as_of]
    assert not late, f"{len(late)} lines of the journal are dated after the day the demo is made for"
    for page in ("/demo2/", "/demo2/loften/", "/demo2/lagesbild/", "/demo2/flode.atom"):
        assert client.get(page).status_code == 200, page
    sent = {"service_code": "unsafe_place.darkness", "address_string": "Nybyns centrum"}
    asked = {"jurisdiction_id": "demo2", "api_key": demo.keys[0].key}
    answer = client.post("/open311/v2/requests.json", sent | asked)
    assert answer.status_code in {200, 201}, answer.content[:300]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("when", DAYS if FULL else ["T3"])
def test_the_question_whether_the_bars_helped_is_asked_before_them_and_answered(
    when: str, client: Client
) -> None:
    as_of, last = DAYS[when]
    build.build(as_of, towns=["almstad"], scale=1.0 if FULL else 0.4)
    question = EffectQuestion.objects.get()
    assert question.registered_on < question.starts_on < question.counted_from
    assert question.before_to < question.registered_on
    assert len(question.controls.all()) == 13
    page = client.get("/demo/loften/saker-trafik/").content.decode()
    assert question.sentence in page and "Inte uppmätt" not in page
    assert "Besked efter" not in page
    if last != "2026-T1":  # the promise held to the end of August
        assert "Det här är det sista beskedet" in page


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_day_gives_the_same_demo() -> None:
    given = []
    for _ in range(2):
        with transaction.atomic():
            build.build(date(2026, 10, 5), towns=["hammarvik"])
            given.append(told())
            transaction.set_rollback(True)
    assert given[0] == given[1]
    assert given[0]["pictures"]


def test_a_second_start_waits_for_no_statistics() -> None:
    asked = (
        "import django, sys; django.setup(); import samsyn.cli.demo, samsyn.cli.serving, samsyn.demo.made; "
        "print([name for name in ('scipy', 'shapely', 'polars') if name in sys.modules])"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin"}
    said = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        timeout=120,
    )
    assert said.stdout.strip() == "[]"
