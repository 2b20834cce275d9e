# SPDX-License-Identifier: EUPL-1.2
"""Which counts are taken out before publication: people and reports, never the parties' own work."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from samsyn.cycle.publications.compute import effects_apart, masked, standing_of
from samsyn.cycle.publications.reads import Out


def part(uuid: str = "a", **said: Any) -> dict[str, Any]:
    values = said.pop("values", {})
    readings = {
        period: {"value": value, "collected": value, "fulfilment": value / 60, "said": f"{value}", "change": None,
                 "comment": said.get("comment"), "next_step": None, "qualifier": "exact", "baseline": None, "rate": None}
        for period, value in values.items()
    }  # fmt: skip
    return {
        "uuid": uuid, "about_people": True, "source": "asked", "show_from": 1, "unit": "unga", "target": None,
        "baseline": None, "part_of_uuid": None, "relation": None, "split_by": "", "sample_size": None,
    } | said | {"readings": readings}  # fmt: skip


def work(**said: Any) -> dict[str, Any]:
    return {
        "title": "Kurs",
        "done": 3,
        "planned": 20,
        "indicator": None,
        "counts_people": True,
        "show_from": 5,
    } | said


def shown(*parts: dict[str, Any], limit: int = 5, **more: Any) -> dict[str, Any]:
    return masked({"indicators": list(parts), "activities": [], "effects": []} | more, limit)


def values(chain: dict[str, Any], at: int = 0) -> dict[str, Any]:
    return {period: row["value"] for period, row in chain["indicators"][at]["readings"].items()}


def test_a_small_count_of_people_goes_with_all_that_says_it() -> None:
    chain = shown(part(values={"2026-T1": 3}, comment="Tre elever kom."))
    reading = chain["indicators"][0]["readings"]["2026-T1"]
    assert (reading["value"], reading["hidden"], reading["limit"]) == (None, "small", 5)
    assert [name for name in ("collected", "fulfilment", "said", "comment") if reading[name]] == []
    kept = shown(part(values={"2026-T1": 3}, comment="Kursen flyttades."))
    assert kept["indicators"][0]["readings"]["2026-T1"]["comment"] == "Kursen flyttades."


@pytest.mark.parametrize("value", [0, 5, 40])
def test_none_and_many_are_shown(value: int) -> None:
    assert values(shown(part(values={"2026-T1": value}))) == {"2026-T1": value}


def test_the_parties_own_work_is_shown_as_it_is() -> None:
    chain = shown(part(about_people=False, values={"2026-T1": 2}), activities=[work(counts_people=False)])
    assert values(chain) == {"2026-T1": 2} and chain["activities"][0]["done"] == 3


def test_few_reports_are_hidden_as_in_the_picture() -> None:
    assert values(shown(part(about_people=False, source="reports", values={"2026-T1": 3}))) == {
        "2026-T1": None
    }


def test_a_group_is_not_worked_out_from_the_whole_and_the_other_group() -> None:
    groups = [
        part(key, part_of_uuid="a", relation="adds_up", split_by="sex", values={"2026-T1": value})
        for key, value in (("b", 17), ("c", 3))
    ]
    chain = shown(part(values={"2026-T1": 20}), *groups)
    assert [values(chain, at)["2026-T1"] for at in range(3)].count(None) >= 2 and values(chain, 2)[
        "2026-T1"
    ] is None


def test_of_which_leaves_no_small_rest() -> None:
    chain = shown(
        part(values={"2026-T1": 20}), part("b", part_of_uuid="a", relation="of_which", values={"2026-T1": 18})
    )
    assert None in (values(chain, 0)["2026-T1"], values(chain, 1)["2026-T1"])


def test_growth_between_two_readings_against_one_target_is_protected_and_the_newer_one_goes() -> None:
    target = {"value": 60, "per": None}
    chain = shown(part(target=target, values={"2026-T1": 12, "2026-T2": 14, "2026-T3": 30}))
    assert values(chain) == {"2026-T1": 12, "2026-T2": None, "2026-T3": 30}
    assert values(shown(part(target=target | {"per": "year"}, values={"2026-T1": 12, "2026-T2": 14}))) == {
        "2026-T1": 12, "2026-T2": 14
    }  # fmt: skip


def test_a_year_does_not_give_away_its_tertials() -> None:
    chain = shown(part(values={"2026-T1": 20, "2026-T2": 3, "2026-T3": 20, "2026": 43}))
    assert values(chain)["2026-T2"] is None and list(values(chain).values()).count(None) >= 2
    untold = shown(part(values={"2026-T1": 20, "2026-T3": 20, "2026": 43}))
    assert None in values(untold).values(), "the tertial that nobody told would be 43 − 40"


def judged(chain: dict[str, Any], at: int = 0) -> str:
    return str(chain["indicators"][at]["readings"]["2026-T1"]["status"])


def with_status(uuid: str, value: int, status: str, **said: Any) -> dict[str, Any]:
    """A part with its reading at the end of the promise, judged."""
    found = part(uuid, values={"2026-T1": value}, **said)
    found["readings"]["2026-T1"] |= {
        "status": status, "computed_status": status, "kind": "count", "target": said.get("target"),
        "as_of": "2026-04-30", "settled": "final", "reason": None,
    }  # fmt: skip
    return found


ENDED = {"promise": {"period_from": "2026-01-01", "period_to": "2026-04-30", "ended_on": None}}


def least(value: int) -> dict[str, Any]:
    return {"value": value, "bound": "at_least", "unit": "unga", "per": None}


@pytest.mark.parametrize(
    ("value", "target", "status", "told"),
    [
        (4, 4, "fulfilled", "hidden"),  # one to four, and at least four: it was four
        (3, 4, "partly_fulfilled", "hidden"),
        (3, 5, "partly_fulfilled", "partly_fulfilled"),  # fewer than five are never five
        (3, 1, "fulfilled", "fulfilled"),  # whoever is hidden is at least one
        (3, None, "done_no_target", "done_no_target"),
    ],
)
def test_a_status_beside_an_exact_target_does_not_tell_a_hidden_count(
    value: int, target: int | None, status: str, told: str
) -> None:
    chain = shown(with_status("a", value, status, target=least(target) if target else None), **ENDED)
    reading = chain["indicators"][0]["readings"]["2026-T1"]
    assert (reading["value"], judged(chain)) == (None, told)
    assert (reading["computed_status"], reading["settled"]) == (
        told,
        "" if told == "hidden" else "final",
    )


@pytest.mark.parametrize(("target", "told"), [(10, "fulfilled"), (18, "hidden"), (25, "partly_fulfilled")])
def test_what_is_hidden_beside_a_small_count_is_judged_by_what_is_left_of_the_whole(
    target: int, told: str
) -> None:
    boys, girls = (
        with_status(key, value, status, part_of_uuid="a", relation="adds_up", split_by="sex", target=aim)
        for key, value, status, aim in (
            ("b", 17, "fulfilled" if target < 18 else "partly_fulfilled", least(target)),
            ("c", 3, "done_no_target", None),
        )
    )
    chain = shown(with_status("a", 20, "fulfilled", target=least(20)), boys, girls, **ENDED)
    assert [judged(chain, at) for at in range(3)] == ["fulfilled", told, "done_no_target"]
    assert chain["indicators"][1]["readings"]["2026-T1"]["hidden"] == "protects_another"


def test_a_status_that_people_decided_stands_beside_a_hidden_count() -> None:
    decided = with_status("a", 4, "partly_fulfilled", target=least(4))
    decided["readings"]["2026-T1"] |= {"decided_by": "Chef", "computed_status": "fulfilled"}
    reading = shown(decided, **ENDED)["indicators"][0]["readings"]["2026-T1"]
    assert (reading["status"], reading["computed_status"]) == ("partly_fulfilled", "hidden")


def test_what_is_masked_stays_as_it_is_when_it_is_masked_again() -> None:
    once = shown(with_status("a", 4, "fulfilled", target=least(4)), activities=[work()], **ENDED)
    assert masked(once, 5) == once


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        (["fulfilled", "hidden"], "hidden"),
        (["partly_fulfilled", "hidden"], "hidden"),  # it may be missed, and then nothing is kept
        (["fulfilled", "not_fulfilled", "hidden"], "partly_fulfilled"),  # whatever it is
        (["hidden"], "hidden"),
    ],
)
def test_the_whole_is_told_only_where_a_hidden_part_cannot_change_it(statuses: list[str], whole: str) -> None:
    parts = [{"aspect": "production", "readings": {"2026-T1": {"status": status}}} for status in statuses]
    found = standing_of({"periods": ["2026-T1"], "indicators": parts})
    assert (found["status"], found["hidden"]) == (whole, 1)


def test_a_kind_of_activity_may_ask_for_more() -> None:
    assert values(shown(part(show_from=10, values={"2026-T1": 8}))) == {"2026-T1": None}
    chain = shown(activities=[work(done=8, planned=9, show_from=10)])
    assert (chain["activities"][0]["done"], chain["activities"][0]["planned"]) == (None, None)


def test_activities_that_fill_one_part_go_together() -> None:
    chain = shown(
        part(values={"2026-T1": 23}), activities=[work(indicator="a", done=20), work(indicator="a", done=3)]
    )
    assert [row["done"] for row in chain["activities"]] == [None, None]
    assert [row["hidden"] for row in chain["activities"]] == ["protects_another", "small"]


@pytest.mark.parametrize(
    ("share", "asked", "seen"), [(50, 20, False), (2, 100, False), (98, 100, False), (50, 100, True)]
)
def test_a_share_of_few_answers_or_of_few_people_is_hidden(share: int, asked: int, seen: bool) -> None:
    chain = shown(part(unit="procent", sample_size=asked, values={"2026-T1": share}))
    assert (values(chain)["2026-T1"] is not None) is seen


def test_a_small_baseline_goes_with_what_is_said_against_it() -> None:
    chain = shown(part(baseline={"value": 3, "period": "2025", "source": "x"}, values={"2026-T1": 30}))
    assert chain["indicators"][0]["baseline"]["value"] is None
    assert chain["indicators"][0]["readings"]["2026-T1"]["value"] == 30


def effect(before: int, now: int, **more: object) -> dict[str, Any]:
    """An effect question of the west, of noise, as it is kept inside."""
    return {
        "area": "west", "category": "noise", "before_count": before, "smallest_fall": 60,
        "before_from": "2025-01-10", "before_to": "2025-04-20", "counted_from": "2026-01-09", "counted_to": "2026-04-19",
        "answer": {"place": [before, now], "controls": [40, 41], "difference": -28.0, "interval": [-40.0, -16.0], "ratio": 0.4,
                   "ratio_interval": [0.2, 0.7], "mixture": None, "method": "two_sums", "caveats": [], "verdict": "decrease"},
    } | more  # fmt: skip


def test_an_effect_keeps_its_verdict_and_not_the_few_reports_behind_it() -> None:
    found = shown(effects=[effect(30, 2)])["effects"][0]
    assert (found["answer"]["verdict"], found["hidden"]) == ("decrease", "small")
    assert found["answer"]["ratio"] is None and found["answer"]["ratio_interval"] is None


def test_an_effect_tells_a_ratio_and_never_a_count_or_what_gives_one_back() -> None:
    found = shown(effects=[effect(30, 12)])
    told = found["effects"][0]
    assert (told["answer"]["ratio"], told["before_count"], told["smallest_fall"]) == (0.4, None, None)
    assert not {"place", "controls", "difference", "interval"} & told["answer"].keys()
    assert masked(found, 5) == found


@pytest.mark.parametrize(
    ("cell", "count", "hidden"),
    [
        # Thirty of the west in the whole spring, of all kinds: with twelve of noise the rest is eighteen.
        (("west", "", (date(2026, 1, 1), date(2026, 4, 30))), 30, False),
        # Fifteen: then three are of another kind or another day.
        (("west", "", (date(2026, 1, 1), date(2026, 4, 30))), 15, True),
        # The whole town's noise holds the west's.
        (("", "noise", (date(2026, 1, 1), date(2026, 4, 30))), 15, True),
        # A promise's reading of some of the days lies in the effect's.
        (("west", "noise", (date(2026, 2, 1), date(2026, 3, 31))), 9, True),
        # The year before is held too; another area and days that only meet are not inside.
        (("west", "noise", (date(2025, 1, 1), date(2025, 4, 30))), 33, True),
        (("east", "", (date(2026, 1, 1), date(2026, 4, 30))), 15, False),
        (("west", "", (date(2026, 3, 1), date(2026, 6, 30))), 15, False),
    ],
)  # fmt: skip
def test_an_effect_whose_count_would_leave_a_small_one_beside_what_is_out_keeps_its_ratio(
    cell: Any, count: int, hidden: bool
) -> None:
    chain = {"indicators": [], "activities": [], "effects": [effect(30, 12)]}
    for out in (Out({cell: count}, {}, frozenset(), {}), Out({}, {cell: count}, frozenset(), {})):
        found = masked(effects_apart(chain, out, 5), 5)["effects"][0]
        assert (found.get("hidden") == "protects_another") is hidden
        assert (found["answer"]["ratio"] is None) is hidden
        assert found["answer"]["verdict"] == "decrease"


@pytest.mark.parametrize(("before", "now", "beside", "beside_now"), [(14, 8, 40, 38), (30, 12, 60, 58)])
def test_a_printed_ratio_and_its_interval_leave_the_counts_open(
    before: int, now: int, beside: int, beside_now: int
) -> None:
    """Whoever tries all counts that print the same is left with many for the place, for each of the two times."""

    def printed(t0: Any, t1: Any, c0: Any, c1: Any) -> Any:
        centre = np.log(t1 / t0 * c0 / c1)
        half = 1.959964 * np.sqrt(1 / t0 + 1 / t1 + 1 / c0 + 1 / c1)
        return np.round(np.exp(np.stack([centre, centre - half, centre + half])), 2)

    seen = printed(*(np.array([float(one)]) for one in (before, now, beside, beside_now)))
    t0, t1, c0, c1 = np.meshgrid(
        *(np.arange(max(1, one // 2), one * 2.0, step) for one, step in
          ((before, 1), (now, 1), (beside, max(1, beside // 60)), (beside_now, max(1, beside_now // 60)))), sparse=True
    )  # fmt: skip
    same = (printed(*np.broadcast_arrays(t0, t1, c0, c1)) == seen.reshape(3, 1, 1, 1, 1)).all(axis=0)
    for axis_of in (t0, t1):
        assert np.unique(np.broadcast_to(axis_of, same.shape)[same]).size > 4
