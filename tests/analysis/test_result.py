# SPDX-License-Identifier: EUPL-1.2
"""The shapes that analyses answer with, and the corrections for many looks."""

import numpy as np
import pytest
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from samsyn.analysis.result import Refusal, false_discovery, holm, require


def test_a_refusal_says_what_was_needed_and_what_there_was():
    refused = require("few_events", 60, 59)
    assert refused == Refusal("few_events", 60, 59)
    assert require("few_events", 60, 60) is None


def test_q_values_are_those_of_scipy():
    p = np.random.default_rng(1).uniform(size=(40, 50)) ** 2
    assert false_discovery(p).ravel() == pytest.approx(false_discovery_control(p.ravel()), abs=1e-12)


def test_cells_that_were_not_tested_do_not_count_in_the_family():
    p = np.array([0.01, np.nan, 0.04, np.nan])
    q = false_discovery(p)
    assert q[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(q[[1, 3]]).all()


def test_holm_is_that_of_statsmodels():
    p = np.random.default_rng(2).uniform(size=30) ** 3
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1], abs=1e-12)
