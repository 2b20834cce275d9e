# SPDX-License-Identifier: EUPL-1.2
"""The target state of a priority district: indicators from a base year, gaps shown, and what points at it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samsyn.cycle.pictures import writes as pictures
from samsyn.cycle.promises import reads, writes
from samsyn.cycle.promises.models import TargetState
from samsyn.ground.figures.models import Figure
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db

NOW = date(2026, 3, 1)


def a_district() -> Area:
    town.districts(people.partnership())
    found = Area.objects.order_by("id").first()
    assert found is not None
    return found


def a_target(**changed: Any) -> TargetState:
    with clock.frozen(NOW):
        return writes.set_target_state(
            people.partnership(), a_district(), "Barn går själva till skolan.", by=people.coordinator(),
            **({"base_year": 2022, "by_year": 2028} | changed),
        )  # fmt: skip


def test_an_indicator_goes_from_its_base_year_and_a_missing_year_is_a_gap() -> None:
    target, coordinator = a_target(), people.coordinator()
    with people.journalled("target indicator added"):
        safe = writes.add_target_indicator(
            target,
            "Trygga ute sent",
            by=coordinator,
            base_value=61,
            wanted=75,
            unit="%",
            source="Trygghetsmätning",
        )
    with clock.frozen(NOW):
        writes.give_target_value(safe, 2024, 64, by=coordinator, sample_size=410)
        with people.journalled("target value given"):
            writes.give_target_value(safe, 2024, 66, by=coordinator, sample_size=414)
        found = [(row.year, row.value) for row in reads.stands(safe, seen_by=coordinator)]
    assert found == [(2022, 61.0), (2023, None), (2024, 66.0), (2025, None)]
    assert safe.values_by_year.count() == 2, "the value that was wrong is struck out and kept"


def test_values_are_read_from_the_official_figures_and_what_is_written_goes_before() -> None:
    target, coordinator = a_target(), people.coordinator()
    counted = writes.add_target_indicator(
        target, "Anmäld skadegörelse", by=coordinator, base_value=120, source="Brå",
        takes={"measure": "reported_vandalism", "place_code": "0580"},
    )  # fmt: skip
    for year, value, place in (
        (2021, 130, "0580"),
        (2023, 110, "0580"),
        (2024, 104, "0580"),
        (2024, 9, "0581"),
    ):
        Figure.objects.create(
            partnership=people.partnership(), source="bra-reported-crime", measure="reported_vandalism", value=value,
            place_code=place, period_from=date(year, 1, 1), period_to=date(year, 12, 31), identity=f"{place} {year}",
        )  # fmt: skip
    with clock.frozen(NOW):
        found = [(row.year, row.value) for row in reads.stands(counted, seen_by=coordinator)]
        assert found == [(2022, 120.0), (2023, 110.0), (2024, 104.0), (2025, None)], (
            "before the base year, elsewhere: no"
        )
        writes.give_target_value(counted, 2024, 99, by=coordinator, source="Rättad av Brå")
        assert reads.target_indicators(target, seen_by=coordinator)[0].newest.value == 99
        page = (
            people.signed_in(coordinator)
            .get(f"/almstad/arbete/loften/malbilder/{target.uuid}/")
            .content.decode()
        )
        assert "110" in page and "99" in page


def test_what_would_show_nothing_is_refused() -> None:
    target, coordinator = a_target(), people.coordinator()
    with clock.frozen(NOW):
        for wrong in ({"base_year": 2031}, {"by_year": 2020}):
            with pytest.raises(BadInput):
                a_target(**wrong)
        with pytest.raises(BadInput):
            writes.set_target_state(people.partnership(), target.area, " ", by=coordinator, base_year=2022)
        for name, source in ((" ", "Mätning"), ("Trygga", " ")):
            with pytest.raises(BadInput):
                writes.add_target_indicator(target, name, by=coordinator, base_value=1, source=source)
        safe = writes.add_target_indicator(target, "Trygga", by=coordinator, base_value=61, source="Mätning")
        for year in (2022, 2027):
            with pytest.raises(BadInput):
                writes.give_target_value(safe, year, 1, by=coordinator)
    elsewhere = people.outsider()
    with clock.frozen(NOW), pytest.raises(NotFound):
        writes.set_target_state(
            people.partnership("annanstad"), target.area, "X", by=elsewhere, base_year=2022
        )
    with pytest.raises(NotAllowed):
        writes.add_target_indicator(target, "X", by=people.member("reporter"), base_value=1, source="Y")
    with pytest.raises(NotFound):
        writes.end_target_state(target, by=people.outsider())


def test_a_new_one_for_a_district_ends_the_one_before_and_both_can_be_read() -> None:
    old = a_target()
    with clock.frozen(NOW), people.journalled("target state ended"):
        new = writes.set_target_state(
            people.partnership(), old.area, "Lugnt.", by=people.coordinator(), base_year=2025
        )
    old.refresh_from_db()
    assert old.ended_on == NOW
    with pytest.raises(NotNow):
        writes.add_target_indicator(old, "X", by=people.coordinator(), base_value=1, source="Y")
    assert list(reads.target_states(people.partnership(), seen_by=people.coordinator())) == [new]
    page = people.signed_in(people.coordinator()).get("/almstad/arbete/loften/malbilder/").content.decode()
    assert "Barn går själva till skolan." in page and "Avslutad" in page


def test_a_target_state_is_written_measured_and_pointed_at_on_its_pages() -> None:
    district, browser = a_district(), people.signed_in(people.coordinator())
    focus = pictures.choose_focus_area(people.partnership(), "Mörka vägar", by=people.coordinator())
    typed = {"area": str(district.uuid), "sentence": "Barn går själva.", "base_year": "2022", "by_year": "2028", "focus_areas": [str(focus.uuid)]}  # fmt: skip
    with clock.frozen(NOW):
        wrong = browser.post("/almstad/arbete/loften/malbilder/", typed | {"by_year": "2020"})
        assert "Målåret ska vara efter basåret" in wrong.content.decode()
        assert "Barn går själva." in wrong.content.decode()
        browser.post("/almstad/arbete/loften/malbilder/", typed)
        target = TargetState.objects.get()
        own = f"/almstad/arbete/loften/malbilder/{target.uuid}/"
        part = {
            "name": "Trygga ute sent",
            "base_value": "61,5",
            "wanted": "75",
            "unit": "%",
            "source": "Mätning",
        }
        assert browser.post(own, part | {"source": ""}).status_code == 400
        browser.post(own, part)
        row = target.indicators.get()
        early = browser.post(f"{own}{row.uuid}/varde/", {f"{row.pk}-year": "2021", f"{row.pk}-value": "1"})
        assert early.status_code == 400 and "Välj ett år efter basåret" in early.content.decode()
        browser.post(f"{own}{row.uuid}/varde/", {f"{row.pk}-year": "2024", f"{row.pk}-value": "64"})
        promise = writes.draft(
            people.partnership(), "Fler vuxna ute.", by=people.coordinator(), period_from=NOW, until_replaced=True, target_state=target
        )  # fmt: skip
        page = browser.get(own).content.decode()
        assert (
            "61,5" in page
            and "uppgift saknas" in page
            and "Mörka vägar" in page
            and "Fler vuxna ute." in page
        )
        assert "Barn går själva." in browser.get(f"/almstad/arbete/loften/{promise.slug}/").content.decode()
        browser.post(f"{own}avsluta/")
    target.refresh_from_db()
    assert target.ended_on == NOW
