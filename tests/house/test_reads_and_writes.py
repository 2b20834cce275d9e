# SPDX-License-Identifier: EUPL-1.2
"""Every question says whose eyes it is for, every change says who makes it, and no page asks by itself."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from samsyn.kit.rows import Row
from tests.house import tree

READS = tree.room_files("reads")
WRITES = tree.room_files("writes")
PAGES = [path for name in ("views", "forms", "api", "urls") for path in tree.room_files(name)]

# Questions that may be asked without a caller, each with its reason. A new line here is a decision about privacy.
WITHOUT_A_CALLER = {
    "samsyn.ground.people.reads.partnership": "that a partnership exists, and its name, is public",
    "samsyn.ground.people.reads.partnerships": "that a partnership exists, and its name, is public",
    "samsyn.ground.people.reads.caller_for": "makes the caller of the account that is signed in",
    "samsyn.ground.people.reads.own_partnerships": "asked with the account that is signed in, about itself",
    "samsyn.ground.people.reads.link": "the token is the right; without it no row is found",
    "samsyn.ground.journal.reads.faults": "answers with numbers of broken lines, never with a line",
    "samsyn.cycle.pictures.reads.pictures.content_digest": "answers with a digest, of a picture the caller already holds",
}

# Changes that leave their line to another, each with its reason.
JOURNALLED_ELSEWHERE = {
    "samsyn.ground.journal.writes.record": "is the journal",
    "samsyn.ground.imports.writes.begin": "an import is told of when it has ended: imports.writes.finish or fail",
    "samsyn.ground.figures.writes.take_figures": "one line an import, by imports.writes.finish",
    "samsyn.ground.figures.writes.take_events": "one line an import, by imports.writes.finish",
    "samsyn.ground.figures.writes.take_back": "one line an import, by imports.writes.mark_undone",
    "samsyn.cycle.reports.writes.bulk.add_many": "one line an import, by imports.writes.finish",
}


def module_of(path: Path) -> str:
    """Return a file's module name."""
    return tree.named(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def functions(path: Path) -> list[ast.FunctionDef]:
    """Return the functions that stand at the top of a file, private ones included."""
    return [node for node in tree.syntax(path).body if isinstance(node, ast.FunctionDef)]


def public_functions(paths: list[Path]) -> list[tuple[str, ast.FunctionDef]]:
    """Return every public function of these files with its full name."""
    return [
        (f"{module_of(path)}.{node.name}", node)
        for path in paths
        for node in functions(path)
        if not node.name.startswith("_")
    ]


def arguments(function: ast.FunctionDef) -> set[str]:
    """Return the names of a function's arguments, whichever way they are passed."""
    return {a.arg for a in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]}


def asks_the_database(function: ast.FunctionDef) -> bool:
    """Tell whether a function begins a query of its own, or promises to return one."""
    begins = any(
        isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
        for node in ast.walk(function)
    )
    returns = ast.unparse(function.returns) if function.returns else ""
    return begins or "QuerySet" in returns


def unscoped(source: ast.AST, rows: set[str]) -> list[int]:
    """Return the lines where a query of a row model begins with anything but `.seen_by(…)`."""
    fine = {
        id(node.value)
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute)
        and node.attr == "seen_by"
        and isinstance(node.value, ast.Attribute)
    }
    return [
        node.lineno
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_base_manager", "_default_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in rows
        and id(node) not in fine
    ]


def row_models(path: Path) -> set[str]:
    """Return the names in a module that are row models, which know whose they are."""
    module = importlib.import_module(module_of(path))
    return {
        name for name, value in vars(module).items() if isinstance(value, type) and issubclass(value, Row)
    }


@pytest.mark.parametrize("path", PAGES, ids=tree.named)
def test_a_page_asks_through_reads_and_changes_through_writes(path: Path) -> None:
    managers = [
        n.lineno for n in ast.walk(tree.syntax(path)) if isinstance(n, ast.Attribute) and n.attr == "objects"
    ]
    assert managers == [], f"{tree.named(path)} reaches for a table by itself"


