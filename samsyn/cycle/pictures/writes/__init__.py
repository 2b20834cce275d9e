# SPDX-License-Identifier: EUPL-1.2
"""Changes to pictures: the document, findings and focus areas, and alerts."""

from samsyn.cycle.pictures.writes.alerts import acknowledge, note_look
from samsyn.cycle.pictures.writes.documents import SCHEMA, approve, decide, store, write
from samsyn.cycle.pictures.writes.findings import (
    add_cause,
    add_finding,
    carry_forward,
    choose_focus_area,
    cite,
    end_focus_area,
)

__all__ = [
    "SCHEMA",
    "acknowledge",
    "add_cause",
    "add_finding",
    "approve",
    "carry_forward",
    "choose_focus_area",
    "cite",
    "decide",
    "end_focus_area",
    "note_look",
    "store",
    "write",
]
