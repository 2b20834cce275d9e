# SPDX-License-Identifier: EUPL-1.2
"""That reports were taken out as a file: a line in the journal, before the file leaves."""

from __future__ import annotations

from django.db import transaction

from samsyn.cycle.reports import rules
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller


@transaction.atomic
def note_export(partnership: Partnership, rows: int, *, by: Caller) -> None:
    """Say that so many reports left as a file, and who took them."""
    rules.check_may_take_out(by, partnership)
    journal.record("reports taken out", partnership, by=by, partnership=partnership, rows=rows)
