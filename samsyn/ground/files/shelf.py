# SPDX-License-Identifier: EUPL-1.2
"""The contents on disk, each under its own sha256: a content is either there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from samsyn.ground.files.rules import HEAD, SIZE_LIMIT, check_kind
from samsyn.kit.errors import BadInput

CHUNK = 1 << 20


def folder() -> Path:
    """Where the contents lie."""
    return Path(settings.FILES_DIR)


def path_of(sha256: str) -> Path:
    """The path of a content; it need not exist."""
    return folder() / sha256[:2] / sha256


def put(content: IO[bytes], accept: frozenset[str], limit: int = SIZE_LIMIT) -> tuple[str, int, str]:
    """Lay a content on the shelf; returns (sha256, bytes, media type). Raises BadInput for its kind or size.

    It is written beside its place, forced to disk and then moved there in one step, so that a crash leaves no half
    file. Should the transaction of its row be rolled back, `together` takes the content away.
    """
    folder().mkdir(parents=True, exist_ok=True)
    head = content.read(HEAD)
    kind = check_kind(head, accept)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(prefix=".incoming-", dir=folder())
    try:
        with os.fdopen(handle, "wb") as out:
            chunk = head
            while chunk:
                size += len(chunk)
                if size > limit:
                    raise BadInput("file_too_large", field="file", limit_bytes=limit)
                digest.update(chunk)
                out.write(chunk)
                chunk = content.read(CHUNK)
            out.flush()
            os.fsync(out.fileno())
        place = path_of(digest.hexdigest())
        place.parent.mkdir(exist_ok=True)
        os.replace(temporary, place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size, kind


def digest_of(path: Path) -> str:
    """The sha256 of a file's content, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as content:
        while chunk := content.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def contents() -> Iterator[Path]:
    """Every content on the shelf, in order of its digest; what is being written is left out."""
    return (path for path in sorted(folder().glob("??/*")) if len(path.name) == 64)


def put_back(content: IO[bytes], sha256: str) -> str:
    """Lay a content from a copy back in its place; returns its true digest, and keeps it only when that is `sha256`."""
    place = path_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(prefix=".incoming-", dir=folder())
    try:
        with os.fdopen(handle, "wb") as out:
            while chunk := content.read(CHUNK):
                found.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if found.hexdigest() == sha256:
            os.replace(temporary, place)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return found.hexdigest()
