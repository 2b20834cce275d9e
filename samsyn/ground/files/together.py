# SPDX-License-Identifier: EUPL-1.2
"""A file and the rows that it is handed in for are one whole: kept together, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from pathlib import Path

from samsyn.ground.files import shelf
from samsyn.ground.files.models import StoredFile
from samsyn.kit import clock

# The contents that were laid on the shelf inside: path, and which file it was then.
_laid: ContextVar[list[tuple[Path, int]] | None] = ContextVar("laid", default=None)

LEFT_ALONE = timedelta(hours=1)
"""A content without a row is not touched before this: its transaction may be under way."""


@contextmanager
def together() -> Iterator[None]:
    """Take the contents that were stored inside away again when what is inside fails. Stands outside the transaction."""
    if _laid.get() is not None:
        yield
        return
    laid: list[tuple[Path, int]] = []
    token = _laid.set(laid)
    try:
        yield
    except BaseException:
        for path, was in laid:
            _take_away(path, was)
        raise
    finally:
        _laid.reset(token)


def noted(sha256: str) -> None:
    """Remember a content that was laid on the shelf, for `together`."""
    laid, path = _laid.get(), shelf.path_of(sha256)
    if laid is not None:
        laid.append((path, path.stat().st_ino))


def sweep() -> int:
    """Take away contents that no row points at and that are older than `LEFT_ALONE`; returns how many.

    They are left where the machine stopped between the content and the end of its transaction. No row says whose they
    are, so no journal has a line for them.
    """
    owned = set(StoredFile._base_manager.values_list("sha256", flat=True).distinct())
    before = (clock.now() - LEFT_ALONE).timestamp()
    gone = 0
    for path in shelf.contents():
        if path.name in owned:
            continue
        found = path.stat()
        if found.st_mtime < before:
            gone += _take_away(path, found.st_ino)
    return gone


def _take_away(path: Path, was: int) -> bool:
    """Remove a content, unless a row points at it or somebody has handed the same in meanwhile."""
    if StoredFile._base_manager.filter(sha256=path.name).exists():
        return False
    try:
        if path.stat().st_ino != was:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True
