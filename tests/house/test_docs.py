# SPDX-License-Identifier: EUPL-1.2
"""The pages say what is there: every folder, setting, command and analysis has its line, and no line is stale."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

from tests.house import tree

DOCS = tree.ROOT / "docs"
PAGES = [path for path in tree.files() if path.suffix == ".md"]
ANALYSES = [
    p
    for p in tree.python_files(tree.PRODUCT / "analysis")
    if not p.stem.startswith("_") and p.stem != "result"
]
WITH_EXAMPLES = [path for path in tree.python_files() if "\n    >>> " in path.read_text(encoding="utf-8")]


def architecture() -> str:
    """Return the architecture page."""
    return tree.ARCHITECTURE.read_text(encoding="utf-8")


def settings_read() -> list[str]:
    """Return every variable that the product reads from its environment."""
    found: set[str] = set()
    for path in tree.python_files():
        found |= set(re.findall(r"\"(SAMSYN_[A-Z_]+)\"", path.read_text(encoding="utf-8")))
    return sorted(found)


@pytest.mark.parametrize("folder", tree.folders(depth=2))
def test_every_folder_has_its_line_in_the_architecture_page(folder: str) -> None:
    assert f"`{folder}/`" in architecture()


def test_the_architecture_page_names_no_folder_that_is_not_there() -> None:
    named = re.findall(r"`((?:samsyn|tests|docs|deploy|bench|scripts)(?:/[\w.-]+)*)/`", architecture())
    assert named
    assert [folder for folder in named if not (tree.ROOT / folder).is_dir()] == []


@pytest.mark.parametrize("name", settings_read())
def test_every_setting_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "settings.md").read_text(encoding="utf-8")


def test_no_setting_is_explained_that_nobody_reads() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(SAMSYN_[A-Z_]+)`", text, re.M))
    tests = {
        name for name in explained if name.startswith(("SAMSYN_TEST_", "SAMSYN_REAL_", "SAMSYN_REQUIRE_"))
    }
    assert explained - tests - set(settings_read()) == set()


@pytest.mark.parametrize("path", ANALYSES, ids=tree.named)
def test_every_analysis_has_its_page_and_its_test(path: Path) -> None:
    assert (DOCS / "methods" / f"{path.stem}.md").exists()
    assert (tree.ROOT / "tests" / "analysis" / f"test_{path.stem}.py").exists()


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=tree.named)
def test_the_example_in_a_docstring_gives_what_it_says(path: Path) -> None:
    module = importlib.import_module(tree.named(path).removesuffix(".py").replace("/", "."))
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=tree.named)
def test_a_link_between_pages_leads_to_a_file(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_every_make_command_and_no_other() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (tree.ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"`make ([a-z-]+)`", (tree.ROOT / "README.md").read_text(encoding="utf-8")))
    assert targets - named == {"help"} - named
    assert named - targets == set()


def test_every_decision_says_what_was_chosen_and_what_was_not() -> None:
    decisions = sorted((DOCS / "adr").glob("*.md"))
    assert decisions
    for page in decisions:
        text = page.read_text(encoding="utf-8").lower()
        assert text.startswith("# "), page.name
        assert "## " in text, page.name


def test_every_news_item_says_something() -> None:
    for news in (tree.ROOT / "changelog.d").glob("*.md"):
        assert news.read_text(encoding="utf-8").strip(), news.name
