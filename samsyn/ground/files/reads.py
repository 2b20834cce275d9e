# SPDX-License-Identifier: EUPL-1.2
"""Questions about stored files, and the proof that rows and contents agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO
from uuid import UUID

from samsyn.ground.files import shelf
from samsyn.ground.files.models import StoredFile
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Fault:
    """A content that does not agree with its rows: `missing`, `changed` or `unowned` (no row points at it)."""

    sha256: str
    reason: str


def stored(uuid: UUID | str, *, seen_by: Caller) -> StoredFile:
    """One file that this caller may see. Raises NotFound."""
    if seen_by.kind == "public":
        raise NotFound("no_such_file")
    found = StoredFile.objects.seen_by(seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_file")
    return found


def content(file: StoredFile) -> IO[bytes]:
    """The file's content, open for reading. Raises NotFound when it is gone from the disk."""
    try:
        return shelf.path_of(file.sha256).open("rb")
    except FileNotFoundError:
        raise NotFound("file_content_missing") from None


def faults(*, seen_by: Caller) -> list[Fault]:
    """Where rows and contents disagree, in order of digest; reads every content once. For trusted callers."""
    wanted = set(StoredFile.objects.seen_by(seen_by).values_list("sha256", flat=True).distinct())
    found = []
    there = set()
    for path in shelf.contents():
        there.add(path.name)
        if path.name not in wanted:
            found.append(Fault(path.name, "unowned"))
        elif shelf.digest_of(path) != path.name:
            found.append(Fault(path.name, "changed"))
    found += [Fault(sha256, "missing") for sha256 in wanted - there]
    return sorted(found, key=lambda fault: fault.sha256)
