# SPDX-License-Identifier: EUPL-1.2
"""Serving a file to those who may see its row."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.views.decorators.http import require_safe

from samsyn.ground.files import reads
from samsyn.kit.requests import Request


@require_safe
def file(request: Request, key: str, uuid: UUID) -> FileResponse:
    """The content, always as a download: a file from outside is never shown as a page of ours."""
    found = reads.stored(uuid, seen_by=request.person)  # type: ignore[attr-defined]
    response = FileResponse(
        reads.content(found), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
