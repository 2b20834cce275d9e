# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a follow-up have in common."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator

from samsyn.cycle.followups import reads, rules
from samsyn.cycle.followups.forms import ContactForm, PaperForm, ReasonForm, SourceForm
from samsyn.ground.people import reads as people
from samsyn.ground.people import rules as people_rules
from samsyn.kit import clock
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request

# Promises on one page of a follow-up; more make a page that is slow to draw and to read.
ON_A_PAGE = 12


def page_of(request: Request, found: Any) -> dict[str, Any]:
    """Everything that a follow-up's page shows."""
    person = request.person
    rows = reads.readings(found, seen_by=person)
    data = reads.told(rows)
    digest = reads.figures_digest(found, seen_by=person, data=data)
    given = reads.approvals(found, seen_by=person, digest=digest)
    pairs = zip(rows, data, strict=True)
    grouped = [
        (promise, list(part)) for promise, part in groupby(pairs, key=lambda pair: pair[0].indicator.promise)
    ]
    most = len(grouped) or 1 if "alla" in request.GET else ON_A_PAGE
    page = Paginator(grouped, most).get_page(request.GET.get("sida"))
    kinds = {row.organisation.kind for row in given}
    organisations = list(people.organisations(request.partnership, seen_by=person))
    parties = [row for row in organisations if row.kind in rules.PARTIES]
    asked = reads.approvers(found, seen_by=person, rows_read=rows)
    signed = {row.organisation_id for row in given}
    reminded = reads.reminders(found, seen_by=person)
    own = next((row for row in parties if row.pk == person.organisation_id), None)
    return {
        "followup": found,
        "rows": rows,
        "promises": [
            {
                "promise": promise,
                "rows": [_row_of(*pair, request) for pair in part],
                "effects": reads.effects(promise, seen_by=person),
            }
            for promise, part in page
        ],
        "page": page,
        "faults": rules.faults(rows),
        "collected": sum(1 for row in rows if row.by_itself),
        "owners_missing": reads.owners_missing(found, seen_by=person, rows_read=rows),
        "reminders": reminded,
        "contacts": reads.contacts(request.partnership, seen_by=person),
        "contact": ContactForm(organisations=organisations),
        "versions": reads.versions(found, seen_by=person),
        "only_history": bool(rows) and all(row.indicator.promise.history for row in rows),
        "history": SourceForm(),
        "missing": reads.missing(found, seen_by=person, rows_read=rows),
        "approvals": given,
        "waiting": [row for row in asked if row.pk not in signed] if found.state == "open" else [],
        "digest": digest,
        "approval_state": {"open": people_rules.inked(kinds), "published": "published"}.get(
            found.state, "both"
        ),
        "paper": PaperForm(organisations=parties, initial={"approved_on": clock.today()}),
        "reason": ReasonForm(),
        "may_approve": own is not None
        and own.pk not in signed
        and allowed(rules.check_may_approve, person, found, own, False),
        "may_register": own is not None and allowed(rules.check_may_approve, person, found, own, True),
        "may_reopen": allowed(rules.check_may_reopen, person, found),
        "may_collect": allowed(rules.check_may_collect, person, found),
        "may_ask": allowed(rules.check_open, found)
        and allowed(people_rules.check_may_manage, person, request.partnership),
    }


def _row_of(row: Any, data: dict[str, Any], request: Request) -> dict[str, Any]:
    """A reading as its row shows it, with what stands in its field for those who may type there."""
    may_report = allowed(rules.check_may_report, request.person, row)
    shown = {"row": row, "data": data, "may_report": may_report}
    return shown | ({"typed": initial(row)} if may_report else {})


def parties_of(request: Request) -> list[Any]:
    """The municipalities and the police of the partnership."""
    rows = people.organisations(request.partnership, seen_by=request.person)
    return [row for row in rows if row.kind in rules.PARTIES]


def initial(row: Any) -> dict[str, Any]:
    """A reading as it stands, for its form."""
    value = reads.plain(row.value)
    said = row.said or ("" if value is None else str(value).replace(".", ","))
    return {
        "said": said,
        "as_of": row.as_of or min(row.followup.period_to, clock.today()),
        "steps_done": row.steps_done,
        "comment": row.comment,
        "next_step": row.next_step,
    }
