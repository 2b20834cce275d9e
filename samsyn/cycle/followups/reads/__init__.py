# SPDX-License-Identifier: EUPL-1.2
"""Questions about follow-ups, and the whole chain of a promise as plain data."""

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
from samsyn.cycle.followups.reads.shape import as_data, change, plain

__all__ = [
    "Counted",
    "approvals",
    "approvals_shown",
    "approved",
    "approvers",
    "as_data",
    "chain",
    "change",
    "counted",
    "figures_digest",
    "followup",
    "followup_by_uuid",
    "followups",
    "plain",
    "promises_in",
    "reading",
    "readings",
    "version",
    "versions",
]
