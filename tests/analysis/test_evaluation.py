# SPDX-License-Identifier: EUPL-1.2
"""Did it help? The one answer to a registered question: how often it errs, which method it takes, what it leaves unsaid."""

from dataclasses import replace

import numpy as np
import pytest

from samsyn.analysis import evaluation
from samsyn.analysis.effects import power_before_after
from samsyn.analysis.evaluation import Method, Outcome, Question, answer, foresee
from samsyn.analysis.result import Refusal
from samsyn.analysis.synthetic import Synthetic
from tests.analysis.proofs import at_least, worlds

AREAS, PERIODS, START = 40, 16, 8


def town(rng, effect=1.0, picked=1, highest=True, areas=AREAS, level=3.0):
    """Counts by area and period, and the areas with the activity: the highest before, or any."""
    mean = rng.gamma(2, level / 2, areas)[:, None] * np.exp(rng.normal(0, 0.1, (areas, PERIODS)))
    counts = rng.poisson(mean)
    order = np.argsort(-counts[:, :START].sum(axis=1), kind="stable") if highest else np.arange(areas)
    treated = np.isin(np.arange(areas), order[:picked])
    counts[treated, START:] = rng.binomial(counts[treated, START:], effect)
    return counts, treated


@pytest.mark.proof
def test_in_two_hundred_towns_without_effect_whose_highest_area_was_picked_it_seldom_helped():
    rng = np.random.default_rng(1)
    outcomes = []
    for _ in range(worlds(200, 80)):
        counts, treated = town(rng)
        outcomes.append(answer(counts, Question(treated, START)).outcome)
    assert np.mean([outcome is Outcome.HELPED for outcome in outcomes]) <= 0.05
    assert np.mean([outcome is Outcome.NO_CLEAR_EFFECT for outcome in outcomes]) >= 0.85


@pytest.mark.proof
@pytest.mark.parametrize(("picked", "highest"), [(1, True), (2, True), (5, True), (6, False)])
def test_a_planted_effect_lies_in_the_interval(picked, highest):
    rng = np.random.default_rng(2)
    held, tried = [], worlds(200, 40)
    for seed in range(tried):
        counts, treated = town(rng, effect=0.6, picked=picked, highest=highest)
        found = answer(
            counts, Question(treated, START, picked_because_high=highest), cluster_bootstrap=199, seed=seed
        )
        held.append(found.interval[0] <= 0.6 <= found.interval[1])
    assert np.mean(held) >= (0.93 if tried == 200 else at_least(0.93, tried))


def test_a_large_fall_in_the_picked_area_helped_and_a_large_rise_made_it_worse():
    rng = np.random.default_rng(3)
    counts, treated = town(rng, effect=0.2, level=10)
    found = answer(counts, Question(treated, START))
    assert found.outcome is Outcome.HELPED
    assert found.method is Method.CORRECTED
    assert found.printed_interval[1] < 1
    assert found.fewer > 0
    assert "picked_because_high_corrected" in found.does_not_say
    # Where more reports are wished for the same figures are the other way round.
    assert answer(counts, Question(treated, START, fewer_is_better=False)).outcome is Outcome.WORSE


def test_the_design_decides_the_method():
    rng = np.random.default_rng(4)
    counts, treated = town(rng, picked=6, highest=False)
    one = answer(counts, Question(treated, START, picked_because_high=False))
    several = answer(counts, Question(treated, [6, 6, 7, 7, 8, 8], picked_because_high=False))
    high = answer(counts, Question(treated, START))
    alone, focus = town(rng, areas=1, highest=False)
    few, three = town(rng, areas=5, highest=False)
    assert one.method is Method.DIFFERENCES
    assert several.method is Method.STAGGERED
    assert high.method is Method.CORRECTED
    assert answer(few, Question(three, START, picked_because_high=False)).method is Method.TWO_SUMS
    assert answer(alone, Question(focus, START)).method is Method.BEFORE_AFTER


