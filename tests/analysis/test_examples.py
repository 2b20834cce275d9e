# SPDX-License-Identifier: EUPL-1.2
"""The examples in the docstrings are true, and every analysis has its page."""

import doctest
import importlib
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
