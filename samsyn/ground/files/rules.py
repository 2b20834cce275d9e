# SPDX-License-Identifier: EUPL-1.2
"""Who may hand in a file, and which files are taken: known by their content, never by their name."""

from __future__ import annotations

from samsyn.ground.people.models import Partnership, Role
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound

# Bytes. A scanned agreement of twenty pages is about five million.
SIZE_LIMIT = 20_000_000
# Enough of the beginning to know a file by.
HEAD = 8_192

_SIGNATURES = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
]
_OFFICE = [
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
]
SCANS = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
DOCUMENTS = SCANS | {media_type for _, media_type in _OFFICE} | {"image/webp"}


def check_may_store(caller: Caller, partnership: Partnership) -> None:
    """Members and holders of a link hand in files to their own partnership; an auditor only reads."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if caller.kind == "public" or caller.role == Role.AUDITOR:
        raise NotAllowed("may_not_store_files")


def media_type(head: bytes) -> str:
    """What a file is, by its first bytes; "" when it is none of the kinds that are known here."""
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            return found
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"PK\x03\x04"):
        return next((found for mark, found in _OFFICE if mark in head), "")
    return ""


def check_kind(head: bytes, accept: frozenset[str]) -> str:
    """The media type, when it is one of those accepted. Raises BadInput."""
    if not head:
        raise BadInput("file_empty", field="file")
    found = media_type(head)
    if found not in accept:
        raise BadInput("file_kind_refused", field="file", found=found)
    return found