def test_before_and_after_alone_never_says_that_it_helped():
    counts = np.array([[40] * 8 + [4] * 8])
    found = answer(counts, Question([True], 8, picked_because_high=False))
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.interval[1] < 1
    assert "nothing_to_compare_with" in found.does_not_say


def test_a_picked_area_beside_few_others_cannot_be_corrected_and_cannot_be_told():
    counts = np.vstack([np.r_[np.full(8, 40), np.full(8, 4)]] + [np.full(16, 20)] * 4)
    treated = np.arange(5) == 0
    assert answer(counts, Question(treated, 8)).outcome is Outcome.CANNOT_TELL
    assert answer(counts, Question(treated, 8, picked_because_high=False)).outcome is Outcome.HELPED


def test_a_failing_placebo_forbids_the_claim():
    rng = np.random.default_rng(5)
    counts = rng.poisson(40, (12, 16))
    treated = np.arange(12) < 6
    counts[treated, 4:] = rng.binomial(counts[treated, 4:], 0.4)  # fell long before the start
    counts[treated, 8:] = rng.binomial(counts[treated, 8:], 0.4)
    found = answer(counts, Question(treated, 8, picked_because_high=False))
    assert found.interval[1] < 1
    assert found.outcome is Outcome.CANNOT_TELL


def test_few_events_say_nothing_however_large_the_fall():
    counts = np.vstack([np.r_[np.ones(8), np.zeros(8)]] + [np.full(16, 5.0)] * 12)
    assert answer(counts, Question(np.arange(13) == 0, 8)).outcome is Outcome.TOO_FEW_TO_SAY


def test_neighbours_are_no_controls_and_tell_whether_it_moved():
    rng = np.random.default_rng(6)
    counts = rng.poisson(30, (20, 16))
    near = np.isin(np.arange(20), [1, 2])
    counts[0, 8:] = rng.poisson(8, 8)
    counts[near, 8:] = rng.poisson(60, (2, 8))
    found = answer(counts, Question(np.arange(20) == 0, 8, surroundings=near, picked_because_high=False))
    assert found.outcome is Outcome.HELPED
    assert found.displacement[1] > 1
    assert found.displacement[0] == pytest.approx(2, rel=0.2)
    assert "displacement_not_looked_at" not in found.does_not_say


def test_periods_of_getting_ready_and_settling_are_left_out():
    rng = np.random.default_rng(7)
    counts = rng.poisson(30, (20, 16))
    counts[0, 7:9] = 900
    counts[0, 9:] = rng.poisson(15, 7)
    plain = answer(counts, Question(np.arange(20) == 0, 8))
    kept = answer(counts, Question(np.arange(20) == 0, 8, ready=1, settling=1))
    assert plain.before - kept.before == 900
    assert kept.rate_ratio == pytest.approx(0.5, rel=0.25)


def test_the_power_stands_beside_and_can_be_asked_for_before_the_start():
    rng = np.random.default_rng(8)
    counts, treated = town(rng)
    found = answer(counts, Question(treated, START))
    assert 0 < found.power.smallest_fall <= 100
    even = np.full((1, 14), 3)
    assert foresee(even, [True], 14) == power_before_after(42)
    assert foresee(even, [True], 28).smallest_fall < foresee(even, [True], 14).smallest_fall
    uneven = np.tile([0, 6], 7)[None, :]
    assert foresee(uneven, [True], 14).smallest_fall > foresee(even, [True], 14).smallest_fall
    assert foresee(np.zeros((1, 14)), [True], 14) == Refusal("few_events", 1, 0)


def test_a_question_without_time_on_a_side_is_refused_and_one_that_makes_no_sense_is_an_error():
    counts = np.ones((14, 10))
    treated = np.arange(14) == 0
    assert answer(counts, Question(treated, 10)).reason == "few_periods_after"
    assert answer(counts, Question(treated, 0)).reason == "few_periods_before"
    with pytest.raises(ValueError, match="some are treated"):
        answer(counts, Question(np.zeros(14, dtype=bool), 5))
    with pytest.raises(ValueError, match="negative"):
        answer(-counts, Question(treated, 5))


