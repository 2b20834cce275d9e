# SPDX-License-Identifier: EUPL-1.2
"""Questions about follow-ups, and the whole chain of a promise as plain data."""

from samsyn.cycle.followups.reads.asked import (
    addresses,
    asked_of,
    contacts,
    counts_of_effects,
    effect_questions_due,
    effects,
    missing,
    owners_missing,
    reminders,
    step_on,
    unfinished,
    waiting_for,
)
from samsyn.cycle.followups.reads.beginning import STEPS, to_remind_of
from samsyn.cycle.followups.reads.chain import chain
from samsyn.cycle.followups.reads.collected import Counted, counted
from samsyn.cycle.followups.reads.rows import (
    approvals,
    approvals_shown,
    approved,
    approvers,
    figures_digest,
    followup,
    followup_by_uuid,
    followups,
    promises_in,
    reading,
    readings,
    version,
    versions,
)
from samsyn.cycle.followups.reads.shape import as_data, change, plain, told

__all__ = [
    "STEPS",
    "to_remind_of",
    "Counted",
    "addresses",
    "approvals",
    "approvals_shown",
    "approved",
    "approvers",
    "as_data",
    "asked_of",
    "chain",
    "change",
    "contacts",
    "counted",
    "counts_of_effects",
    "effect_questions_due",
    "effects",
    "figures_digest",
    "followup",
    "followup_by_uuid",
    "followups",
    "missing",
    "owners_missing",
    "plain",
    "promises_in",
    "reading",
    "readings",
    "reminders",
    "step_on",
    "told",
    "unfinished",
    "version",
    "versions",
    "waiting_for",
]
