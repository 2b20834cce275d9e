# SPDX-License-Identifier: EUPL-1.2
"""A photo for those who may see it, and a moderator's decision about it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.reports import reads, writes
from samsyn.kit.requests import Request


@require_GET
def one(request: Request, key: str, report: UUID, photo: UUID) -> HttpResponse:
    """The picture itself, drawn by us and kept by no cache."""
    found = reads.photo(request.partnership, photo, seen_by=request.person)
    answer = HttpResponse(bytes(found.content), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Content-Disposition"] = "inline"
    return answer


@require_POST
def look(request: Request, key: str, report: UUID, photo: UUID) -> HttpResponse:
    """Show the picture to those who read the report, or delete it."""
    found = reads.photo(request.partnership, photo, seen_by=request.person)
    if "show" in request.POST:
        writes.show_photo(found, by=request.person)
    else:
        writes.delete_photo(found, by=request.person)
    if "queue" in request.POST:
        return redirect("reports-moderation", key=key)
    return redirect("reports-one", key=key, report=report)
