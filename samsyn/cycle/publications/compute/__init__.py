# SPDX-License-Identifier: EUPL-1.2
"""What published content adds up to: how a promise stands, and the flat tables that every format is made from."""

from samsyn.cycle.publications.compute.across import apart, edition_apart, effects_apart
from samsyn.cycle.publications.compute.contents import content, contents, digest
from samsyn.cycle.publications.compute.figures import chosen, figures
from samsyn.cycle.publications.compute.guard import suspected
from samsyn.cycle.publications.compute.masking import masked, masked_activities
from samsyn.cycle.publications.compute.other_work import other_work, plain_work
from samsyn.cycle.publications.compute.sharing import (
    figures_said,
    followup_alt,
    promise_alt,
    shared_followup,
    shared_promise,
)
from samsyn.cycle.publications.compute.shown import shown
from samsyn.cycle.publications.compute.standing import notable, standing_of, status_at, timeline_of
from samsyn.cycle.publications.compute.tables import (
    ACTIVITY_FIELDS,
    PICTURE_FIELDS,
    PROMISE_FIELDS,
    READING_FIELDS,
    activities,
    csv_text,
    picture_rows,
    promises,
    readings,
)
from samsyn.cycle.publications.compute.told import told
from samsyn.cycle.publications.compute.tried import Tried, tried

__all__ = [
    "Tried",
    "tried",
    "chosen",
    "figures",
    "ACTIVITY_FIELDS",
    "PICTURE_FIELDS",
    "PROMISE_FIELDS",
    "READING_FIELDS",
    "activities",
    "apart",
    "edition_apart",
    "effects_apart",
    "content",
    "contents",
    "csv_text",
    "digest",
    "masked",
    "masked_activities",
    "other_work",
    "plain_work",
    "picture_rows",
    "promises",
    "readings",
    "notable",
    "figures_said",
    "followup_alt",
    "shared_followup",
    "promise_alt",
    "shared_promise",
    "shown",
    "standing_of",
    "status_at",
    "timeline_of",
    "suspected",
    "told",
]
