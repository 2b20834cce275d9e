# SPDX-License-Identifier: EUPL-1.2
"""A job is enqueued by name, so that no room imports another's work: every name must lead somewhere."""

import ast
import importlib

import pytest

from tests.house import tree


def names_given_to_later() -> list[tuple[str, str]]:
    """Return each literal name passed to `later(…)`, with the place it stands in."""
    found = []
    for path in tree.python_files():
        for node in ast.walk(tree.syntax(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called == "later" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.append((f"{tree.named(path)}:{node.lineno}", first.value))
    return found


@pytest.mark.parametrize(("where", "name"), names_given_to_later())
def test_the_name_of_a_job_leads_to_a_function(where: str, name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(importlib.import_module(module), function)), where
