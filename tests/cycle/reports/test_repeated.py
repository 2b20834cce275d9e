# SPDX-License-Identifier: EUPL-1.2
"""Equal rows of a file are told apart by how many came before them, wherever they stand."""

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from samsyn.cycle.reports.writes.repeated import Repeats


@given(st.lists(st.lists(st.integers(0, 20), max_size=12), max_size=40))
def test_numbers_count_the_equal_ones_before(chunks: list[list[int]]) -> None:
    repeats, before = Repeats(), Counter[int]()
    for chunk in chunks:
        expected = []
        for value in chunk:
            expected.append(before[value])
            before[value] += 1
        prints = [sha256(str(value).encode()).hexdigest() for value in chunk]
        assert (repeats.numbers(prints) if prints else []) == expected
