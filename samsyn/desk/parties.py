# SPDX-License-Identifier: EUPL-1.2
"""What a party answers for, room by room: asked before it leaves, and until somebody else has taken it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.promises import reads as promises
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.rhythm import reads as rhythm


@dataclass(frozen=True)
class Answers:
    """What waits for a party: parts of promises, signatures, agreements, activities, measures and open decisions.

    An activity that a board decided on stands among the decisions alone, with which it is handed over.
    """

    parts: list[Any]
    unsigned: list[Any]
    agreements: list[Any]
    activities: list[Any]
    measures: list[Any]
    decisions: list[Any]

    @property
    def to_take_over(self) -> int:
        """How many things somebody else must answer for when the party has left."""
        return len(self.parts) + len(self.unsigned) + len(self.activities) + len(self.decisions)


def answers(organisation: Organisation, *, seen_by: Caller) -> Answers:
    """What a party answers for now, whether or not it has left."""
    here = organisation.partnership
    decisions = rhythm.open_decisions_of(organisation, seen_by=seen_by)
    decided = {row.activity_id for row in decisions}
    return Answers(
        promises.parts_of(organisation, seen_by=seen_by),
        promises.waiting_for(organisation, seen_by=seen_by),
        promises.agreements_of(organisation, seen_by=seen_by),
        [row for row in activities.unfinished_of(organisation, seen_by=seen_by) if row.pk not in decided],
        [
            row
            for row in activities.measures_to_serve(here, seen_by=seen_by)
            if row.organisation_id == organisation.pk
        ],
        decisions,
    )


def ownerless(partnership: Partnership, *, seen_by: Caller) -> list[tuple[Organisation, int]]:
    """The parties that have left and still answer for something, each with how much."""
    found = [(row, answers(row, seen_by=seen_by)) for row in people.left(partnership, seen_by=seen_by)]
    return [(row, waiting.to_take_over) for row, waiting in found if waiting.to_take_over]
