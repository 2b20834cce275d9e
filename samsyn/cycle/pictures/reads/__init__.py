# SPDX-License-Identifier: EUPL-1.2
"""Questions about pictures, findings, causes, focus areas and alerts."""

from samsyn.cycle.pictures.reads.alerts import alert, alerts, first_look, last_look, open_alerts
from samsyn.cycle.pictures.reads.pictures import (
    approvals,
    content_digest,
    current,
    differences,
    figures,
    finding,
    findings,
    focus_area,
    focus_areas,
    picture,
    pictures,
)

__all__ = [
    "alert",
    "alerts",
    "approvals",
    "content_digest",
    "current",
    "differences",
    "figures",
    "finding",
    "findings",
    "first_look",
    "focus_area",
    "focus_areas",
    "last_look",
    "open_alerts",
    "picture",
    "pictures",
]
