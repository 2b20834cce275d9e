# SPDX-License-Identifier: EUPL-1.2
"""A demo town as its file lays it out, and as it stands in the database before its story is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samsyn.demo import geography, streets
from samsyn.demo.simulation import Drawn
from samsyn.demo.teller import Calendar
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import frozen
from samsyn.kit.callers import Caller


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo, with its password: shown when the demo is made, and kept in its own file."""

    partnership: str
    organisation: str
    role: str
    title: str
    email: str
    password: str


@dataclass(frozen=True)
class Plan:
    """What a town's file says, drawn for a day: its calendar, ground and reports. No database is asked."""

    told: dict[str, Any]
    calendar: Calendar
    town: geography.Town
    ground: streets.Layers
    drawn: list[Drawn]
    since: list[Drawn]
    """What came after the last finished tertial: nothing that is decided or published rests on it."""

    def digest(self) -> str:
        """A digest over the ground and the three years of reports: the same file, seed and tertial give the same."""
        ground = frozen.canonical([geography.features(self.town), self.ground])
        return frozen.digest(ground + digest_of(self.drawn))


def digest_of(drawn: Sequence[Drawn]) -> str:
    """A digest over reports as the simulation drew them."""
    return frozen.digest(repr(drawn))


@dataclass(frozen=True)
class Ground:
    """A town in the database before its story is told."""

    partnership: Partnership
    organisations: dict[str, Organisation]
    areas: dict[str, Area]
    accounts: list[DemoAccount]
    callers: dict[str, Caller]
