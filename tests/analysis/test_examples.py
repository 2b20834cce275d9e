# SPDX-License-Identifier: EUPL-1.2
"""The examples in the docstrings are true, and every analysis has its page."""

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import samsyn.analysis

MODULES = sorted(module.name for module in pkgutil.iter_modules(samsyn.analysis.__path__))
METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name):
    module = importlib.import_module(f"samsyn.analysis.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", [name for name in MODULES if name != "result" and not name.startswith("_")])
def test_every_analysis_has_a_page_that_says_when_not_to_use_it(name):
    page = (METHODS / f"{name}.md").read_text(encoding="utf-8")
    for heading in ("## Question", "## Formula", "## Reference", "## Assumptions", "## When not to use it"):
        assert heading in page


@pytest.mark.parametrize("name", [name for name in MODULES if name != "result" and not name.startswith("_")])
def test_every_function_that_others_call_is_named_on_its_page(name):
    module = importlib.import_module(f"samsyn.analysis.{name}")
    page = (METHODS / f"{name}.md").read_text(encoding="utf-8")
    public = [
        found.__name__
        for found in vars(module).values()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and found.__name__[0] != "_"
    ]
    assert [function for function in public if f"`{function}`" not in page] == []
