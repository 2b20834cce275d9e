# SPDX-License-Identifier: EUPL-1.2
"""Whatever the reports are like, there is a picture, and it says what they cannot carry."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from samsyn.cycle.pictures import compute
from samsyn.cycle.pictures.views import document
from samsyn.cycle.reports.models import Report
from samsyn.ground.figures.models import Figure
from samsyn.ground.places import reads as places
from samsyn.ground.places.models import Area
from samsyn.kit.callers import SYSTEM
from samsyn.kit.rows import place_fields
from tests import people
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
SPRING = (date(2026, 1, 1), date(2026, 4, 30))


def one_report() -> None:
    town.reports(people.partnership(), 1)


def all_in_one_place() -> None:
    town.reports(people.partnership(), 90)
    Report.objects.update(**place_fields(town.EAST + 10, town.NORTH + 10))


def all_at_midnight() -> None:
    town.reports(people.partnership(), 90)
    Report.objects.update(hour=0)


def from_the_future() -> None:
    town.reports(people.partnership(), 30)
    town.reports(people.partnership(), 5, start=date(2090, 1, 1))


def without_a_place() -> None:
    town.reports(people.partnership(), 30)
    Report.objects.update(e=None, n=None, cell250=None)


CASES: dict[str, tuple[Callable[[], object], tuple[date, date], str, str]] = {
    "an empty period": (
        one_report,
        (date(2026, 6, 1), date(2026, 6, 30)),
        "",
        "Inga rapporter under den här tiden",
    ),
    "one report": (one_report, SPRING, "hotspots_few_events", "För få rapporter totalt"),
    "all in one place": (all_in_one_place, SPRING, "places_all_in_one", "har samma plats"),
    "all at midnight": (all_at_midnight, SPRING, "hours_all_at_midnight", "klockslaget midnatt"),
    "future dates": (
        from_the_future,
        (date(2026, 1, 1), date(2090, 12, 31)),
        "reports_from_the_future",
        "inte har varit än",
    ),
    "a period that is not over": (
        one_report,
        (date(2026, 1, 1), date(2090, 4, 30)),
        "period_not_over",
        "inte slut",
    ),
    "a period that has not begun": (
        one_report,
        (date(2090, 1, 1), date(2090, 4, 30)),
        "period_not_begun",
        "Perioden har inte börjat",
    ),
    "a period before the data": (
        one_report,
        (date(2001, 1, 1), date(2001, 4, 30)),
        "period_before_first_report",
        "Perioden ligger före den första rapporten",
    ),
    "no places at all": (without_a_place, SPRING, "no_placed_reports", "Ingen rapport har en plats"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_gives_a_picture_that_says_so(case: str) -> None:
    given, period, code, words = CASES[case]
    given()
    found = compute.picture(people.partnership(), compute.Question(period), seen_by=SYSTEM, deep=True)
    assert not code or code in found["caveats"]
    client = people.signed_in(people.coordinator())
    query = f"start={period[0]}&end={period[1]}"
    page = client.get(f"/almstad/arbete/lagesbild/?{query}")
    assert page.status_code == 200 and words in page.content.decode()
    # A second of typesetting: one empty, one thin, and one without a map tell as much as eight.
    if case in ("an empty period", "one report", "no places at all"):
        assert client.get(f"/almstad/arbete/lagesbild/dokument.pdf?{query}").status_code == 200


def test_nobody_living_in_an_area_gives_no_rate_and_no_fault() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 60)
    for row in compute.picture(almstad, compute.Question(SPRING), seen_by=SYSTEM)["areas"]:
        assert row["per_1000"] is None


def test_zero_inhabitants_give_no_rate_and_no_silence() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 60)
    for number, area in enumerate(places.placing_areas(almstad, seen_by=SYSTEM)):
        Area.objects.filter(pk=area.pk).update(code=f"X{number}")
        Figure.objects.create(
            partnership=almstad,
            source="scb",
            place_code=f"X{number}",
            measure="population",
            period_from=date(2025, 1, 1),
            period_to=date(2025, 12, 31),
            value=0,
            identity=str(number),
            content_digest="x",
        )
    found = compute.picture(almstad, compute.Question(SPRING), seen_by=SYSTEM)
    assert [row["per_1000"] for row in found["areas"]] == [None, None]
    assert not any(code.startswith("silent_in_") for code in found["caveats"])


def test_reports_with_only_an_area_of_older_borders_are_not_compared_with_those_of_the_new() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 40, start=date(2025, 1, 1))
    Report.objects.update(e=None, n=None, cell250=None)
    town.districts(almstad, version_year=2026)
    town.reports(almstad, 40)
    found = compute.picture(almstad, compute.Question(SPRING), seen_by=SYSTEM)
    assert "redrawn_40" in found["caveats"]
    assert found["total"]["before"] == 40 and sum(row["before"] for row in found["areas"]) == 0
    client = people.signed_in(people.coordinator())
    page = client.get("/almstad/arbete/lagesbild/?start=2026-01-01&end=2026-04-30").content.decode()
    assert "har 40 bara ett område med äldre gränser" in page
    assert {row["verdict"] for row in found["areas"]} == {"cannot_tell"}
    assert {(row["ratio"], row["interval"], row["per_1000"]) for row in found["areas"]} == {
        (None, None, None)
    }
    told = "Kan inte sägas: gränserna ändrades"
    assert page.count(told) == 2
    draft = document.made(almstad, found, {}, {}, public=False, language="sv")
    assert str(draft).count(told) == 2
    edition = compute.public_edition(found, 5)
    assert {row["verdict"] for row in edition["areas"]} == {"cannot_tell"}


def test_only_areas_on_the_ground_of_an_older_one_are_held_back() -> None:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 60, start=date(2025, 1, 1))
    west = Report.objects.filter(area__name="Västra")
    west.filter(pk__in=list(west.values_list("pk", flat=True)[:1])).update(e=None, n=None, cell250=None)
    Report.objects.exclude(e=None).delete()
    town.districts(almstad, version_year=2026)
    town.reports(almstad, 60, start=date(2025, 1, 1), seed=2)
    town.reports(almstad, 60)
    found = compute.picture(almstad, compute.Question(SPRING), seen_by=SYSTEM)
    rows = {row["name"]: row for row in found["areas"]}
    assert rows["Västra"]["verdict"] == "cannot_tell" and rows["Västra"]["interval"] is None
    assert (
        rows["Östra"]["verdict"] in ("no_clear_change", "increase", "decrease") and rows["Östra"]["interval"]
    )


def test_a_source_that_stops_is_named_on_the_page() -> None:
    almstad = people.partnership()
    town.reports(almstad, 30, start=date(2025, 1, 1))
    Report.objects.update(reporter_organisation=people.organisation("housing"))
    town.reports(almstad, 30, source="resident")
    client = people.signed_in(people.coordinator())
    page = client.get("/almstad/arbete/lagesbild/?start=2026-01-01&end=2026-04-30").content.decode()
    assert "Tystnad källa:" in page and "Färre rapporter kan bero på det." in page


def test_no_line_is_drawn_over_new_borders() -> None:
    almstad = people.partnership()
    town.reports(almstad, 30)
    for year, borders, value in ((2024, 2018, 10.0), (2025, 2025, 30.0)):
        Figure.objects.create(
            partnership=almstad,
            source="kolada",
            place_code="0580",
            measure="kolada.N07403",
            period_from=date(year, 1, 1),
            period_to=date(year, 12, 31),
            value=value,
            boundary_year=borders,
            identity=str(year),
            content_digest="x",
        )
    client = people.signed_in(people.coordinator())
    page = client.get("/almstad/arbete/lagesbild/nytt/?start=2026-01-01&end=2026-04-30").content.decode()
    assert "nya gränser, går inte att jämföra" in page


def test_official_figures_are_written_as_what_they_are_and_no_code_of_a_unit_shows() -> None:
    almstad = people.partnership()
    town.reports(almstad, 30)
    written = {
        ("reported_crime", "count"): (1_940.0, "1 940"),
        ("reported_crime_per_100000", "per_100000"): (9_800.0, "9 800"),
        ("survey.tryggt", "share"): (0.63, "63 %"),
        ("kolada.N07403", "unknown"): (41.5, "41,5"),
        ("kolada.N01951", "inhabitants"): (160_000.0, "160 000 invånare"),
        ("kolada.U07417", "percent"): (82.0, "82 %"),
    }
    for (measure, unit), (value, _) in written.items():
        for year, number in ((2024, value / 2), (2025, value)):
            Figure.objects.create(
                partnership=almstad,
                source="kolada",
                place_code="0580",
                measure=measure,
                period_from=date(year, 1, 1),
                period_to=date(year, 12, 31),
                value=number,
                unit=unit,
                identity=f"{measure}{year}",
                content_digest="x",
            )
    client = people.signed_in(people.coordinator())
    page = client.get("/almstad/arbete/lagesbild/nytt/?start=2026-01-01&end=2026-04-30").content.decode()
    table = page.partition('id="statistik"')[2].partition("</table>")[0]
    told = [
        re.sub(r"<[^>]+>", "", cell).replace("\xa0", " ").replace("\u202f", " ").strip()
        for cell in re.findall(r'data-label="Siffra">(.*?)</td>', table, re.S)
    ]
    assert sorted(told) == sorted(words for _, words in written.values())
    assert "32 %" in table.replace("\xa0", " ") or "31 %" in table.replace("\xa0", " ")


def test_a_theme_without_a_place_has_the_official_figures_that_belong_to_it() -> None:
    almstad = people.partnership()
    town.reports(almstad, 30)
    for number, group in enumerate(("Narkotikabrott", "Bidragsbrott", "Skadegörelsebrott")):
        Figure.objects.create(
            partnership=almstad,
            source="bra-reported-crime",
            place_code="0580",
            measure="reported_crime",
            group=group,
            period_from=date(2025, 1, 1),
            period_to=date(2025, 12, 31),
            value=1_100.0 + number,
            identity=group,
            content_digest="x",
        )
    client = people.signed_in(people.coordinator())
    page = client.get("/almstad/arbete/lagesbild/nytt/?start=2026-01-01&end=2026-04-30").content.decode()
    organised = page[page.index('id="tema-organised_crime"') : page.index('id="tema-welfare_crime"')]
    welfare = page[page.index('id="tema-welfare_crime"') :]
    assert "Narkotikabrott" in organised and "Bidragsbrott" not in organised
    assert "Bidragsbrott" in welfare and "Skadegörelsebrott" not in organised + welfare
    assert "vad myndigheter letar efter" in organised


def test_a_period_without_answer_says_why_once() -> None:
    one_report()
    client = people.signed_in(people.coordinator())
    page = client.get("/almstad/arbete/lagesbild/?start=2001-01-01&end=2001-04-30").content.decode()
    assert page.count("Perioden ligger före den första rapporten") == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("start=2026-05-01&end=2026-04-01", "Perioden saknar en dag, går inte att läsa"),
        ("start=2026-05-01", "Perioden saknar en dag"),
        ("start=x&end=y", "Perioden saknar en dag"),
        ("before_start=2025-05-01", "Jämförelsen saknar en dag"),
        ("category=nothing", "En kategori i frågan finns inte"),
        ("source=nobody", "En källa i frågan finns inte"),
        ("area=nowhere", "Ett område i frågan finns inte här"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_is_shown_instead(query: str, words: str) -> None:
    one_report()
    client = people.signed_in(people.coordinator())
    heading = "Bilden visar inte det som frågades"
    page = client.get(f"/almstad/arbete/lagesbild/?{query}").content.decode()
    assert heading in page and words in page
    assert "Behåll och skriv analys" not in page, "what was not asked for is not kept as if it were"
    paper = client.get(f"{reverse('pictures-print', kwargs={'key': 'almstad'})}?{query}")
    assert paper.status_code == 302 and paper["Location"] == f"/almstad/arbete/lagesbild/?{query}"
    for right in ("", "?start=2026-01-01&end=2026-04-30", "?start=&end=&before_start=&before_end="):
        page = client.get(f"/almstad/arbete/lagesbild/{right}").content.decode()
        assert heading not in page and "Behåll och skriv analys" in page


def test_the_limit_below_which_nothing_is_compared_is_said_of_both_counts_together() -> None:
    one_report()
    page = people.signed_in(people.coordinator()).get(
        f"/almstad/arbete/lagesbild/?start={SPRING[0]}&end={SPRING[1]}"
    )
    assert "Är de båda antalen tillsammans under 20" in page.content.decode()
