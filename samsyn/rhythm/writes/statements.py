# SPDX-License-Identifier: EUPL-1.2
"""Changes to statements: begin, write, decide (which freezes figures and words), drop."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import RecordClass
from samsyn.rhythm import law, reads, rules, statements
from samsyn.rhythm.checks import guard
from samsyn.rhythm.models import Statement, StatementKind, StatementState, StatementText

SCHEMA = 1


@transaction.atomic
def begin_statement(
    partnership: Partnership,
    kind: str,
    period_from: date,
    period_to: date,
    *,
    by: Caller,
    municipality: Organisation | None = None,
) -> Statement:
    """Begin a statement; its figures fill themselves in. Only the municipality sees it until it is decided."""
    rules.check_may_state(by, partnership)
    municipality = municipality or people.own_organisation(seen_by=by)
    rules.check_same(municipality, partnership)
    if kind not in StatementKind.values:
        raise BadInput("unknown_kind", field="kind")
    if period_to < period_from:
        raise BadInput("period_backwards", field="period_to")
    if period_from > clock.today() or period_from.year < 2000:
        raise BadInput("period_not_begun", field="period_from")
    made = Statement.objects.create(
        partnership=partnership,
        owner=municipality,
        record_class=RecordClass.MUNICIPALITY,
        kind=kind,
        period_from=period_from,
        period_to=period_to,
    )
    journal.record("statement begun", made, by=by, kind=kind)
    return made


@transaction.atomic
def write_statement(
    statement: Statement, part: str, text: str, *, by: Caller, version: int | None = None
) -> StatementText:
    """Write one's own words under a part of a draft. Someone else's words are never overwritten."""
    rules.check_may_change_statement(by, statement)
    if part not in statements.PARTS[statement.kind]:
        raise BadInput("unknown_part", field="part")
    guard(text=text)
    row, made = StatementText.objects.get_or_create(
        statement=statement,
        part=part,
        defaults={
            "partnership_id": statement.partnership_id,
            "owner_id": statement.owner_id,
            "record_class": RecordClass.MUNICIPALITY,
            "text": text.strip(),
        },
    )
    if not made:
        row.text = text.strip()
        # Without a version the writer saw no text: one that has come since must not be lost.
        row.save_checked(version if version is not None else 0)
    journal.record("statement written", row, by=by, statement=str(statement.uuid), part=part)
    return row


@transaction.atomic
def decide_statement(
    statement: Statement,
    *,
    by: Caller,
    body: str,
    decided_on: date | None = None,
    paragraph: str = "",
    case_number: str = "",
) -> Statement:
    """Write that a statement was decided: by which body, when, under which number. Figures and words are frozen."""
    statement = Statement.objects.select_for_update(of=("self",)).select_related("owner", "partnership").get(pk=statement.pk)  # fmt: skip
    rules.check_may_decide_statement(by, statement)
    day = decided_on or clock.today()
    if not body.strip():
        raise BadInput("body_missing", field="body")
    if day > clock.today():
        raise BadInput("in_future", field="decided_on")
    if day < statement.period_from:
        raise BadInput("decided_before_period", field="decided_on")
    guard(body=body)
    statement.decided_on, statement.decided_by = day, body.strip()
    statement.paragraph, statement.case_number = paragraph.strip(), case_number.strip()
    written = reads.texts(statement, seen_by=statements.eyes_of(statement.owner))  # type: ignore[arg-type]
    kept = frozen.freeze(
        "statement",
        SCHEMA,
        {
            "kind": statement.kind,
            "figures": statements.figures(statement, seen_by=by),
            "texts": {part: row.text for part, row in written.items()},
            "decision": {
                "on": day,
                "body": statement.decided_by,
                "paragraph": law.paragraph(statement.paragraph),
                "case_number": statement.case_number,
            },
        },
    )
    statement.frozen_text, statement.frozen_digest = kept.text, kept.digest
    statement.state = StatementState.DECIDED
    statement.record_class = RecordClass.SHARED  # what a municipality has decided, its parties may read
    statement.save_checked()
    journal.record("statement decided", statement, by=by, kind=statement.kind, digest=kept.digest)
    return statement


@transaction.atomic
def drop_statement(statement: Statement, *, by: Caller) -> Statement:
    """Lay a draft aside; its words stay in the archive."""
    rules.check_may_change_statement(by, statement)
    statement.state = StatementState.DROPPED
    statement.save_checked()
    journal.record("statement dropped", statement, by=by)
    return statement
