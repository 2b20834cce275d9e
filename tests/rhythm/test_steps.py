# SPDX-License-Identifier: EUPL-1.2
"""Brå's five steps: each "done when" follows what stands in the system, and what is left leads to where it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samsyn.cycle.dialogues import writes as dialogues
from samsyn.cycle.pictures import reads as looking
from samsyn.cycle.pictures import writes as pictures
from samsyn.kit import clock
from samsyn.rhythm import steps, writes
from samsyn.rhythm.models import ForumKind
from tests import people
from tests.cycle.activities import test_plans as measures
from tests.cycle.pictures import town
from tests.cycle.promises import test_agreements as agreements

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 6)


def done(agreement: Any, caller: Any = None) -> set[str]:
    found = steps.five_steps(agreement, seen_by=caller or people.coordinator())
    return {check.code for step in found for check in step.checks if check.done}


def test_each_check_is_done_by_what_is_done_elsewhere() -> None:
    agreement = agreements.a_draft()
    with clock.frozen(TODAY):
        people.coordinator()
        begun = done(agreement)
        assert "parties" in begun and not begun & {
            "signed",
            "merged",
            "plan",
            "organised",
            "reports",
            "asked",
        }
        people.officer()
        assert "responsible" in done(agreement)
        forum = writes.add_forum(
            people.partnership(), ForumKind.STEERING, "Styrgruppen", by=people.coordinator(), led_by=people.organisation(), mandate="Leder"
        )  # fmt: skip
        town.districts(people.partnership())
        town.reports(people.partnership(), 3, start=date(2026, 9, 1), days=3)
        writes.add_year_entry(people.partnership(), "Valborg", date(2026, 4, 30), by=people.coordinator(), pattern="walpurgis")  # fmt: skip
        assert {"organised", "reports", "patterns"} <= done(agreement)
        for kind, code in (("citizen_dialogue", "asked"), ("staff_dialogue", "staff")):
            assert code not in done(agreement)
            occasion = dialogues.plan(people.partnership(), kind, "Samtal", people.organisation(), by=people.coordinator(), held_on=TODAY)  # fmt: skip
            dialogues.tell(occasion, by=people.coordinator(), taking_part=12)
            assert code in done(agreement)
        signed = agreements.signed(agreement, on=TODAY)
        assert "signed" in done(signed) and forum.led_by_id


def test_a_count_of_several_is_done_when_all_are() -> None:
    plan = measures.decided()
    agreement = agreements.a_draft()
    with clock.frozen(TODAY):
        found = {
            check.code: check
            for step in steps.five_steps(agreement, seen_by=people.coordinator())
            for check in step.checks
        }
        assert (found["linked"].have, found["linked"].want, found["linked"].done) == (2, 3, False)
        assert found["merged"].done and found["plan"].done and not found["plan_followed"].done
        rows = looking.findings(people.partnership(), seen_by=people.coordinator())
        focus = pictures.choose_focus_area(people.partnership(), "Gångvägen", by=people.coordinator(), findings=list(rows))  # fmt: skip
        assert {"chosen", "caused"} <= done(agreement) and focus
        pictures.choose_focus_area(people.partnership(), "Annat", by=people.coordinator())
        assert "caused" not in done(agreement)
        measures.writes.follow_up_plan(plan, by=people.coordinator(), body="KS", followed_on=TODAY)
        assert "plan_followed" in done(agreement)


def test_the_list_leads_to_what_is_left_and_is_read_by_members_alone() -> None:
    agreement = agreements.a_draft()
    own = f"/almstad/arbete/arshjul/stegen/{agreement.uuid}/"
    for who in (people.coordinator(), people.officer(), people.member("reporter", "housing"), people.member("analyst")):  # fmt: skip
        client = people.signed_in(who)
        assert client.get("/almstad/arbete/arshjul/stegen/").status_code == 200
        page = client.get(own).content.decode()
        assert 'href="/almstad/arbete/dialoger/"' in page and "1. Initiera" in page and "5. Följa upp" in page
    assert people.signed_in(people.member("guest")).get(own).status_code == 403
    assert people.signed_in(people.outsider()).get(own).status_code == 404
