# SPDX-License-Identifier: EUPL-1.2
"""Changes to findings, their causes, and the focus areas chosen from them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from samsyn.cycle.dialogues.models import Answer, Observation
from samsyn.cycle.pictures import rules
from samsyn.cycle.pictures.models import Cause, Finding, FindingKind, FocusArea, Picture, Side
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotFound

SCHEMA = 1


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
def add_cause(
    finding: Finding, sentence: str, *, by: Caller, side: str = "place", known: str = "", guessed: str = ""
) -> Cause:
    """Write a row of the causal analysis: on the side of victim, offender or place, or a step in the chain of events."""
    rules.check_may_choose(by)
    if side not in Side.values:
        raise BadInput("unknown_side", field="side")
    cause = Cause.objects.create(
        partnership_id=finding.partnership_id,
        finding=finding,
        side=side,
        sentence=sentence.strip(),
        known=known.strip(),
        guessed=guessed.strip(),
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
    if theme and theme not in rules.SECTIONS:
        raise BadInput("unknown_theme", field="theme")
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
