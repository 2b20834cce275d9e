# SPDX-License-Identifier: EUPL-1.2
"""What a picture is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller


@dataclass(frozen=True)
class Question:
    """What a picture is asked about: two periods (inclusive dates) and, where wanted, fewer reports than all."""

    period: tuple[date, date]
    compared_with: tuple[date, date] | None = None
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    areas: tuple[int, ...] = ()
    seed: int = 1

    @property
    def before(self) -> tuple[date, date]:
        """The period compared with: the same dates a year earlier unless another was asked for."""
        return self.compared_with or (year_before(self.period[0]), year_before(self.period[1]))


def year_before(day: date) -> date:
    """The same date a year earlier; 29 February becomes 28."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def asked_of(figures: dict[str, Any], areas: dict[str, int]) -> Question:
    """The question that kept figures answer; `areas` gives the id of an area by its key."""

    def days(name: str) -> tuple[date, date]:
        return date.fromisoformat(figures[name]["from"]), date.fromisoformat(figures[name]["to"])

    asked = figures.get("asked") or {}
    return Question(
        days("period"),
        compared_with=days("compared_with"),
        categories=tuple(asked.get("categories", ())),
        sources=tuple(asked.get("sources", ())),
        areas=tuple(areas[key] for key in asked.get("areas", ()) if key in areas),
        seed=figures["method"]["seed"],
    )


def seen_by_all(partnership: Partnership) -> Caller:
    """One who sees what every party sees and nothing more.

    What is kept in common (a stored picture, an alert) rests on that alone: computed with the eyes of whoever pressed the
    button, reports of one party's own would be in numbers that another party reads.
    """
    return Caller("member", "shared", partnership_id=partnership.pk)
