# SPDX-License-Identifier: EUPL-1.2
"""Questions about agreements and their versions, and who has signed an agreement or a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from samsyn.cycle.promises.models import (
    Agreement,
    AgreementSignature,
    AgreementState,
    Promise,
    RenewalReminder,
)
from samsyn.ground.people.models import Organisation, Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound

TEXTS = (
    *("purposes", "areas", "problems", "causes", "goals", "documentation", "following_up", "roles"),
    *("communication", "police_plan", "statutory_plan"),
)
"""What an agreement says, in the order that it is read."""

RENEWAL_STEPS = ((14, "14"),)
"""Days before its end when the coordinating organisations are told. Six and two months before, the law's clocks tell it
in one letter with all else that runs out then (`samsyn.rhythm.warnings`)."""


def agreements(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Agreement]:
    """The partnership's agreements, every version, newest first."""
    rows = Agreement.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.prefetch_related("parties").order_by("-period_from", "-number", "-id")


def agreement(uuid: UUID | str, partnership: Partnership, *, seen_by: Caller) -> Agreement:
    """One version of an agreement. Raises NotFound."""
    found = agreements(partnership, seen_by=seen_by).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("no_such_agreement")
    return found


def latest_agreements(partnership: Partnership, *, seen_by: Caller) -> list[Agreement]:
    """The newest version of each agreement, also one that is still a draft."""
    rows = list(agreements(partnership, seen_by=seen_by))
    before = {row.replaces_id for row in rows}
    return [row for row in rows if row.pk not in before]


def agreements_holding(partnership: Partnership, day: date, *, seen_by: Caller) -> list[Agreement]:
    """The signed versions that hold on a day: inside their period and not replaced by one that has begun."""
    rows = agreements(partnership, seen_by=seen_by).filter(period_from__lte=day, period_to__gte=day)
    signed = rows.filter(state__in=(AgreementState.AGREED, AgreementState.REPLACED))
    return [row for row in signed if row.replaced_on is None or day < row.replaced_on]


def agreements_of(organisation: Organisation, *, seen_by: Caller) -> list[Agreement]:
    """The newest versions of the agreements that an organisation is a party to and that have not ended."""
    rows = latest_agreements(organisation.partnership, seen_by=seen_by)
    return [row for row in rows if row.period_to >= clock.today() and organisation in row.parties.all()]


def versions(agreement: Agreement, *, seen_by: Caller) -> list[Agreement]:
    """Every version of the same agreement, newest first, each with `.joined` and `.left`: its change of parties."""
    rows = {row.pk: row for row in agreements(agreement.partnership, seen_by=seen_by)}
    root = rows[agreement.pk]
    while root.replaces_id in rows:
        root = rows[root.replaces_id]
    chain, now = [root], root
    while later := next((row for row in rows.values() if row.replaces_id == now.pk), None):
        chain.append(later)
        now = later
    for before, row in zip([None, *chain], chain, strict=False):
        had, has = (list(found.parties.all()) if found else [] for found in (before, row))
        row.joined = [party for party in has if before and party not in had]  # type: ignore[attr-defined]
        row.left = [party for party in had if party not in has]  # type: ignore[attr-defined]
    return chain[::-1]


def agreement_signatures(agreement: Agreement, *, seen_by: Caller) -> QuerySet[AgreementSignature]:
    """The signatures under the words as they stand."""
    rows = AgreementSignature.objects.seen_by(seen_by).filter(
        agreement=agreement, digest=agreement.frozen_digest
    )
    return rows.select_related("organisation", "registered_by", "original").order_by("signed_on", "id")


def unsigned(signed: Promise | Agreement) -> list[Any]:
    """The parties that have not signed the words as they stand."""
    given = set(
        signed.signatures.filter(digest=signed.frozen_digest).values_list("organisation_id", flat=True)
    )
    return [party for party in signed.parties.order_by("id") if party.pk not in given]


def content_of_agreement(agreement: Agreement) -> dict[str, Any]:
    """The exact words that the parties sign."""
    said = {name: getattr(agreement, name) for name in TEXTS}
    return said | {
        "title": agreement.title,
        "number": agreement.number,
        "parties": [party.name for party in agreement.parties.order_by("id")],
        "period_from": agreement.period_from,
        "period_to": agreement.period_to,
        "case_number": agreement.case_number,
        "replaces": agreement.replaces.frozen_digest if agreement.replaces else None,
    }


def renewal_step(agreement: Agreement, day: date) -> str:
    """Which reminder of its end is due on a day; empty when none is, or when it has been renewed."""
    if agreement.state != AgreementState.AGREED or agreement.later.filter(
        state__in=(AgreementState.AGREED, AgreementState.REPLACED)
    ):
        return ""
    left = (agreement.period_to - day).days
    if left < 0:
        return "after" if left >= -timedelta(days=183).days else ""
    return next((step for most, step in RENEWAL_STEPS if left <= most), "")


def told_of_renewal(agreement: Agreement, step: str, *, seen_by: Caller) -> Sequence[int]:
    """The organisations that have been told this step."""
    rows = RenewalReminder.objects.seen_by(seen_by).filter(agreement=agreement, step=step)
    return list(rows.values_list("organisation_id", flat=True))
