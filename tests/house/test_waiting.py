# SPDX-License-Identifier: EUPL-1.2
"""A journey waits for what it looks for: a look at once fails on a slow machine and passes on a quick one."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
HASTY = re.compile(r"assert .*\.is_(visible|hidden|enabled|checked)\(\)")


def test_no_journey_looks_without_waiting() -> None:
    hasty = [
        f"{file.relative_to(TESTS)}:{number}"
        for file in sorted(TESTS.rglob("test_*.py"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if HASTY.search(line)
    ]
    assert not hasty, f"say expect(...).to_be_visible(), which waits: {hasty}"
