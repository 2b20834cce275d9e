# SPDX-License-Identifier: EUPL-1.2
"""A drawing says what is known, what is estimated and what is missing, and never joins over a gap."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.kit.charts import intervals
from samsyn.kit.charts.bars import bars_drawing, power, year_line
from samsyn.kit.charts.trend import Point, steps, trend, trend_drawing
from samsyn.kit.charts.week import class_of, week_by_hour
from samsyn.kit.formats import written_in
from tests.kit.sheet import drawings

SVG = "{http://www.w3.org/2000/svg}"


def _parsed(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)


def _all(drawing: str, tag: str, class_: str = "") -> list[ET.Element]:
    found = [one for one in _parsed(drawing).iter() if one.tag.split("}")[-1] == tag]
    return [one for one in found if not class_ or class_ in (one.get("class") or "").split()]


def test_a_gap_is_no_zero_and_no_bridge() -> None:
    points = [Point(5), Point(6), Point(None), Point(None), Point(4), Point(5)]
    drawing = trend_drawing(points, title="t", about="a", gap_words="ingen uppgift")
    assert len(_all(drawing, "path", "line")) == 2
    assert len(_all(drawing, "rect", "gap")) == 1
    assert "ingen uppgift" in drawing


def test_the_line_is_cut_where_the_source_changed_and_the_change_has_its_name() -> None:
    points = [Point(5), Point(6), Point(9, break_="ny källa: Almstads bostäder"), Point(8)]
    drawing = trend_drawing(points, title="t", about="a")
    assert len(_all(drawing, "path", "line")) == 2
    assert "ny källa: Almstads bostäder" in drawing


def test_a_changed_definition_cuts_the_line_and_marks_the_axis_with_two_slashes() -> None:
    drawing = trend_drawing([Point(5), Point(6), Point(9, redefined=True), Point(8)], title="t", about="a")
    assert len(_all(drawing, "path", "line")) == 2
    assert len(_all(drawing, "line", "slash")) == 2


def test_what_was_expected_is_hatched_and_what_lies_outside_is_ringed_with_its_words() -> None:
    points = [Point(5, 3, 9), Point(14, 3, 9, ring=True, note="vecka 16: 14"), Point(6, 3, 9)]
    drawing = trend_drawing(points, title="t", about="a")
    assert any(one.get("fill") == "url(#hatch-pencil)" for one in _all(drawing, "path"))
    assert len(_all(drawing, "circle", "ring")) == 1
    assert "vecka 16: 14" in drawing


def test_too_few_gives_dots_and_no_line() -> None:
    drawing = trend_drawing([Point(1), Point(0), Point(2)], title="t", about="a", too_few=True)
    assert not _all(drawing, "path", "line")
    assert len(_all(drawing, "circle", "dot")) == 3


@given(st.floats(0, 1e7, allow_nan=False))
def test_the_axis_begins_at_zero_covers_all_and_has_at_most_four_lines(top: float) -> None:
    grid = steps(top)
    assert grid[0] == 0
    assert grid[-1] >= top
    assert 2 <= len(grid) <= 5


@pytest.mark.parametrize("name", ["trend", "hours", "bars", "power", "year"])
def test_every_drawing_is_one_picture_with_a_name_and_no_style_of_its_own(name: str) -> None:
    with written_in("sv"):
        drawing = str(drawings()[name])
    for part in re.findall(r"<svg.*?</svg>", drawing, re.DOTALL):
        root = _parsed(part)
        assert root.get("role") == "img"
        assert root.find("title") is not None
        assert not [one for one in root.iter() if one.get("style") or one.get("aria-label")]


def test_words_are_escaped() -> None:
    drawing = trend_drawing([Point(1, label="<b>&")], title='<script>"', about="a")
    assert "<script>" not in drawing
    assert _parsed(drawing).find("title").text == '<script>"'  # type: ignore[union-attr]


def test_a_phone_gets_a_drawing_of_its_own() -> None:
    both = trend([Point(1), Point(2)], title="t", about="a")
    assert both.count("<svg") == 2
    assert "chart--wide" in both
    assert "chart--narrow" in both


@pytest.mark.parametrize(
    ("ratio", "low", "high", "verdict", "hatch"),
    [
        (1.34, 1.07, 1.68, "increase", "hatch-up"),
        (0.73, 0.55, 0.97, "decrease", "hatch-down"),
        (1.06, 0.88, 1.28, "no_clear_change", "hatch-pencil"),
    ],
)
def test_the_bar_has_colour_only_where_something_is_clear(
    ratio: float, low: float, high: float, verdict: str, hatch: str
) -> None:
    bar = intervals.row_bar(ratio, low, high, verdict)
    assert [one.get("fill") for one in _all(bar, "rect")] == [f"url(#{hatch})"]


def test_the_bar_stands_where_the_interval_stands() -> None:
    bar = intervals.row_bar(1.0, 0.5, 2.0, "no_clear_change", limits=(0.25, 4.0))
    rect = _all(bar, "rect")[0]
    assert float(rect.get("x") or 0) == pytest.approx(intervals.ROW_WIDTH / 4, abs=0.1)
    assert float(rect.get("width") or 0) == pytest.approx(intervals.ROW_WIDTH / 2, abs=0.1)
    line = _all(bar, "line", "axis")[0]
    assert float(line.get("x1") or 0) == pytest.approx(intervals.ROW_WIDTH / 2, abs=0.1)


def test_too_few_to_say_gets_no_bar_only_a_dotted_line() -> None:
    bar = intervals.row_bar(1.5, 0.4, 5.0, "too_few_to_say")
    assert not _all(bar, "rect")
    assert len(_all(bar, "line", "none")) == 1


@given(
    st.floats(0.01, 50, allow_nan=False),
    st.one_of(st.none(), st.floats(0, 50, allow_nan=False)),
    st.one_of(st.none(), st.floats(0.01, 1e9), st.just(float("inf"))),
)
def test_a_bar_never_leaves_its_axis(ratio: float, low: float | None, high: float | None) -> None:
    bar = intervals.row_bar(ratio, low, high, "no_clear_change")
    for rect in _all(bar, "rect"):
        x, width = float(rect.get("x") or 0), float(rect.get("width") or 0)
        assert x >= 0
        assert x + width <= intervals.ROW_WIDTH + 0.2


def test_an_unusual_count_is_ringed_and_an_ordinary_one_is_not() -> None:
    assert len(_all(intervals.strip(14, 3, 9, 16), "circle", "ring")) == 1
    assert not _all(intervals.strip(7, 3, 9, 16), "circle", "ring")


def test_a_missing_bar_is_a_dotted_frame_with_its_words() -> None:
    drawing = bars_drawing(
        [("maj–aug", 6, 0), ("sep–dec", None, 0)], title="t", about="a", missing_words="ingen uppgift"
    )
    assert len(_all(drawing, "rect", "bar")) == 1
    assert len(_all(drawing, "rect", "gap")) == 1
    assert "ingen uppgift" in drawing


def test_all_hours_of_the_week_are_drawn_with_their_sums() -> None:
    counts = [[0] * 24 for _ in range(7)]
    counts[5][22] = 9
    counts[0][8] = 1
    with written_in("sv"):
        wide, narrow = re.findall(r"<svg.*?</svg>", week_by_hour(counts, title="t", about="a"), re.DOTALL)
    for drawing in (wide, narrow):
        squares = {path.get("class"): path.get("d", "").count("M") for path in _all(drawing, "path")}
        assert squares == {"seq-0": 166, "seq-2": 1, "seq-6": 1}
    assert "lör" in wide


@given(st.integers(0, 500), st.integers(1, 500))
def test_more_is_never_a_lower_class(count: int, most: int) -> None:
    assert 0 <= class_of(count, most) <= 6
    assert class_of(count, most) <= class_of(count + 1, most)


def test_where_no_decrease_would_be_seen_all_is_hatched() -> None:
    words = ("ingen ändring", "ryms i slumpen", "går att se", "er förhoppning")
    drawing = power(None, 0.3, title="t", about="a", words=words)
    assert 'class="solid"' not in drawing
    assert "går att se" not in drawing


def test_the_year_is_ink_until_today() -> None:
    from datetime import date

    with written_in("sv"):
        drawing = year_line(
            date(2024, 5, 16),
            [(date(2024, 5, 31), "31 maj publicera"), (date(2025, 1, 8), "nästa år")],
            title="t",
            about="a",
        )
    assert "31 maj publicera" in drawing
    assert "nästa år" not in drawing
    assert len(_all(drawing, "path", "diamond")) == 1


def test_a_drawing_for_paper_carries_its_own_look_and_the_same_colours_as_the_page() -> None:
    from pathlib import Path

    from samsyn.kit.charts import printed

    counts = [[0] * 24 for _ in range(7)]
    counts[5][22] = 9
    drawing = printed.printed(week_by_hour(counts, title="t", about="a").split("</svg>")[0] + "</svg>")
    assert "class=" not in drawing and "<title>" not in drawing
    assert f'fill="{printed.SEQ[5]}"' in drawing and 'xmlns="http://www.w3.org/2000/svg"' in drawing
    tokens = (Path(printed.__file__).parents[1] / "frontend" / "css" / "tokens.css").read_text()
    light = tokens.split("@media", 1)[0]
    named = {"ink": printed.INK, "ink-2": printed.INK_2, "pencil": printed.PENCIL, "hair": printed.HAIR}
    named |= {"kept": printed.KEPT, "partly": printed.PARTLY, "missed": printed.MISSED}
    named |= {"up": printed.UP, "down": printed.DOWN}
    named |= {f"seq-{level}": colour for level, colour in enumerate(printed.SEQ, start=1)}
    for name, colour in named.items():
        assert f"--ss-{name}: {colour};" in light, name
