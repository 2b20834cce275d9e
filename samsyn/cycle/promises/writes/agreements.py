# SPDX-License-Identifier: EUPL-1.2
"""Changes to the cooperation agreement above the promises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from samsyn.cycle.promises import rules
from samsyn.cycle.promises.models import Agreement
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput


@transaction.atomic
def write_agreement(
    partnership: Partnership,
    *,
    by: Caller,
    title: str,
    purposes: str,
    areas: str,
    period_from: date,
    period_to: date,
    parties: Iterable[Organisation] = (),
    signed_on: date | None = None,
    **texts: str,
) -> Agreement:
    """Write down a cooperation agreement; the law asks for its purposes and areas at least."""
    rules.check_may_write(by, partnership)
    for field, text in (("title", title), ("purposes", purposes), ("areas", areas)):
        if not text.strip():
            raise BadInput("required_by_law" if field != "title" else "title_missing", field=field)
    if period_to < period_from:
        raise BadInput("period_backwards", field="period_to")
    agreement = Agreement.objects.create(
        partnership=partnership,
        title=title.strip(),
        purposes=purposes.strip(),
        areas=areas.strip(),
        period_from=period_from,
        period_to=period_to,
        signed_on=signed_on,
        **texts,
    )
    agreement.parties.set(list(parties))
    journal.record("agreement written", agreement, by=by)
    return agreement
