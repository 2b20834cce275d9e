# SPDX-License-Identifier: EUPL-1.2
"""Reading the journal, and proving that no line of it has been changed, added or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from samsyn.ground.journal.models import Entry, Head
from samsyn.kit import frozen
from samsyn.kit.callers import Caller


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain breaks: which line, and why (`changed`, `missing`, `cut_off`)."""

    chain: int
    number: int
    reason: str


def start_of(chain: int) -> str:
    """The digest that the first line of a chain points back to."""
    return frozen.digest(f"samsyn journal {chain}")


def line_digest(entry: Entry) -> str:
    """The digest of a line, over its content and the digest of the line before."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [entry.chain, entry.number, at, entry.actor, entry.verb]
    content += [entry.subject_kind, entry.subject, entry.facts, entry.previous]
    return frozen.digest(frozen.canonical(content))


def faults(chain: int | None = None) -> list[Fault]:
    """Every place where a chain does not hold; empty when the journal is whole. Reads all lines once."""
    found: list[Fault] = []
    chains = [chain] if chain is not None else sorted(_chains())
    for number in chains:
        found += _faults_in(number)
    return found


def lines_about(subject: Any, *, seen_by: Caller) -> QuerySet[Entry]:
    """The journal of one row, oldest first, for trusted callers and members of the row's partnership."""
    rows = Entry.objects.filter(subject=str(subject.uuid))
    if not seen_by.is_trusted:
        rows = rows.filter(chain=seen_by.partnership_id or -1)
    return rows.order_by("number")


def latest_steps(
    partnership: Any, since: datetime, *, seen_by: Caller, most: int = 300
) -> list[tuple[str, datetime]]:
    """Verb and time of a partnership's newest lines since a moment, newest first; nothing for outsiders."""
    if not seen_by.is_trusted and seen_by.partnership_id != partnership.pk:
        return []
    rows = Entry.objects.filter(chain=partnership.pk).order_by("-number").values_list("verb", "at")[:most]
    # Cut here, as the time of a line has no index and the newest are few.
    return sorted(((verb, at) for verb, at in rows if at >= since), key=lambda row: row[1], reverse=True)


def _chains() -> set[int]:
    return set(Entry.objects.values_list("chain", flat=True)) | set(
        Head.objects.values_list("chain", flat=True)
    )


def _faults_in(chain: int) -> list[Fault]:
    found: list[Fault] = []
    expected, previous = 1, start_of(chain)
    for entry in Entry.objects.filter(chain=chain).order_by("number").iterator(chunk_size=2_000):
        if entry.number != expected:
            found.append(Fault(chain, expected, "missing"))
        elif entry.previous != previous or line_digest(entry) != entry.digest:
            found.append(Fault(chain, entry.number, "changed"))
        expected, previous = entry.number + 1, entry.digest
    head = Head.objects.filter(chain=chain).first()
    if head is None or head.number != expected - 1 or head.digest != previous:
        found.append(Fault(chain, expected, "cut_off"))
    return found
