# SPDX-License-Identifier: EUPL-1.2
"""Approving the figures as they stand, freezing them, and correcting what was approved."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samsyn.cycle.followups import reads, rules
from samsyn.cycle.followups.models import Approval, Followup, State, Status, Version
from samsyn.cycle.pictures import writes as pictures
from samsyn.cycle.reports import writes as reports
from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import OneTimeLink, Organisation
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotNow

SCHEMA = 1


@transaction.atomic
def approve(
    followup: Followup,
    *,
    by: Caller,
    organisation: Organisation | None = None,
    how: str = "account",
    title: str = "",
    approved_on: date | None = None,
    seen_digest: str = "",
) -> Followup:
    """Approve the figures as they stand for one party; with the second party the follow-up is frozen."""
    followup = Followup.objects.select_for_update().get(pk=followup.pk)
    if organisation is None:
        organisation = people_reads.own_organisation(seen_by=by)
    rules.check_may_approve(by, followup, organisation, on_paper=how == "paper")
    digest = reads.figures_digest(followup, seen_by=by)
    rules.check_digest(digest, seen_digest)
    _check_sums(followup, by)
    approval, _ = Approval.objects.get_or_create(
        followup=followup,
        organisation=organisation,
        digest=digest,
        defaults={
            "partnership": followup.partnership,
            "approved_on": approved_on or clock.today(),
            "how": how,
            "title": title.strip(),
        },
    )
    given = {row.organisation_id for row in reads.approvals(followup, seen_by=by)}
    asked = reads.approvers(followup, seen_by=by)
    kinds = {row.organisation.kind for row in reads.approvals(followup, seen_by=by)}
    if given >= {row.pk for row in asked} and kinds >= set(rules.PARTIES):
        _conclude(followup, by)
    journal.record(
        "follow-up approved", approval, by=by, organisation=str(organisation.uuid), how=how, digest=digest
    )
    return followup


@transaction.atomic
def approve_by_link(followup: Followup, link: OneTimeLink, *, by: Caller, seen_digest: str = "") -> Followup:
    """Approve by a one-time link for the organisation it was made for."""
    if link.purpose != "approve" or link.subject != followup.uuid:
        raise BadInput("link_for_something_else")
    people.use_link(link, by=by)
    return approve(
        followup, by=by, organisation=link.organisation, how="link", title=link.title, seen_digest=seen_digest
    )


@transaction.atomic
def reopen(followup: Followup, *, by: Caller, reason: str) -> Followup:
    """Open an approved or published follow-up again to correct it; what was published stays readable."""
    rules.check_may_reopen(by, followup)
    rules.check_reason(reason)
    followup.state = State.OPEN
    followup.correction = reason.strip()
    followup.save_checked()
    journal.record("follow-up reopened", followup, by=by)
    return followup


@transaction.atomic
def mark_published(followup: Followup, *, by: Caller) -> Followup:
    """Note that the follow-up is out, and tell those who reported."""
    rules.check_may_mark_published(by, followup)
    followup.state = State.PUBLISHED
    followup.save_checked()
    reports.tell(
        followup.partnership, "followup_published", about_kind="followup", about=followup.period, by=by
    )
    journal.record("follow-up published", followup, by=by, digest=followup.frozen_digest)
    return followup


@transaction.atomic
def close_as_history(followup: Followup, *, by: Caller, source: str) -> Followup:
    """Close the follow-up of an earlier year as it was told then, without approvals; `source` says where.

    Only where every promise in it is history.
    """
    followup = Followup.objects.select_for_update().get(pk=followup.pk)
    others = [row for row in reads.promises_in(followup, seen_by=by) if not row.history]
    rules.check_may_close_as_history(by, followup, len(others))
    if not source.strip():
        raise BadInput("history_source_missing", field="source")
    followup.history_source = source.strip()
    _conclude(followup, by)
    journal.record("follow-up closed as history", followup, by=by)
    return followup


def _check_sums(followup: Followup, by: Caller) -> None:
    for fault in rules.faults(reads.readings(followup, seen_by=by)):
        raise NotNow(
            "parts_do_not_add_up",
            whole=fault.whole,
            said=fault.said,
            sum=fault.total,
            relation=fault.relation,
        )


def _conclude(followup: Followup, by: Caller) -> None:
    figures = reads.told(reads.readings(followup, seen_by=by))
    kept = frozen.freeze(
        "followup",
        SCHEMA,
        {
            "period": followup.period,
            "readings": figures,
            "approvals": reads.approvals_shown(followup, seen_by=by),
            "correction": followup.correction,
            "history_source": followup.history_source,
        },
    )
    followup.frozen_text, followup.frozen_digest = kept.text, kept.digest
    followup.state = State.APPROVED
    followup.save_checked()
    Version.objects.create(
        partnership=followup.partnership,
        followup=followup,
        number=followup.versions.count() + 1,
        approved_on=clock.today(),
        correction=followup.correction,
        text=kept.text,
        digest=kept.digest,
    )
    for row in reads.readings(followup, seen_by=by):
        missed = row.status in (Status.NOT_FULFILLED, Status.PARTLY_FULFILLED)
        if missed and not row.indicator.promise.history:
            promise = row.indicator.promise
            pictures.carry_forward(
                row.indicator.name,
                area=promise.area,
                evidence={"period": followup.period, "reading": reads.as_data(row)},
                by=by,
                partnership=followup.partnership,
            )
