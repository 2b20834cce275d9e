# SPDX-License-Identifier: EUPL-1.2
"""Adding a line to the journal: the last thing a write does, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db import connection, models, transaction

from samsyn.ground.journal.models import Entry, Head
from samsyn.ground.journal.reads import line_digest, start_of
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller

# As SQL: every write of the product passes here, and building these took longer than asking them.
_HEAD = f"SELECT number, digest FROM {Head._meta.db_table} WHERE chain = %s"  # noqa: S608 – no typed word
_LINE = (
    f"INSERT INTO {Entry._meta.db_table} (chain, number, at, actor, verb, subject_kind, subject, facts,"  # noqa: S608
    " previous, digest) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_MOVED = f"UPDATE {Head._meta.db_table} SET number = %s, digest = %s WHERE chain = %s"  # noqa: S608


# No savepoint of its own: a line and what it tells of stand and fall together.
@transaction.atomic(savepoint=False)
def record(verb: str, subject: models.Model, *, by: Caller, partnership: Any = None, **facts: Any) -> Entry:
    """Write one line: `by` did `verb` to `subject`. Facts are ids, counts, codes and digests, never typed text."""
    owner = partnership.pk if partnership is not None else getattr(subject, "partnership_id", None)
    chain = owner or 0
    number, previous = _locked_head(chain)
    entry = Entry(
        chain=chain,
        number=number + 1,
        at=clock.now(),
        actor=by.journal_name,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject=str(getattr(subject, "uuid", subject.pk)),
        facts=frozen.canonical(facts),
        previous=previous,
    )
    entry.digest = line_digest(entry)
    with connection.cursor() as cursor:
        at = connection.ops.adapt_datetimefield_value(entry.at)
        line = (entry.actor, entry.verb, entry.subject_kind, entry.subject, entry.facts)
        cursor.execute(_LINE, [chain, entry.number, at, *line, entry.previous, entry.digest])
        cursor.execute(_MOVED, [entry.number, entry.digest, chain])
    return entry


def _locked_head(chain: int) -> tuple[int, str]:
    """Number and digest of the last line of a chain, which nobody else may follow until this transaction ends."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + lock, [chain])
        found = cursor.fetchone()
    if found is None:
        head, _ = Head.objects.select_for_update().get_or_create(
            chain=chain, defaults={"digest": start_of(chain)}
        )
        found = (head.number, head.digest)
    return int(found[0]), str(found[1])
