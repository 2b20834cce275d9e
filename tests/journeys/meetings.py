# SPDX-License-Identifier: EUPL-1.2
"""The pages of the rhythm that ask for a thing, with something to show on each, for those who go through every page."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.cycle.dialogues import writes as dialogues
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from samsyn.rhythm import writes
from samsyn.rhythm.models import ForumKind
from tests import people
from tests.cycle import chain

DAY = date(2026, 5, 12)


def pages(made: chain.Chain) -> list[str]:
    """A board with earlier and new decisions, a steering group that is to meet, a question, a statement, a safety walk."""
    here, by, home = made.partnership, people.coordinator(), people.organisation()
    west = next(area for area in places.placing_areas(here, seen_by=SYSTEM) if area.name == "Västra")
    board = writes.add_forum(here, ForumKind.BOARD, "EST", by=by, every="week", led_by=home)
    with clock.frozen(DAY - timedelta(days=7)):
        before = writes.call(board, DAY - timedelta(days=7), by=by)
        writes.decide(before, "Laga lampan i tunneln", home, by=by, area=west, due_on=DAY)
    with clock.frozen(DAY):
        meeting = writes.call(board, DAY, by=by)
        writes.note(meeting, "police", "Fotpatrull på fredag.", by=by)
        writes.decide(meeting, "Värdar vid torget", people.organisation("police"), by=by, area=west)
        writes.put_first(meeting, "2026-T2", west, "Flest rapporter", by=by)
        steering = writes.add_forum(
            here, ForumKind.STEERING, "Styrgruppen", by=by, every="tertial", led_by=home
        )
        coming = writes.call(steering, DAY + timedelta(days=20), by=by)
        function = writes.add_function(
            here, people.organisation("police"), "Kommunpolis", by=by, about="Löften", phone="114 14"
        )
        writes.seat(steering, function, by=by)
        question = writes.prepare_question(here, home, "Vem städar", by=by, text="Tunneln på helgerna.")
        raised = writes.prepare_question(here, home, "Vem betalar", by=by)
        writes.raise_question(raised, steering, by=by)
        statement = writes.begin_statement(here, "council", date(2026, 1, 1), DAY, by=by)
        walk = dialogues.plan(here, "safety_walk", "Vandring", home, by=by, held_on=DAY)
        dialogues.observe(walk, "Trasig lampa", by=by, category="unsafe_place")
    found = [f"{meeting.uuid}/?punkt={point}" for point in ("last_decisions", "new_reports", "places")]
    found += [f"{meeting.uuid}/visa/?punkt=new_reports", f"{meeting.uuid}/protokoll/"]
    found += [f"{coming.uuid}/handlingar/", f"{coming.uuid}/?punkt=questions", f"forum/{steering.uuid}/"]
    found += [f"fragor/{question.uuid}/", f"kontakter/{function.uuid}/"]
    year = [f"stegen/{made.promise.agreement.uuid}/", f"redogorelser/{statement.uuid}/"]
    return [
        *(f"moten/{path}" for path in found),
        *(f"arshjul/{path}" for path in year),
        f"dialoger/{walk.uuid}/",
    ]
