# SPDX-License-Identifier: EUPL-1.2
"""A municipality's colours never make a page unreadable, whatever colours they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit.errors import BadInput
from samsyn.kit.theme import DRAWING, GROUNDS, ON, TEXT, Theme, contrast, parse, theme, to_oklch

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def _check(made: Theme) -> None:
    for scheme, tokens in (("light", made.light), ("dark", made.dark)):
        for name in ("act", "act-hover", "act-press"):
            assert contrast(tokens[name], ON[scheme]) >= TEXT - 0.02, (scheme, name)
        for ground in (*GROUNDS[scheme], tokens["act-tint"], tokens["act-tint-2"]):
            assert contrast(tokens["act"], ground) >= TEXT, (scheme, ground)
        for ground in GROUNDS[scheme]:
            assert contrast(tokens["mark-1"], ground) >= DRAWING
            assert contrast(tokens["mark-2"], ground) >= DRAWING


@given(colours, colours)
def test_any_colour_becomes_readable_or_is_refused_with_its_reason(brand: str, second: str) -> None:
    try:
        made = theme(brand, second)
    except BadInput as refused:
        assert refused.code == "colour_too_pale"
        assert refused.field in ("brand", "second")
    else:
        _check(made)


def test_a_colour_that_is_dark_enough_is_kept_to_the_letter() -> None:
    made = theme("#15525c", "#8f5b10")
    assert made.light["act"] == "#15525c"
    assert ("brand", "light") not in made.moved


def test_a_middling_blue_is_darkened_along_its_own_hue_and_it_is_told() -> None:
    made = theme("#3d9be9")
    assert made.light["act"] != "#3d9be9"
    assert ("brand", "light") in made.moved
    asked, given_ = to_oklch(parse("#3d9be9")), to_oklch(parse(made.light["act"]))
    assert abs(asked[2] - given_[2]) < 0.12
    assert given_[0] < asked[0]


def test_white_is_no_colour_to_click_on() -> None:
    with pytest.raises(BadInput) as refused:
        theme("#ffffff")
    assert (refused.value.code, refused.value.field) == ("colour_too_pale", "brand")


@pytest.mark.parametrize("wrong", ["", "blue", "#12", "#12345", "url(x)", "#15525c;}body{"])
def test_what_is_no_colour_is_refused_and_never_written_into_the_stylesheet(wrong: str) -> None:
    with pytest.raises(BadInput) as refused:
        theme("#15525c", wrong)
    assert (refused.value.code, refused.value.field) == ("not_a_colour", "second")


def test_the_stylesheet_holds_both_schemes_for_screens_only() -> None:
    css = theme("#15525c").stylesheet()
    assert css.count("@media screen") == 2
    assert css.count("--ss-act:") == 3
    assert not re.search(r"--ss-(kept|missed|seq|div)", css), "meanings keep their colours"


@given(colours)
def test_contrast_is_the_same_both_ways_and_highest_for_black_on_white(colour: str) -> None:
    assert contrast(colour, "#ffffff") == contrast("#ffffff", colour)
    assert 1 <= contrast(colour, "#ffffff") <= contrast("#000000", "#ffffff")
