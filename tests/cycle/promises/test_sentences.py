# SPDX-License-Identifier: EUPL-1.2
"""How often the check agrees with a person, remark by remark; `pytest -s` prints the figures that docs/methods gives."""

from __future__ import annotations

import re

import pytest

from samsyn.cycle.promises.compute import check_text
from tests.cycle.promises.sentences import KEPT_ASIDE, KEYS, SEEN, TUNED
from tests.house import tree

DOCS = tree.ROOT / "docs" / "methods" / "measurability.md"


def agreement(sentences: list[tuple[str, set[str]]]) -> dict[str, tuple[int, int, int]]:
    """For each remark: on how many sentences check and person agree, how many the person marked, and of how many."""
    found = [({remark.key for remark in check_text(text)}, marked) for text, marked in sentences]
    return {
        key: (
            sum((key in remarks) == (key in marked) for remarks, marked in found),
            sum(key in marked for _, marked in found),
            len(found),
        )
        for key in KEYS
    }


def test_no_sentence_is_there_twice_or_moved_between_the_parts() -> None:
    assert (len(TUNED), len(SEEN), len(KEPT_ASIDE)) == (36, 24, 24)
    assert len({text for text, _ in TUNED + SEEN + KEPT_ASIDE}) == 84


@pytest.mark.parametrize(
    ("name", "sentences"),
    [("alla", TUNED + SEEN + KEPT_ASIDE), ("undan", KEPT_ASIDE)],
    ids=["all", "kept_aside"],
)
def test_the_check_agrees_with_a_person_nine_times_of_ten_on_every_remark(
    name: str, sentences: list[tuple[str, set[str]]]
) -> None:
    figures = agreement(sentences)
    print(f"\n{name}: {len(sentences)} sentences")
    for key, (same, marked, of) in figures.items():
        print(f"  {key:26} {same}/{of} = {same / of:.0%}   marked {marked}")
    assert {key: same / of for key, (same, _, of) in figures.items() if same / of < 0.9} == {}


def test_the_figures_in_the_documentation_are_the_measured_ones() -> None:
    text = DOCS.read_text(encoding="utf-8")
    kept, whole = agreement(KEPT_ASIDE), agreement(TUNED + SEEN + KEPT_ASIDE)
    for key in KEYS:
        row = rf"\| `{key}` \| {whole[key][0]} av 84 \| {kept[key][0]} av 24 \| {whole[key][1]} \|"
        assert re.search(row, text), f"docs/methods/measurability.md: {key} is {whole[key]}, {kept[key]}"
