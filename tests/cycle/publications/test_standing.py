# SPDX-License-Identifier: EUPL-1.2
"""How a promise stands tertial by tertial, and what the public figures let be said."""

from __future__ import annotations

from typing import Any

from samsyn.cycle.publications import compute


def promised(*statuses: str, until: str | None = "2026-12-31", first: int = 2025) -> dict[str, Any]:
    """A promise with one part, followed up in as many tertials as there are statuses."""
    periods = [f"{first + at // 3}-T{at % 3 + 1}" for at in range(len(statuses))]
    readings = {period: {"status": status} for period, status in zip(periods, statuses, strict=True)}
    part = {"readings": readings, "target": None, "aspect": "production"}
    return {"periods": periods, "indicators": [part], "promise": {"period_to": until}}


def row(verdict: str, *, hidden: str | None = None, name: str = "Centrum") -> dict[str, Any]:
    return {"verdict": verdict, "hidden": hidden, "name": name}


def test_the_line_goes_on_in_pencil_to_the_end_of_the_promise() -> None:
    points = compute.timeline_of(promised("ongoing", "ongoing", "not_fulfilled", "fulfilled"), "2026-T1")
    assert [point["status"] for point in points] == [
        "ongoing",
        "ongoing",
        "not_fulfilled",
        "fulfilled",
        None,
        None,
    ]
    assert [point["period"] for point in points][-2:] == ["2026-T2", "2026-T3"]
    assert [point["period"] for point in points if point["current"]] == ["2026-T1"]


def test_a_promise_that_is_over_has_nothing_ahead_and_an_old_one_shows_four_tertials() -> None:
    points = compute.timeline_of(promised(*["ongoing"] * 6, until="2026-12-31"), "2026-T3")
    assert [point["period"] for point in points] == ["2025-T3", "2026-T1", "2026-T2", "2026-T3"]


def test_a_promise_without_an_end_or_without_follow_up_draws_no_future() -> None:
    assert len(compute.timeline_of(promised("ongoing", until=None), "2025-T1")) == 1
    assert compute.timeline_of(promised(), "") == []


def test_only_what_is_clear_is_called_more_or_fewer_and_a_hidden_count_is_only_few() -> None:
    figures = {
        "categories": [row("decrease", name="")],
        "areas": [
            row("increase"),
            row("increase", hidden="small", name="Kvarnby"),
            row("no_clear_change", name="Lötäng"),
            row("too_few_to_say", name="Sjövik"),
        ],
    }
    said = compute.notable(figures)
    assert [found["name"] for found in said["more"]] == ["Centrum"]
    assert len(said["fewer"]) == 1
    assert [found["name"] for found in said["few"]] == ["Kvarnby", "Sjövik"]
    assert said["areas"] == 4
