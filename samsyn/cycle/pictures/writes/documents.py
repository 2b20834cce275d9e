# SPDX-License-Identifier: EUPL-1.2
"""Changes to the document itself: store, write, approve, decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from samsyn.cycle.pictures import compute, reads, rules
from samsyn.cycle.pictures.models import Approval, Picture, State
from samsyn.cycle.reports import writes as reports
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed

SCHEMA = 1


@transaction.atomic
def store(partnership: Partnership, figures: dict[str, Any], *, by: Caller, title: str = "") -> Picture:
    """Keep a computed picture as a draft that people can write in."""
    rules.check_may_choose(by)
    text = frozen.canonical(figures)
    picture = Picture.objects.create(
        partnership=partnership,
        title=title.strip(),
        period_from=figures["period"]["from"],
        period_to=figures["period"]["to"],
        figures=text,
        figures_digest=frozen.digest(text),
    )
    picture.refresh_from_db()
    journal.record("picture stored", picture, by=by, digest=picture.figures_digest)
    return picture


@transaction.atomic
def write(
    picture: Picture,
    *,
    by: Caller,
    version: int | None = None,
    sections: dict[str, str] | None = None,
    **parts: str,
) -> Picture:
    """Write the title, any statutory part or any section of a draft. Someone else's words are never overwritten."""
    rules.check_may_write(by, picture)
    for part, text in parts.items():
        if part not in ("title", *rules.STATUTORY_PARTS):
            raise BadInput("unknown_part", field=part)
        setattr(picture, part, text.strip())
    for code, text in (sections or {}).items():
        if code not in rules.SECTIONS:
            raise BadInput("unknown_part", field=code)
        picture.sections = {key: kept for key, kept in picture.sections.items() if key != code}
        if text.strip():
            picture.sections[code] = text.strip()
    picture.save_checked(version)
    journal.record("picture written", picture, by=by, parts=sorted([*parts, *(sections or {})]))
    return picture


@transaction.atomic
def approve(
    picture: Picture,
    *,
    by: Caller,
    organisation: Organisation | None = None,
    title: str = "",
    on_paper: bool = False,
    approved_on: date | None = None,
) -> Approval:
    """Approve for one party: its own by account, or, when it signs on paper, registered by the coordinator."""
    rules.check_may_approve(by, picture)
    if organisation is None:
        organisation = Organisation.objects.get(pk=by.organisation_id or 0)
    if organisation.partnership_id != picture.partnership_id or organisation.kind not in rules.PARTIES:
        raise BadInput("not_a_party", field="organisation")
    if organisation.pk != by.organisation_id and not on_paper and not by.is_trusted:
        raise NotAllowed("only_for_own_organisation")
    approval, _ = Approval.objects.get_or_create(
        picture=picture,
        organisation=organisation,
        digest=reads.content_digest(picture),
        defaults={
            "partnership_id": picture.partnership_id,
            "approved_on": approved_on or clock.today(),
            "title": title,
            "on_paper": on_paper,
        },
    )
    journal.record(
        "picture approved", picture, by=by, organisation=str(organisation.uuid), digest=approval.digest
    )
    return approval


@transaction.atomic
def decide(
    picture: Picture, *, by: Caller, body: str, decided_on: date, paragraph: str = "", case_number: str = ""
) -> Picture:
    """Decide a picture: it is frozen with everything in it, and the one decided before is replaced."""
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    given = reads.approvals(picture, seen_by=by)
    rules.check_may_decide(by, picture, {approval.organisation.kind for approval in given})
    if not body.strip():
        raise BadInput("body_missing", field="body")
    before = reads.current(picture.partnership, seen_by=by)
    if before is not None:
        before.state = State.REPLACED
        before.save_checked()
        picture.replaces = before
    picture.state = State.DECIDED
    picture.decided_on, picture.decided_by = decided_on, body.strip()
    picture.paragraph, picture.case_number = paragraph.strip(), case_number.strip()
    kept = frozen.freeze("picture", SCHEMA, _content(picture, given))
    picture.frozen_text, picture.frozen_digest = kept.text, kept.digest
    picture.save_checked()
    reports.tell(picture.partnership, "picture_decided", about_kind="picture", about=str(picture.uuid), by=by)
    journal.record("picture decided", picture, by=by, digest=picture.frozen_digest)
    return picture


def _content(picture: Picture, given: list[Approval]) -> dict[str, Any]:
    limit = picture.partnership.small_count_limit
    figures = reads.figures(picture)
    return {
        "title": picture.title,
        "period": {"from": picture.period_from, "to": picture.period_to},
        "decision": {
            "on": picture.decided_on,
            "body": picture.decided_by,
            "paragraph": picture.paragraph,
            "case_number": picture.case_number,
        },
        "mapping": picture.mapping,
        "consequences": picture.consequences,
        "sections": picture.sections,
        "other_information": picture.other_information,
        "analysis": picture.analysis,
        "figures": figures,
        "public_figures": compute.public_edition(figures, limit) if figures else {},
        "findings": [
            {
                "uuid": finding.uuid,
                "kind": finding.kind,
                "sentence": finding.sentence,
                "category": finding.category,
            }
            for finding in picture.findings.order_by("id")
        ],
        "approvals": [
            {
                "organisation": approval.organisation.name,
                "on": approval.approved_on,
                "on_paper": approval.on_paper,
            }
            for approval in given
        ],
    }
