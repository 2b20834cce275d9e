# SPDX-License-Identifier: EUPL-1.2
"""States are a table in the code, and the page that draws them says what the table says."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from tests.house import drawn, tree

TABLES = drawn.tables()


def test_the_page_of_states_is_drawn_from_the_tables() -> None:
    page = tree.ROOT / "docs" / "states.md"
    assert page.read_text(encoding="utf-8") == drawn.page(), "run `make docs`"


@pytest.mark.parametrize("name", TABLES)
def test_every_state_that_can_be_reached_is_in_the_table(name: str) -> None:
    moves: Mapping[Any, Iterable[Any]] = TABLES[name]
    ends = {drawn.code(end) for targets in moves.values() for end in targets}
    starts = {drawn.code(start) for start in moves}
    enum = type(next(iter(moves)))
    known = {drawn.code(state) for state in enum} if hasattr(enum, "__members__") else starts | ends
    assert ends <= known
    assert starts | ends == known, "a state that no move leads to or from is no state"


def test_a_diagram_shows_each_move_once() -> None:
    text = drawn.diagram({"draft": ["agreed"], "agreed": ["kept", "broken"]})
    assert text.splitlines()[2:-1] == ["    draft --> agreed", "    agreed --> broken", "    agreed --> kept"]
