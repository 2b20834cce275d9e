# SPDX-License-Identifier: EUPL-1.2
"""Questions about pictures, findings, causes and focus areas."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.pictures.models import Approval, Finding, FocusArea, Picture, State
from samsyn.ground.people.models import Partnership
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound


def pictures(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Picture]:
    """The partnership's pictures, newest period first."""
    return Picture.objects.seen_by(seen_by).filter(partnership=partnership).order_by("-period_to", "-id")


def picture(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Picture:
    """One picture. Raises NotFound for what is not there or not for this caller."""
    found = Picture.objects.seen_by(seen_by).filter(partnership=partnership, uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_picture")
    return found


def current(partnership: Partnership, *, seen_by: Caller) -> Picture | None:
    """The latest decided picture, or None in a partnership that has decided none."""
    return pictures(partnership, seen_by=seen_by).filter(state=State.DECIDED).first()


def approvals(picture: Picture, *, seen_by: Caller) -> list[Approval]:
    """The approvals that hold for the figures and words as they stand now."""
    rows = Approval.objects.seen_by(seen_by).filter(picture=picture, digest=content_digest(picture))
    return list(rows.select_related("organisation").order_by("approved_on", "id"))


def content_digest(picture: Picture) -> str:
    """The digest of all that an approval is given for: figures, the three parts and the findings."""
    findings = (
        Finding.objects.filter(picture=picture).order_by("id").values_list("sentence", "evidence_digest")
    )
    content = [
        picture.title,
        picture.period_from,
        picture.period_to,
        picture.mapping,
        picture.consequences,
        sorted(picture.sections.items()),
        picture.other_information,
        picture.analysis,
        picture.figures_digest,
        [list(row) for row in findings],
    ]
    return frozen.digest(frozen.canonical(content))


def figures(picture: Picture) -> dict[str, Any]:
    """The numbers that were computed for a picture, in the shape of `samsyn picture --json`; {} when none."""
    return json.loads(picture.figures or "{}")


def differences(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    """Two sets of figures row by row: `of` (total, category or area), `key`, `name`, and `before` and `now` of each.

    `before` and `now` are the row's count in the first and the second, None where it has no such row; `verdicts` both
    verdicts.
    """
    rows = []
    for of in ("total", "categories", "areas"):
        one, other = _rows(first, of), _rows(second, of)
        for key in [*other, *(key for key in one if key not in other)]:
            was, now = one.get(key), other.get(key)
            rows.append(
                {
                    "of": of,
                    "key": key,
                    "name": (now or was or {}).get("name", ""),
                    "before": was["count"] if was else None,
                    "now": now["count"] if now else None,
                    "verdicts": [row["verdict"] if row else None for row in (was, now)],
                }
            )
    return rows


def _rows(figures: dict[str, Any], of: str) -> dict[str, dict[str, Any]]:
    if not figures:
        return {}
    return {"": figures["total"]} if of == "total" else {row["key"]: row for row in figures[of] or []}


def findings(
    partnership: Partnership, *, seen_by: Caller, picture: Picture | None = None
) -> QuerySet[Finding]:
    """Findings, of one picture or of all, newest first."""
    rows = Finding.objects.seen_by(seen_by).filter(partnership=partnership).select_related("area", "picture")
    if picture is not None:
        rows = rows.filter(picture=picture)
    return rows.order_by("-id")


def finding(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Finding:
    """One finding. Raises NotFound."""
    found = findings(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_finding")
    return found


def focus_areas(partnership: Partnership, *, seen_by: Caller, ended: bool = False) -> QuerySet[FocusArea]:
    """The focus areas that hold now (or, with `ended`, all that ever were), in the order they were chosen."""
    rows = FocusArea.objects.seen_by(seen_by).filter(partnership=partnership).select_related("area")
    if not ended:
        rows = rows.filter(ended_on=None)
    return rows.prefetch_related("findings").order_by("chosen_on", "id")


def focus_area(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> FocusArea:
    """One focus area. Raises NotFound."""
    found = focus_areas(partnership, seen_by=seen_by, ended=True).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_focus_area")
    return found
