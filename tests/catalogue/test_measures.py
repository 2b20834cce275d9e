# SPDX-License-Identifier: EUPL-1.2
"""Measures against causes: the 25 techniques are all there, and nothing is claimed without a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from samsyn.catalogue import activities, categories, measures
from samsyn.catalogue.loader import CatalogueError, Entry

KEYS = {row.key for row in categories.every(retired=True)}


def test_the_twenty_five_techniques_stand_in_their_five_strategies() -> None:
    techniques = [row for row in measures.every() if row.order <= 25]
    assert [row.technique for row in techniques] == list(range(1, 26))
    strategies = [row.strategy for row in techniques]
    assert strategies == [name for name in measures.STRATEGIES[:5] for _ in range(5)]


@pytest.mark.parametrize("row", measures.every(), ids=lambda row: row.key)
def test_a_measure_names_its_source_and_claims_no_more_than_it(row: measures.Measure) -> None:
    assert row.source and row.name("en") != row.name("sv")
    assert set(row.categories) <= KEYS
    assert row.activity == "" or activities.get(row.activity) is not None
    assert bool(str(row.effect)) == (row.evidence != "none_known")
    if row.evidence != "none_known":
        assert all(str(part) for part in (row.mechanism, row.where, row.how, row.cost))


def test_a_dark_footpath_is_offered_light_first_and_a_drunken_crowd_responsible_serving() -> None:
    assert (
        measures.for_cause("Gångvägen är mörk.", category="vandalism", side="place")[0].key
        == "street_lighting"
    )
    offered = [row.key for row in measures.for_cause("Överservering på krogen.", category="violence")]
    assert "responsible_serving" in offered[:3]
    assert measures.for_cause("Något helt annat.") == []


def test_an_effect_without_evidence_is_refused_when_it_is_read() -> None:
    facts = {"name": "X", "strategy": "risk", "evidence": "strong", "source": "Y"}
    with pytest.raises(CatalogueError):
        measures._measure(Entry("x", "measures", (Path("."),), facts))
    with pytest.raises(CatalogueError):
        measures._measure(
            Entry("x", "measures", (Path("."),), facts | {"evidence": "none_known", "source": ""})
        )
