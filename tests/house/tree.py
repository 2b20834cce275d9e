# SPDX-License-Identifier: EUPL-1.2
"""The repository as the tests of the house see it: its files, its folders, its floors."""

import ast
import importlib
import importlib.util
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "samsyn"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
# The same in every room, so it is said once on the architecture page and not folder by folder.
IN_EVERY_ROOM = {"migrations", "templates", "static", "management", "templatetags"}


@cache
def files() -> tuple[Path, ...]:
    """Return every file that belongs to the repository: tracked, or new and not ignored."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:  # unpacked from an archive: no git here
        skipped = {".venv", "node_modules", "var", "dist", "__pycache__"}
        return tuple(
            p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.relative_to(ROOT).parts)
        )
    return tuple(
        ROOT / name for name in sorted(listed.stdout.split("\0")) if name and (ROOT / name).is_file()
    )


def python_files(folder: Path = PRODUCT) -> list[Path]:
    """Return the Python files under a folder that people write: all but migrations."""
    return [p for p in files() if p.suffix == ".py" and folder in p.parents and "migrations" not in p.parts]


def named(path: Path) -> str:
    """Return a path as it is written in a message: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def room_files(name: str, *, rooms: str = "*/*") -> list[Path]:
    """Return the files that every room may have under this name, `views` as `views.py` or as a package."""
    found = []
    for room in sorted(PRODUCT.glob(rooms)) + sorted(PRODUCT.glob("*")):
        if (room / f"{name}.py").is_file():
            found.append(room / f"{name}.py")
        found += sorted((room / name).glob("*.py")) if (room / name / "__init__.py").is_file() else []
    return found


def folders(depth: int = 2) -> list[str]:
    """Return the folders of the product that need a line on the architecture page, as `samsyn/cycle/reports`."""
    found = {ancestor for path in files() if PRODUCT in path.parents for ancestor in path.parents}
    wanted = []
    for folder in sorted(found):
        if PRODUCT not in folder.parents:
            continue
        parts = folder.relative_to(PRODUCT).parts
        if (
            len(parts) <= depth
            and not IN_EVERY_ROOM & set(parts)
            and not (parts[0] == "locale" and len(parts) > 1)
        ):
            wanted.append(named(folder))
    return wanted


@cache
def settings_of_the_project() -> dict[str, object]:
    """Return pyproject.toml as data."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> list[dict[str, object]]:
    """Return the import contracts as they are written."""
    tool = settings_of_the_project()["tool"]
    assert isinstance(tool, dict)
    return list(tool["importlinter"]["contracts"])


@cache
def ranks() -> dict[str, tuple[int, int]]:
    """Return how high each floor, ground room and step stands, read from the import contracts: 0 is the bottom.

    Keys are module names (`samsyn.ground.people`), values are (rank within its container, place beside others).
    """
    found: dict[str, tuple[int, int]] = {}
    for contract in contracts():
        containers = contract.get("containers", [])
        assert isinstance(containers, list)
        if contract["type"] != "layers" or any("*" in name for name in containers):
            continue
        layers = contract["layers"]
        assert isinstance(layers, list)
        for height, layer in enumerate(reversed(layers)):
            for beside, name in enumerate(layer.split("|")):
                for container in containers:
                    found[f"{container}.{name.strip(' ()')}"] = (height, beside)
    return found


def stands_below(lower: str, upper: str) -> bool:
    """Tell whether code in module `upper` may know code in module `lower` by the floors alone."""
    low, up = lower.split("."), upper.split(".")
    for length in range(2, min(len(low), len(up)) + 1):
        here, there = ".".join(up[:length]), ".".join(low[:length])
        if here != there:
            mine, theirs = ranks().get(here), ranks().get(there)
            return mine is None or theirs is None or theirs[0] < mine[0]
    return True


def modules_with(name: str) -> Iterator[ModuleType]:
    """Import every module of this name in the product's rooms (`models`, `rules`), packages' parts included."""
    for path in room_files(name):
        module = named(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        yield importlib.import_module(module)
