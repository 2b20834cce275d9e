# SPDX-License-Identifier: EUPL-1.2
"""Changes to pictures: store, write, approve, decide; findings and focus areas."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from samsyn.cycle.dialogues.models import Answer, Observation
from samsyn.cycle.pictures import compute, reads, rules
from samsyn.cycle.pictures.models import Approval, Cause, Finding, FindingKind, FocusArea, Picture, State
from samsyn.cycle.reports import writes as reports
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound

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
def write(picture: Picture, *, by: Caller, version: int | None = None, **parts: str) -> Picture:
    """Write the title or any of the three statutory parts of a draft. Someone else's words are never overwritten."""
    rules.check_may_write(by, picture)
    for part, text in parts.items():
        if part not in ("title", *rules.STATUTORY_PARTS):
            raise BadInput("unknown_part", field=part)
        setattr(picture, part, text.strip())
    picture.save_checked(version)
    journal.record("picture written", picture, by=by, parts=sorted(parts))
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


@transaction.atomic
def add_finding(
    partnership: Partnership,
    sentence: str,
    *,
    by: Caller,
    kind: str = FindingKind.OTHER,
    picture: Picture | None = None,
    category: str = "",
    area: Area | None = None,
    evidence: dict[str, Any] | None = None,
) -> Finding:
    """Write down what a picture (or a dialogue, or a figure) shows, with the numbers it rests on."""
    rules.check_may_choose(by)
    if picture is not None:
        rules.check_may_write(by, picture)
    if not sentence.strip():
        raise BadInput("sentence_missing", field="sentence")
    if kind not in FindingKind.values:
        raise BadInput("unknown_kind", field="kind")
    finding = _finding(partnership, sentence, kind, picture, category, area, evidence)
    journal.record("finding added", finding, by=by, digest=finding.evidence_digest)
    return finding


@transaction.atomic
def cite(picture: Picture, said: Observation | Answer, sentence: str, *, by: Caller) -> Finding:
    """Let a picture say what people said when asked: a finding that leads back to the dialogue, walk or survey."""
    if said.partnership_id != picture.partnership_id:
        raise NotFound("no_such_observation")
    occasion = said.occasion
    evidence: dict[str, Any] = {
        "occasion": occasion.uuid,
        "kind": occasion.kind,
        "title": occasion.title,
        "held_on": occasion.held_on,
        "taking_part": occasion.taking_part,
    }
    if isinstance(said, Answer):
        evidence |= {
            "question": said.question,
            "said": said.said,
            "count": said.count,
            "answers": said.answers,
        }
        return add_finding(
            picture.partnership,
            sentence,
            by=by,
            kind=FindingKind.DIALOGUE,
            picture=picture,
            area=occasion.area,
            evidence=evidence,
        )
    evidence |= {"observation": said.uuid, "text": said.text, "raised_by": said.raised_by}
    return add_finding(
        picture.partnership,
        sentence,
        by=by,
        kind=FindingKind.DIALOGUE,
        picture=picture,
        category=said.category.partition(".")[0],
        area=said.area,
        evidence=evidence,
    )


@transaction.atomic
def carry_forward(
    sentence: str, *, area: Area | None, evidence: dict[str, Any], by: Caller, partnership: Partnership
) -> Finding:
    """Let a concluded follow-up say something that the next picture reads."""
    finding = _finding(partnership, sentence, FindingKind.FOLLOWUP, None, "", area, evidence)
    journal.record("finding carried forward", finding, by=by, digest=finding.evidence_digest)
    return finding


@transaction.atomic
def add_cause(finding: Finding, sentence: str, *, by: Caller, side: str = "place", known: str = "") -> Cause:
    """Write down a probable cause of a finding: on the side of victim, offender or place."""
    rules.check_may_choose(by)
    if side not in ("victim", "offender", "place"):
        raise BadInput("unknown_side", field="side")
    cause = Cause.objects.create(
        partnership_id=finding.partnership_id,
        finding=finding,
        side=side,
        sentence=sentence.strip(),
        known=known.strip(),
    )
    journal.record("cause added", cause, by=by)
    return cause


@transaction.atomic
def choose_focus_area(
    partnership: Partnership,
    title: str,
    *,
    by: Caller,
    findings: list[Finding] | None = None,
    area: Area | None = None,
    theme: str = "",
    target_state: str = "",
    chosen_on: date | None = None,
) -> FocusArea:
    """Choose what to work with. One without a finding is allowed, and shown as a broken link."""
    rules.check_may_choose(by)
    if not title.strip():
        raise BadInput("title_missing", field="title")
    focus = FocusArea.objects.create(
        partnership=partnership,
        title=title.strip(),
        area=area,
        theme=theme,
        target_state=target_state.strip(),
        chosen_on=chosen_on or clock.today(),
    )
    focus.findings.set(findings or [])
    journal.record(
        "focus area chosen", focus, by=by, findings=[str(finding.uuid) for finding in findings or []]
    )
    return focus


@transaction.atomic
def end_focus_area(focus: FocusArea, *, by: Caller) -> FocusArea:
    """Stop working with a focus area; its promises and history stay."""
    rules.check_may_choose(by)
    focus.ended_on = clock.today()
    focus.save_checked()
    journal.record("focus area ended", focus, by=by)
    return focus


def _finding(
    partnership: Partnership,
    sentence: str,
    kind: str,
    picture: Picture | None,
    category: str,
    area: Area | None,
    evidence: dict[str, Any] | None,
) -> Finding:
    kept = frozen.freeze("evidence", SCHEMA, evidence or {})
    return Finding.objects.create(
        partnership=partnership,
        picture=picture,
        kind=kind,
        sentence=sentence.strip(),
        category=category,
        area=area,
        evidence=kept.text,
        evidence_digest=kept.digest,
    )


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
