# SPDX-License-Identifier: EUPL-1.2
"""The import contract: nine sentences about who knows whom, kept without exceptions."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree


def test_the_import_contracts_are_nine_and_all_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    kept = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True)
    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert re.search(r"Contracts: 9 kept, 0 broken\.", kept.stdout), kept.stdout


def test_no_contract_is_softened_by_an_exception() -> None:
    text = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert not re.findall(
        r"ignore_imports|unmatched_ignore_imports_alerting|exclude_type_checking_imports", text
    )
    layers = [contract for contract in tree.contracts() if contract["type"] == "layers"]
    assert [contract["name"] for contract in layers if not contract.get("exhaustive")] == []


@pytest.mark.parametrize("folder", tree.folders(depth=9))
def test_a_folder_with_python_is_a_package_that_the_contract_can_see(folder: str) -> None:
    here = tree.ROOT / folder
    if any(path.parent == here for path in tree.python_files()):
        assert (here / "__init__.py").exists(), f"{folder} is invisible to lint-imports without __init__.py"


def test_a_step_may_know_an_earlier_one_and_never_a_later() -> None:
    assert tree.stands_below("samsyn.cycle.reports.models", "samsyn.cycle.promises.models")
    assert not tree.stands_below("samsyn.cycle.promises.models", "samsyn.cycle.reports.models")
    assert not tree.stands_below("samsyn.cycle.dialogues.models", "samsyn.cycle.reports.models")
    assert not tree.stands_below("samsyn.desk.models", "samsyn.ground.people.models")
    assert tree.stands_below("samsyn.ground.people.models", "samsyn.ground.files.models")
