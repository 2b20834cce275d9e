# SPDX-License-Identifier: EUPL-1.2
"""Every file opens with its licence and its purpose, and none has grown beyond what one reads in a sitting."""

import ast
from pathlib import Path

import pytest

from tests.house import tree

WRITTEN = [*tree.python_files(), *tree.python_files(tree.ROOT / "tests"), tree.ROOT / "manage.py"]
MOST_LINES = 500


@pytest.mark.parametrize("path", WRITTEN, ids=tree.named)
def test_a_module_names_its_licence_and_says_what_it_is_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "# SPDX-License-Identifier: EUPL-1.2" in lines[:2]
    assert ast.get_docstring(tree.syntax(path)), "the first thing after the licence is a sentence of purpose"


@pytest.mark.parametrize("path", WRITTEN, ids=tree.named)
def test_no_file_is_longer_than_one_can_hold_in_mind(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
