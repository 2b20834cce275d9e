# SPDX-License-Identifier: EUPL-1.2
"""Are there more in an area than chance would give?"""

import numpy as np
import pytest
from scipy.stats import binom

from samsyn.analysis.chance import excess
from samsyn.analysis.result import Refusal


def test_chance_raises_no_more_false_alarms_than_it_says():
    rng = np.random.default_rng(7)
    worlds = [rng.multinomial(60, [0.25] * 4) for _ in range(300)]
    alarms = [excess(world, [1] * 4, draws=399, seed=i).p <= 0.05 for i, world in enumerate(worlds)]
    assert np.mean(alarms) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 1200)


def test_p_is_that_of_the_binomial_but_for_chance():
    counts, share = np.array([18, 7, 5, 10]), np.array([0.3, 0.2, 0.1, 0.4])
    exact = binom.sf(counts - 1, 40, share)
    assert excess(counts, share, draws=20_000).p == pytest.approx(exact, abs=4 * np.sqrt(0.25 / 20_000))


def test_few_events_are_refused_and_an_area_without_share_is_an_error():
    assert excess([10, 9], [1, 1]) == Refusal("few_events", 20, 19)
    with pytest.raises(ValueError, match="share"):
        excess([10, 20], [1, 0])
