# SPDX-License-Identifier: EUPL-1.2
"""A whole chain through every room's writes: reports, picture, focus area, promise, activity, follow-up, publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures import writes as pictures
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import How
from samsyn.cycle.publications import writes as publications
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from tests import people
from tests.cycle.pictures import town

AUTUMN = compute.Question((date(2025, 9, 1), date(2025, 12, 31)))


@dataclass
class Chain:
    """What was made, link by link."""

    partnership: Any
    picture: Any
    finding: Any
    focus: Any
    promise: Any
    indicator: Any
    activity: Any
    followup: Any


def made(*, key: str = "almstad", publish: bool = True) -> Chain:
    """Build the chain in a partnership; every page of it has something to show."""
    coordinator, officer = people.coordinator(key), people.officer(key)
    here = people.partnership(key)
    town.districts(here)
    town.reports(here, 120, start=date(2025, 9, 1))
    town.reports(here, 60, start=date(2024, 9, 1), seed=2)
    for seed, category in ((4, "traffic"), (5, "drugs"), (6, "theft")):
        town.reports(here, 90, category=category, start=date(2025, 9, 1), seed=seed)
        town.reports(here, 80, category=category, start=date(2024, 9, 1), seed=seed + 10)
    town.reports(here, 3, category="rumour", start=date(2025, 9, 1), seed=3)
    west = next(area for area in places.placing_areas(here, seen_by=SYSTEM) if area.name == "Västra")
    with clock.frozen(date(2026, 1, 12)):
        figures = compute.picture(here, AUTUMN, seen_by=coordinator)
        picture = pictures.store(here, figures, by=coordinator, title="Lägesbild hösten 2025")
        pictures.write(
            picture,
            by=coordinator,
            mapping="Mest skadegörelse.",
            consequences="Butiken stänger tidigt.",
            other_information="Dialog.",
            analysis="Mörkt.",
        )
        finding = pictures.add_finding(
            here,
            "Skadegörelsen samlas i Västra.",
            by=coordinator,
            picture=picture,
            area=west,
            category="vandalism",
        )
        pictures.add_cause(finding, "Gångvägen är mörk.", by=coordinator)
        pictures.approve(picture, by=coordinator)
        pictures.approve(picture, by=officer)
        picture = pictures.decide(
            picture, by=coordinator, body="Kommunstyrelsen", decided_on=date(2026, 1, 12)
        )
        focus = pictures.choose_focus_area(
            here, "Skadegörelse i Västra", by=coordinator, findings=[finding], area=west
        )
        police = people.organisation("police", key=key)
        agreement = promises.write_agreement(
            here, by=coordinator, title="Överenskommelse 2026–2029", purposes="Tryggare väst.", areas="Västra",
            period_from=date(2026, 1, 1), period_to=date(2029, 12, 31),
        )  # fmt: skip
        promise = promises.draft(
            here, "Minst tio fotpatruller i Västra varje tertial.", by=coordinator, slug="fotpatruller",
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31), focus_area=focus, agreement=agreement, area=west,
        )  # fmt: skip
        indicator = promises.add_indicator(
            promise, "Fotpatruller", "count", police, by=coordinator,
            source="activities", target=10, unit="patruller", baseline=2, baseline_period="2025",
        )  # fmt: skip
        promises.add_indicator(promise, "Ljus på gångvägen", "milestone", people.organisation(key=key), by=coordinator,
                               steps=["beslut", "upphandlat", "tänt"])  # fmt: skip
        promises.propose(promise, by=coordinator)
        promises.sign(promise, by=coordinator, title="Kommunstyrelsens ordförande")
        promise = promises.sign(
            promise, by=coordinator, organisation=police, how=How.PAPER, title="Lokalpolisområdeschef"
        )
        activity = activities.plan(
            here,
            "Fotpatrull i Västra",
            police,
            by=coordinator,
            promises=[promise],
            indicator=indicator,
            planned=10,
        )
    with clock.frozen(date(2026, 5, 12)):
        for month in (1, 2, 3, 4):
            activities.log(activity, by=officer, done_on=date(2026, month, 20), quantity=2, minutes=45)
        followup = followups.open_period(here, "2026-T1", by=coordinator)
        followups.collect(followup, by=coordinator)
        lights = next(
            row for row in followup_reads.readings(followup, seen_by=coordinator) if row.value is None
        )
        followups.report(
            lights, by=coordinator, steps_done=2, as_of=date(2026, 4, 30), next_step="Tänds i augusti."
        )
        followups.approve(followup, by=coordinator)
        followup = followups.approve(followup, by=officer)
        if publish:
            publications.publish_picture(picture, by=coordinator)
            publications.publish_promise(promise, by=coordinator)
            publications.publish_followup(followup, by=coordinator)
    return Chain(here, picture, finding, focus, promise, indicator, activity, followup)


def correct(chain: Chain) -> None:
    """Publish the follow-up anew with a value that was counted wrong."""
    with clock.frozen(date(2026, 6, 1)):
        followups.reopen(chain.followup, by=people.coordinator(), reason="En patrull räknades två gånger.")
        rows = followup_reads.readings(chain.followup, seen_by=people.coordinator())
        reading = next(row for row in rows if row.value)
        followups.report(reading, by=people.officer(), said="7", as_of=date(2026, 4, 30))
        followups.approve(chain.followup, by=people.coordinator())
        again = followups.approve(chain.followup, by=people.officer())
        publications.publish_followup(again, by=people.coordinator(), note="7, inte 8.")