@pytest.mark.parametrize(
    ("name", "function"), public_functions(READS), ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_question_that_returns_rows_says_whose_eyes_it_is_for(name: str, function: ast.FunctionDef) -> None:
    if asks_the_database(function) and name not in WITHOUT_A_CALLER:
        assert "seen_by" in arguments(function), f"{name} asks the database and takes no seen_by"


@pytest.mark.parametrize("path", READS, ids=tree.named)
def test_a_query_of_rows_begins_with_whose_eyes_it_is_for(path: Path) -> None:
    rows = row_models(path)
    for function in functions(path):
        if f"{module_of(path)}.{function.name}" not in WITHOUT_A_CALLER:
            found = unscoped(function, rows)
            assert found == [], f"{tree.named(path)}:{found}: `.objects` not followed by `.seen_by(seen_by)`"


def test_a_planted_query_without_scope_is_found() -> None:
    forgotten = "def open_in(place, *, seen_by):\n    return Promise.objects.filter(place=place)\n"
    kept = (
        "def open_in(place, *, seen_by):\n    return Promise.objects.seen_by(seen_by).filter(place=place)\n"
    )
    assert unscoped(ast.parse(forgotten), {"Promise"}) == [2]
    assert unscoped(ast.parse(kept), {"Promise"}) == []


def test_the_list_of_exceptions_names_only_functions_that_exist() -> None:
    named = {name for name, _ in public_functions([*READS, *WRITES])}
    assert (set(WITHOUT_A_CALLER) | set(JOURNALLED_ELSEWHERE)) - named == set()


@pytest.mark.parametrize(
    ("name", "function"), public_functions(WRITES), ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_change_is_told_who_makes_it(name: str, function: ast.FunctionDef) -> None:
    assert "by" in {argument.arg for argument in function.args.kwonlyargs}, (
        f"{name} lacks the keyword-only `by`"
    )


def called(function: ast.AST) -> set[str]:
    """Return what a function calls, as it is written: `record`, `journal.record`, `_save`."""
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


@cache
def journalled(path: Path) -> set[str]:
    """Return the functions of a file that reach the journal: themselves, by a helper, or by another room's write."""
    here = {function.name: called(function) for function in functions(path)}
    doors = {"record", "journal.record", "journal_writes.record"}
    for node in ast.walk(tree.syntax(path)):
        # Another room's writes, or a part of this room's own, do their own journalling and are held to it there.
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (
                    alias.name == "writes"
                    or (node.module or "").endswith(".writes")
                    or ".writes." in (node.module or "")
                ):
                    doors.add(alias.asname or alias.name)
    reached: set[str] = set()
    while True:
        more = {
            name
            for name, calls in here.items()
            if name not in reached and any(c in doors | reached or c.split(".")[0] in doors for c in calls)
        }
        if not more:
            return reached
        reached |= more


@pytest.mark.parametrize("path", WRITES, ids=tree.named)
def test_a_change_leaves_a_line_in_the_journal(path: Path) -> None:
    silent = {name for name, _ in public_functions([path])} - set(JOURNALLED_ELSEWHERE)
    assert {name for name in silent if name.rpartition(".")[2] not in journalled(path)} == set()


@cache
def all_tests() -> str:
    """Return what all tests say, in one text."""
    return "".join(path.read_text(encoding="utf-8") for path in tree.python_files(tree.ROOT / "tests"))


@pytest.mark.parametrize(
    ("name", "function"), public_functions(WRITES), ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_change_is_made_in_some_test(name: str, function: ast.FunctionDef) -> None:
    called_as = rf"\b{re.escape(function.name)}\("
    assert name in JOURNALLED_ELSEWHERE or re.search(called_as, all_tests()), f"no test calls {name}"
