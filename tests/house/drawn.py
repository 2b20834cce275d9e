# SPDX-License-Identifier: EUPL-1.2
"""Draws docs/states.md from the tables of allowed moves beside the models. `make docs` writes it."""

import os
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

PAGE_HEAD = """# States and moves

Drawn by `make docs` from the tables of moves beside the models; a test compares. A state without an arrow out of
it is final.
"""


def code(state: Any) -> str:
    """Return a state as it is stored."""
    return str(state.value if isinstance(state, Enum) else state)


def diagram(moves: Mapping[Any, Iterable[Any]]) -> str:
    """Return one table of moves as a state diagram in Mermaid's text."""
    states = list(
        dict.fromkeys([*map(code, moves), *(code(s) for targets in moves.values() for s in targets)])
    )
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state}" for state in states if not _moves_at_all(state, moves)]
    for start, targets in moves.items():
        lines += [f"    {code(start)} --> {end}" for end in sorted(map(code, targets))]
    return "\n".join([*lines, "```"])


def _moves_at_all(state: str, moves: Mapping[Any, Iterable[Any]]) -> bool:
    named = {code(start) for start, targets in moves.items() if targets}
    return state in named | {code(end) for targets in moves.values() for end in targets}


def tables() -> dict[str, Mapping[Any, Iterable[Any]]]:
    """Return every table of moves by where it stands: names that end in `MOVES` in a room's models."""
    from tests.house import tree

    found: dict[str, Mapping[Any, Iterable[Any]]] = {}
    for module in tree.modules_with("models"):
        for name, value in vars(module).items():
            if (name == "MOVES" or name.endswith("_MOVES")) and isinstance(value, Mapping):
                found.setdefault(f"{module.__name__}.{name}", value)
    return found


def page() -> str:
    """Return the whole of docs/states.md."""
    parts = [PAGE_HEAD]
    for name, moves in sorted(tables().items()):
        parts.append(f"## `{name}`\n\n{diagram(moves)}\n")
    return "\n".join(parts)


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from tests.house import tree

    (tree.ROOT / "docs" / "states.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
