# SPDX-License-Identifier: EUPL-1.2
"""Handing in a file."""

from __future__ import annotations

import unicodedata
from typing import IO

from django.db import transaction

from samsyn.ground.files import shelf, together
from samsyn.ground.files.models import StoredFile
from samsyn.ground.files.rules import DOCUMENTS, check_may_store
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.rows import RecordClass


@transaction.atomic
def store(
    partnership: Partnership,
    content: IO[bytes],
    name: str,
    *,
    by: Caller,
    owner: Organisation | None = None,
    record_class: str = RecordClass.SHARED,
    accept: frozenset[str] = DOCUMENTS,
) -> StoredFile:
    """Keep a file as it was handed in. Its kind is told by its content; `name` is only shown.

    What calls this beside other changes stands in `together.together`, so that no content is left behind where they fail.
    `accept` holds the media types taken here (`rules.SCANS` for a signed original). Raises BadInput with
    `file_empty`, `file_kind_refused` or `file_too_large`; NotAllowed and NotFound as in `check_may_store`.
    """
    check_may_store(by, partnership)
    sha256, size, media_type = shelf.put(content, accept)
    together.noted(sha256)
    file = StoredFile.objects.create(
        partnership=partnership,
        owner=owner,
        record_class=record_class,
        sha256=sha256,
        size=size,
        media_type=media_type,
        name=_shown(name),
    )
    journal.record("file stored", file, by=by, sha256=sha256, size=size, media_type=media_type)
    return file


def _shown(name: str) -> str:
    """The last part of a file name, without what could change a header or the look of a page."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip()
    return kept[-200:] or "fil"
