# SPDX-License-Identifier: EUPL-1.2
"""A publication as a mail tells of it: plain facts and codes, nothing that its page does not show."""

from __future__ import annotations

from typing import Any

from samsyn.cycle.publications.models import Kind, Publication


def told(publication: Publication, content: dict[str, Any]) -> dict[str, Any]:
    """What was promised and how it stands, as codes and the counts of parts that the page itself names."""
    standing = content.get("standing") or {}
    period = content.get("period") or {}
    return {
        "kind": publication.kind,
        "title": publication.title,
        "note": publication.note,
        "again": publication.number > 1,
        "followed_up": publication.period if publication.kind == Kind.FOLLOWUP else "",
        "period_from": period.get("from", ""),
        "period_to": period.get("to", ""),
        "sender": content.get("sender", ""),
        "next_at": content.get("next_at") or "",
        "status": standing.get("status", ""),
        "missed": standing.get("missed", 0),
        "not_reported": standing.get("not_reported", 0),
    }
