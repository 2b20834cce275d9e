# SPDX-License-Identifier: EUPL-1.2
"""A picture says what people said when asked, and leads back to where it was said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samsyn.cycle.dialogues import writes as dialogues
from samsyn.cycle.pictures import compute, reads, writes
from samsyn.cycle.pictures.compute import Question
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotFound
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


def a_draft_and_a_survey() -> tuple[Any, Any, Any]:
    here = people.partnership()
    town.districts(here)
    town.reports(here, 30)
    figures = compute.picture(
        here, Question((date(2026, 1, 1), date(2026, 4, 30))), seen_by=people.coordinator()
    )
    picture = writes.store(here, figures, by=people.coordinator())
    survey = dialogues.plan(
        here,
        "survey",
        "Trygghetsmätning",
        people.organisation(),
        by=people.coordinator(),
        held_on=date(2026, 2, 1),
    )
    answer = dialogues.count(survey, "Trygg ute?", "Ja", by=people.coordinator(), count=60, answers=100)
    dialogues.count(survey, "Trygg ute?", "Nej", by=people.coordinator(), count=2, answers=100)
    seen = dialogues.observe(
        survey, "Mörkt i tunneln", by=people.coordinator(), category="unsafe_place.darkness"
    )
    return picture, answer, seen


def test_what_people_said_becomes_a_finding_that_leads_back() -> None:
    with clock.frozen(TODAY):
        picture, answer, seen = a_draft_and_a_survey()
        client = people.signed_in(people.coordinator())
        address = f"/almstad/arbete/lagesbild/{picture.uuid}/dialog/"
        page = client.get(address).content.decode()
        assert "Mörkt i tunneln" in page and "Trygg ute?" in page and "60" in page
        assert "Nej: 2" not in page.replace("\xa0", " "), "an answer that may not be shown is not offered"
        told = client.post(address, {"source": f"observation:{seen.uuid}", "sentence": "Tunneln är mörk."})
        assert told.status_code == 302
        with people.journalled("finding added"):
            writes.cite(picture, answer, "Sex av tio är trygga.", by=people.coordinator())
        found = reads.findings(people.partnership(), seen_by=people.coordinator(), picture=picture)
        assert {(row.kind, row.sentence, row.category) for row in found} == {
            ("dialogue", "Tunneln är mörk.", "unsafe_place"),
            ("dialogue", "Sex av tio är trygga.", ""),
        }
        shown = client.get(f"/almstad/arbete/lagesbild/iakttagelser/{found[0].uuid}/").content.decode()
        assert "Trygghetsmätning" in shown and f"/dialoger/{answer.occasion.uuid}/" in shown


def test_an_empty_sentence_and_anothers_dialogue_are_refused() -> None:
    with clock.frozen(TODAY):
        picture, answer, _ = a_draft_and_a_survey()
        with pytest.raises(BadInput):
            writes.cite(picture, answer, " ", by=people.coordinator())
        elsewhere = people.coordinator("annanstad")
        other = dialogues.plan(
            people.partnership("annanstad"), "safety_walk", "Vandring", people.organisation(key="annanstad"),
            by=elsewhere, held_on=date(2026, 2, 1),
        )  # fmt: skip
        theirs = dialogues.observe(other, "Mörkt", by=elsewhere)
        with pytest.raises(NotFound):
            writes.cite(picture, theirs, "Mörkt", by=people.coordinator())
        client = people.signed_in(people.coordinator())
        address = f"/almstad/arbete/lagesbild/{picture.uuid}/dialog/"
        assert (
            client.post(address, {"source": f"observation:{theirs.uuid}", "sentence": "X"}).status_code == 404
        )
        assert client.post(address, {"source": "skräp", "sentence": "X"}).status_code == 404
        assert client.post(address, {"source": f"answer:{answer.uuid}", "sentence": ""}).status_code == 400
