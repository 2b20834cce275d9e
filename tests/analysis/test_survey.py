# SPDX-License-Identifier: EUPL-1.2
"""What do the answers say, and how uncertain is that?"""

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from samsyn.analysis.result import Refusal
from samsyn.analysis.survey import change, share


@pytest.mark.parametrize(("yes", "answers"), [(0, 40), (40, 40), (41, 120), (700, 1500)])
def test_the_interval_is_wilsons_as_in_statsmodels(yes, answers):
    assert share(yes, answers).interval == pytest.approx(
        proportion_confint(yes, answers, method="wilson"), abs=1e-9
    )


def test_the_change_is_newcombes_as_in_statsmodels():
    found = change(share(60, 150), share(80, 140))
    oracle = confint_proportions_2indep(60, 150, 80, 140, method="newcomb", compare="diff")
    assert found.interval == pytest.approx(oracle, abs=1e-9)
    assert found.clear


@pytest.mark.parametrize("true", [0.03, 0.2, 0.5])
def test_the_interval_holds_the_truth_as_often_as_it_says(true):
    yes = np.random.default_rng(1).binomial(200, true, 3000)
    held = [s.interval[0] <= true <= s.interval[1] for s in (share(int(y), 200) for y in yes)]
    assert np.mean(held) >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 3000) - 0.01


def test_the_part_that_answered_is_told():
    assert share(41, 120, asked=400).response == pytest.approx(0.3)


def test_few_answers_are_refused_and_impossible_ones_are_errors():
    assert share(10, 29) == Refusal("few_answers", 30, 29)
    with pytest.raises(ValueError, match="exceed"):
        share(50, 40)
