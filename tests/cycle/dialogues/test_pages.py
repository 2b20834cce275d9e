# SPDX-License-Identifier: EUPL-1.2
"""The pages of dialogues: what is typed is never lost, and traffic is read from its classes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from samsyn.cycle.dialogues import compute, reads, writes
from samsyn.cycle.dialogues.models import Kind
from samsyn.desk.intake import run_import
from samsyn.kit import clock
from samsyn.kit.callers import machine
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
WORK = "/almstad/arbete/dialoger/"
COUNTS = """Mätplats;Datum;Hastighetsgräns;0-30;30-40;40-50;50-60
Skolgatan;2026-03-02;30;120;200;60;20
Skolgatan;2026-03-03;30;130;190;60;20
Skolgatan;2026-09-07;30;260;120;15;5
Ringvägen;2026-03-02;50;20;20;40;10
"""


def browser_of_the_coordinator() -> Client:
    town.districts(people.partnership())
    return people.signed_in(people.coordinator())


def test_an_occasion_is_entered_told_and_answered_on_its_pages() -> None:
    client = browser_of_the_coordinator()
    inviter = people.organisation("housing")
    form = {
        "kind": "safety_walk", "title": "Vandring", "held_on": clock.today().isoformat(),
        "invited_by": str(inviter.uuid), "starts_at": "18:30",
    }  # fmt: skip
    answer = client.post(f"{WORK}ny/", form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = answer.headers["Location"]
    client.post(page, {"taking_part": "12", "summary": "Lugn kväll.", "version": "1"})
    client.post(page + "iakttagelse/", {"text": "Trasig lampa i tunneln", "category": "unsafe_place"})
    shown = client.get(page).content.decode()
    assert "Trasig lampa i tunneln" in shown and "Lugn kväll" in shown and "12" in shown
    seen = reads.observations(people.partnership(), seen_by=people.coordinator()).get()
    client.post(f"{WORK}iakttagelse/{seen.uuid}/", {"state": "done", "answer": "Lampan är bytt."})
    assert "Lampan är bytt." in client.get(page).content.decode()
    assert "Vandring" in client.get(WORK).content.decode()
    assert "Vandring" in client.get(f"{WORK}?sort=safety_walk").content.decode()
    assert "Vandring" not in client.get(f"{WORK}?sort=survey").content.decode()


def test_typed_words_stay_when_a_person_is_named() -> None:
    client = browser_of_the_coordinator()
    occasion = writes.plan(
        people.partnership(), Kind.CITIZEN_DIALOGUE, "Dialog", people.organisation(), by=people.coordinator(),
        held_on=clock.today() - timedelta(days=1),
    )  # fmt: skip
    answer = client.post(f"{WORK}{occasion.uuid}/iakttagelse/", {"text": "Fråga Anna Svensson om lampan"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Fråga Anna Svensson om lampan" in page and "Ta bort namnet" in page
    answer = client.post(f"{WORK}{occasion.uuid}/", {"taking_part": "x", "summary": "Ord", "version": "1"})
    assert answer.status_code == 400 and "Ord" in answer.content.decode()


def test_a_survey_hides_what_is_too_small() -> None:
    client = browser_of_the_coordinator()
    survey = writes.plan(
        people.partnership(), Kind.SURVEY, "Mätning", people.organisation(), by=people.coordinator(),
        held_on=clock.today(),
    )  # fmt: skip
    client.post(
        f"{WORK}{survey.uuid}/svar/", {"question": "F", "said": "Trygg", "count": "3", "answers": "60"}
    )
    client.post(
        f"{WORK}{survey.uuid}/svar/", {"question": "F", "said": "Otrygg", "count": "20", "answers": "60"}
    )
    page = client.get(f"{WORK}{survey.uuid}/").content.decode()
    assert "för få för att visa" in page and "33" in page and ">3<" not in page
    few = client.post(
        f"{WORK}{survey.uuid}/svar/", {"question": "F", "said": "V", "count": "1", "answers": "3"}
    )
    assert few.status_code == 400 and "Färre än 5 svar sparas inte" in few.content.decode()


def test_traffic_is_read_from_its_classes_and_compared(tmp_path: Path) -> None:
    client = browser_of_the_coordinator()
    file = tmp_path / "mätning.csv"
    file.write_text(COUNTS, encoding="utf-8")
    here = people.partnership()
    first = run_import(here, "traffic", file, by=machine("cli"))
    assert first["rejected"] == [] and first["created"] == 20
    again = run_import(here, "traffic", file, by=machine("cli"))
    assert (again["created"], again["unchanged"]) == (0, 20)
    school, ring = compute.traffic(here, seen_by=people.coordinator())
    assert (school.place, ring.place) == ("Skolgatan", "Ringvägen")
    newest, before = school.measured
    # 85 of 100 of 400 is 340: 260 lie below 30, so 80 of the 120 in the next class.
    assert newest.v85 == pytest.approx(30 + 10 * 80 / 120)
    assert newest.over == pytest.approx(140 / 400)
    assert (before.first.isoformat(), before.last.isoformat(), before.vehicles) == (
        "2026-03-02",
        "2026-03-03",
        800,
    )
    assert newest.clear and newest.difference == pytest.approx(140 / 400 - 550 / 800)
    assert "few_vehicles" in ring.newest.caveats and ring.newest.limit == 50
    page = client.get(f"{WORK}trafik/").content.decode()
    assert "Skolgatan" in page and "36,7 km/h" in page.replace("\xa0", " ")
    assert compute.traffic(here, seen_by=people.outsider()) == []


def test_an_empty_partnership_reads_well() -> None:
    client = people.signed_in(people.coordinator())
    assert "Inga tillfällen än" in client.get(WORK).content.decode()
    assert "Inga mätningar än" in client.get(f"{WORK}trafik/").content.decode()
