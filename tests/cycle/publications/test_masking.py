# SPDX-License-Identifier: EUPL-1.2
"""Which counts are taken out before publication: people and reports, never the parties' own work."""

from __future__ import annotations

from typing import Any

import pytest

from samsyn.cycle.publications.compute import masked, standing_of


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


def test_an_effect_keeps_its_verdict_and_not_the_few_reports_behind_it() -> None:
    effect = {
        "before_count": 30,
        "answer": {"place": [30, 2], "controls": [40, 41], "difference": -28.0, "interval": [-40.0, -16.0],
                   "verdict": "decrease"},
    }  # fmt: skip
    found = shown(effects=[effect])["effects"][0]
    assert found["answer"]["verdict"] == "decrease"
    assert [found["answer"][name] for name in ("place", "controls", "difference", "interval")] == [None] * 4
