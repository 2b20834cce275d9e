# SPDX-License-Identifier: EUPL-1.2
"""Which words may point at a person? Measured on labelled texts, then rule by rule."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from samsyn.analysis.persondata import Certainty, Suspect, has_check_digit, suspects
from tests.analysis.persondata_texts import POINTS_AT_NO_ONE, POINTS_AT_SOMEONE


def codes(text):
    return {span.code.value for span in suspects(text)}


def test_most_texts_that_point_at_someone_are_caught():
    missed = [(code, text) for code, text in POINTS_AT_SOMEONE if code not in codes(text)]
    assert len(missed) <= 0.03 * len(POINTS_AT_SOMEONE), missed


def test_few_texts_that_point_at_no_one_are_stopped():
    stopped = [(text, suspects(text)) for text in POINTS_AT_NO_ONE if suspects(text)]
    assert len(stopped) <= 0.03 * len(POINTS_AT_NO_ONE), stopped


def test_nothing_is_called_certain_in_texts_that_point_at_no_one():
    sure = [t for t in POINTS_AT_NO_ONE if any(s.certainty is Certainty.CERTAIN for s in suspects(t))]
    assert sure == []


@pytest.mark.parametrize(
    "text", ["811218-9876", "8112189876", "19811218-9876", "198112189876", "811218+9876", "811218 9876"]
)
def test_every_way_to_write_a_personal_number_is_certain(text):
    (span,) = suspects(f"nr {text}.")
    assert span.code is Suspect.PERSONAL_NUMBER
    assert span.certainty is Certainty.CERTAIN
    assert f"nr {text}."[span.start : span.end] == text


def test_a_personal_number_with_a_slip_is_likely_and_one_of_no_day_is_none():
    (span,) = suspects("nr 811218-9875")
    assert span.certainty is Certainty.LIKELY
    assert suspects("nr 811341-9876") == []


@given(st.integers(0, 10**10 - 1))
def test_the_check_digit_is_that_of_stdnum(number):
    assert has_check_digit(f"{number:010d}") == luhn.is_valid(f"{number:010d}")


def test_spans_are_in_order_apart_and_inside_the_text():
    text = "Anna Svensson, 811218-9876, 070-174 06 05, anna@example.se, Storgatan 4B lgh 1203, regnr ABC 123"
    spans = suspects(text)
    assert [s.code.value for s in spans] == [
        "name",
        "personal_number",
        "phone",
        "email",
        "home_address",
        "plate",
    ]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert [text[s.start : s.end] for s in spans][:4] == [
        "Anna Svensson",
        "811218-9876",
        "070-174 06 05",
        "anna@example.se",
    ]


@given(st.text(max_size=200))
def test_no_text_makes_it_stumble(text):
    for span in suspects(text):
        assert 0 <= span.start < span.end <= len(text)


def test_a_street_with_a_number_is_a_place_until_someone_lives_there():
    assert suspects("Klotter på Storgatan 4B") == []
    assert codes("Hon bor på Storgatan 4B") == {"home_address"}


def test_a_long_text_made_to_be_slow_is_still_read_quickly():
    for piece in ("1 ", "Anna ", "0", "Storgatan ", "en man i ", "a@", "A", "070-", "familjen ", "bor på "):
        start = time.perf_counter()
        suspects(piece * (20_000 // len(piece)))
        assert time.perf_counter() - start < 2, piece


def test_a_mark_never_cuts_a_word_in_two():
    texts = [text for _, text in POINTS_AT_SOMEONE]
    texts += ["Kvinnan som bor ovanför kiosken har fest varje natt, ingen kan sova."]
    for text in texts:
        for span in suspects(text):
            before, after = (text[max(0, at - 1) : at + 1] for at in (span.start, span.end))
            assert not any(len(edge) == 2 and edge.isalpha() for edge in (before, after)), text