def drifting(rng, effect=1.0, areas=26, before=13, after=4):
    """A town whose areas go two ways by themselves, and an area of it that was picked for another reason."""
    way = np.where(rng.random(areas) < 0.5, -1.0, 1.0)
    counts = rng.poisson(30 * np.exp(np.outer(way, np.linspace(0, 1, before + after))))
    counts[0, before:] = rng.binomial(counts[0, before:], effect)
    return counts


def one(counts, **changed):
    fields = {"start": 13, "picked_because_high": False} | changed
    return answer(counts, Question(np.arange(len(counts)) == 0, **fields))


def test_where_areas_drifted_apart_one_area_is_held_beside_a_mixture_of_others():
    rng = np.random.default_rng(9)
    counts = drifting(rng, 0.4)
    found = one(counts)
    assert (found.method, found.outcome) == (Method.MIXTURE, Outcome.HELPED)
    assert found.mixture.p <= 0.05
    assert found.fewer == pytest.approx(-found.mixture.difference)
    assert found.fewer_interval[0] > 0
    # Picked for its numbers, the fall that comes by itself must be taken away, and the mixture is beside.
    high = one(counts, picked_because_high=True)
    assert high.method is Method.CORRECTED
    assert high.mixture == found.mixture
    # Too few others, or too short a time before: said, and the next method answers.
    assert one(counts[:15]).mixture == Refusal("few_areas", 19, 14)
    assert one(counts, start=5).mixture == Refusal("few_periods", 8, 5)
    even = rng.poisson(30, (26, 17))
    assert one(even).method is Method.CORRECTED


def test_two_readings_that_point_different_ways_carry_no_claim(monkeypatch):
    counts = np.random.default_rng(10).poisson(30, (26, 17))
    counts[0] = counts[1:].mean(axis=0).round() + np.where(np.arange(17) % 2, 2, -2)
    counts[0, 13:] = 8
    plain = one(counts)
    assert plain.outcome is Outcome.HELPED
    assert isinstance(plain.mixture, Synthetic), plain.mixture
    other_way = replace(plain.mixture, rate_ratio=1.2)
    monkeypatch.setattr(evaluation, "synthetic", lambda *_: other_way)
    doubted = one(counts)
    assert (doubted.rate_ratio, doubted.interval) == (plain.rate_ratio, plain.interval)
    assert doubted.outcome is Outcome.CANNOT_TELL


@pytest.mark.proof
@pytest.mark.parametrize("picked_because_high", [True, False])
def test_in_drifting_towns_without_effect_it_seldom_helped(picked_because_high):
    rng = np.random.default_rng(11)
    found = []
    for _ in range(worlds(400, 60)):
        counts = drifting(rng)
        if picked_because_high:
            order = np.argsort(-counts[:, :13].sum(axis=1), kind="stable")
            counts = counts[order]
        found.append(one(counts, picked_because_high=picked_because_high))
    assert np.mean([each.outcome is Outcome.HELPED for each in found]) <= 0.05
    assert np.mean([each.method is Method.MIXTURE for each in found]) > 0.3 or picked_because_high


def test_a_fall_to_nothing_is_a_fall():
    counts = np.vstack([np.r_[np.full(8, 10), np.zeros(8)], np.full((2, 16), 10)])
    found = answer(counts, Question(np.arange(3) == 0, 8, picked_because_high=False))
    assert (found.method, found.outcome) == (Method.TWO_SUMS, Outcome.HELPED)


def test_only_the_periods_that_were_registered_are_compared():
    counts = np.random.default_rng(12).poisson(20, (30, 16)).astype(float)
    counts[0, 4:8] = 300
    whole = one(counts, start=8)
    same_weeks = one(counts, start=8, compared=np.arange(16) < 4)
    assert whole.before - same_weeks.before == 1200
    assert same_weeks.rate_ratio == pytest.approx(1, rel=0.25)
    with pytest.raises(ValueError, match="one flag for each period"):
        one(counts, start=8, compared=[True])
