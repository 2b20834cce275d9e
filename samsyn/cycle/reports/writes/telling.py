# SPDX-License-Identifier: EUPL-1.2
"""A word back to those who reported: told downwards by pictures, activities, follow-ups and publications."""

from __future__ import annotations

from django.db import transaction

from samsyn.catalogue import categories
from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import Answer, Report
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.rows import RecordClass

# What an answer is about; the words for each stand in templates/words/reports/answer.html.
KINDS = (
    "picture_decided",
    "focus_area_chosen",
    "promise_agreed",
    "activity_planned",
    "activity_done",
    "followup_published",
    "fault_handed_over",
    "answered",
)


@transaction.atomic
def tell(
    partnership: Partnership,
    kind: str,
    *,
    area: Area | None = None,
    report: Report | None = None,
    category: str = "",
    text: str = "",
    about_kind: str = "",
    about: str = "",
    by: Caller,
) -> Answer:
    """Tell what came of reports: from an area (or everywhere when None), of a category (or all when empty).

    `kind` is one of KINDS, `about_kind` and `about` name what is told of (a promise's slug, a picture's uuid) so
    that pages can link to it. `text` is shown to anyone: it holds no report and no person. An answer about one
    `report` is told to the holder of its code alone. The same thing told again the same day changes nothing.
    """
    rules.check_may_tell(by, partnership)
    if kind not in KINDS:
        raise BadInput("unknown_answer", field="kind", kind=kind[:40])
    if category and not categories.exists(category):
        raise BadInput("unknown_category", field="category", category=category[:60])
    for subject in (area, report):
        if subject is not None and subject.partnership_id != partnership.pk:
            raise BadInput("another_partnership", field="area")
    answer, made = Answer.objects.get_or_create(
        partnership=partnership,
        kind=kind,
        area=area,
        report=report,
        category=category,
        text=text.strip(),
        about_kind=about_kind,
        about=about,
        told_on=clock.today(),
        defaults={"owner_id": by.organisation_id, "record_class": RecordClass.PUBLIC},
    )
    if made:
        journal.record("answer told", answer, by=by, kind=kind, about=about)
    return answer
