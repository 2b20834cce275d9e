# SPDX-License-Identifier: EUPL-1.2
"""Occasions: who enters them, what may be written down, and what comes of what people said."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from samsyn.cycle.dialogues import compute, reads, writes
from samsyn.cycle.dialogues.models import Kind, ObservationState, Occasion, State
from samsyn.ground.places.projection import to_degrees
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
_LON, _LAT = to_degrees([town.EAST + 1_000], [town.NORTH + 1_000], "EPSG:3006")
IN_VASTRA = float(_LON[0]), float(_LAT[0])


def an_occasion(kind: str = Kind.SAFETY_WALK, days: int = -7, **fields: Any) -> Occasion:
    with people.journalled("occasion entered"):
        return writes.plan(
            people.partnership(),
            kind,
            fields.pop("title", "Trygghetsvandring vid stationen"),
            fields.pop("invited_by", people.organisation("housing")),
            by=fields.pop("by", people.coordinator()),
            held_on=clock.today() + timedelta(days=days),
            **fields,
        )


def test_what_has_been_is_held_at_once_and_what_lies_ahead_is_planned() -> None:
    assert an_occasion().state == State.HELD
    ahead = an_occasion(days=3, starts_at=time(18, 30))
    assert ahead.state == State.PLANNED
    with pytest.raises(NotNow):
        writes.observe(ahead, "Mörkt", by=people.coordinator())
    with pytest.raises(NotNow):
        writes.move(ahead, State.HELD, by=people.coordinator())
    with people.journalled("occasion moved"):
        writes.move(ahead, State.CANCELLED, by=people.coordinator())
    assert (
        list(reads.occasions(people.partnership(), seen_by=people.coordinator(), ahead_of=clock.today()))
        == []
    )


def test_a_housing_company_writes_in_its_own_walk_and_in_no_other() -> None:
    host = people.member("reporter", "housing")
    own = an_occasion(by=host)
    writes.observe(own, "Trasig lampa i tunneln", by=host)
    others = an_occasion(invited_by=people.organisation("municipality"))
    with pytest.raises(NotAllowed):
        writes.observe(others, "Trasig lampa", by=host)
    with pytest.raises(NotAllowed):
        an_occasion(by=people.member("decision_maker"))
    with pytest.raises(NotFound):
        writes.observe(own, "Trasig lampa", by=people.outsider())


@pytest.mark.parametrize(
    "text", ["Ring Anna Svensson", "Mejla mig på en.namn@example.se", "811218-9876 var där"]
)
def test_a_person_is_written_nowhere(text: str) -> None:
    occasion = an_occasion()
    for call in (
        lambda: writes.observe(occasion, text, by=people.coordinator(), looked_at=True),
        lambda: writes.tell(occasion, by=people.coordinator(), summary=text, looked_at=True),
        lambda: an_occasion(title=text),
        lambda: writes.observe(occasion, "Mörkt", by=people.coordinator(), place_text=text),
    ):
        with pytest.raises(BadInput) as refused:
            call()
        assert refused.value.code == "personal_data"
    assert not reads.observations(people.partnership(), seen_by=people.coordinator()).exists()


def test_what_only_may_point_at_somebody_is_asked_about() -> None:
    occasion = an_occasion()
    text = "Killen i röd jacka, 15 år, står där varje kväll"
    with pytest.raises(BadInput) as refused:
        writes.observe(occasion, text, by=people.coordinator())
    assert refused.value.code == "maybe_a_person"
    writes.observe(occasion, text, by=people.coordinator(), looked_at=True)


def test_an_observation_finds_its_area_from_its_point() -> None:
    here = people.partnership()
    town.districts(here)
    occasion = an_occasion()
    with people.journalled("observation written"):
        seen = writes.observe(
            occasion, "Skymd sikt", by=people.coordinator(), category="unsafe_place", point=IN_VASTRA
        )
    assert seen.area is not None and seen.cell250 is not None
    with pytest.raises(BadInput):
        writes.observe(occasion, "Skymd sikt", by=people.coordinator(), category="finns_inte")


def test_a_no_is_explained_and_an_answer_shows_who_does_it() -> None:
    seen = writes.observe(an_occasion(), "Trasig lampa", by=people.coordinator())
    with pytest.raises(BadInput):
        writes.answer(seen, ObservationState.NOT_DONE, by=people.coordinator())
    with people.journalled("observation answered"):
        writes.answer(
            seen,
            ObservationState.PLANNED,
            by=people.coordinator(),
            organisation=people.organisation("municipality"),
            due_on=clock.today() + timedelta(days=30),
        )
    writes.answer(seen, ObservationState.DONE, by=people.member("reporter"), answer="Bytt.")
    assert (seen.state, seen.answered_on) == ("done", clock.today())
    assert not reads.observations(people.partnership(), seen_by=people.coordinator(), waiting=True).exists()
    with pytest.raises(NotNow):
        writes.answer(seen, ObservationState.PLANNED, by=people.coordinator())


def test_how_many_took_part_is_a_count_and_fits() -> None:
    occasion = an_occasion()
    with people.journalled("occasion told"):
        writes.tell(occasion, by=people.coordinator(), asked=120, taking_part=34, missing="Unga")
    with pytest.raises(BadInput):
        writes.tell(occasion, by=people.coordinator(), asked=10, taking_part=34)
    with pytest.raises(NotNow):
        writes.tell(occasion, by=people.coordinator(), version=1, summary="Sent ute")


def a_survey(days: int, *counts: tuple[int, int]) -> Occasion:
    occasion = an_occasion(Kind.SURVEY, days, title="Trygghetsmätning")
    for number, (said, answers) in enumerate(counts):
        with people.journalled("answers counted"):
            writes.count(
                occasion, f"Fråga {number}", "Trygg", by=people.coordinator(), count=said, answers=answers
            )
    return occasion


def test_a_share_has_its_interval_and_is_compared_with_the_survey_before() -> None:
    a_survey(-400, (240, 400), (10, 20), (50, 60))
    now = a_survey(-10, (200, 400), (10, 20), (58, 60))
    first, second, third = compute.answers(now, seen_by=people.coordinator())
    assert (round(first.share or 0, 2), round(first.low or 0, 2), round(first.high or 0, 2)) == (
        0.5,
        0.45,
        0.55,
    )
    assert first.clear and round(first.difference or 0, 2) == -0.1
    assert second.hidden == "few_answers" and second.share is None
    assert third.hidden == "small_count", "two who did not say so could be told"


def test_few_answers_are_never_kept_and_a_walk_has_none() -> None:
    survey = a_survey(-10)
    for count, answers in ((1, 4), (50, 40)):
        with pytest.raises(BadInput):
            writes.count(survey, "F", "S", by=people.coordinator(), count=count, answers=answers)
    with pytest.raises(NotNow):
        writes.count(an_occasion(), "F", "S", by=people.coordinator(), count=10, answers=40)
    writes.count(survey, "F", "S", by=people.coordinator(), count=10, answers=40)
    writes.count(survey, "F", "S", by=people.coordinator(), count=20, answers=40)
    assert [row.count for row in reads.answers(survey, seen_by=people.coordinator())] == [20]


def test_a_day_out_of_reach_is_refused() -> None:
    for held_on in (date(1999, 1, 1), clock.today() + timedelta(days=2000)):
        with pytest.raises(BadInput):
            writes.plan(
                people.partnership(), Kind.SURVEY, "T", people.organisation(), by=people.coordinator(),
                held_on=held_on,
            )  # fmt: skip
