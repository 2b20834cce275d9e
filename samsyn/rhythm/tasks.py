# SPDX-License-Identifier: EUPL-1.2
"""What runs later: the warnings of the law's clocks, and mails about papers and minutes to functions' mailboxes."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Organisation
from samsyn.kit import mail
from samsyn.kit.callers import SYSTEM
from samsyn.rhythm import reads, rules, writes
from samsyn.rhythm.models import Meeting, State

TEMPLATES = {"minutes": "rhythm_minutes", "papers": "rhythm_papers"}
PAGES = {"minutes": "rhythm-minutes", "papers": "rhythm-papers"}


def daily() -> None:
    """Queue the warnings of the law's clocks, in every partnership. Safe to repeat."""
    for partnership in people.partnerships():
        writes.warn(partnership, by=SYSTEM.inside(partnership.pk))


def send_warnings(organisation_id: int) -> None:
    """Send one organisation its gathered warning; one that has left meanwhile is not told."""
    organisation = Organisation.objects.select_related("partnership").filter(pk=organisation_id, left_on=None)
    for found in organisation:
        writes.send_warnings(found, by=SYSTEM.inside(found.partnership_id))


def send(meeting_id: int, about: str, mailbox: str) -> None:
    """Send one mail. It says what may be told in a mail: how many decisions, those that residents may know, and the link."""
    meeting = Meeting.objects.select_related("forum", "partnership").filter(pk=meeting_id).first()
    if meeting is None or meeting.state == State.CANCELLED or about not in TEMPLATES:
        return
    eyes = rules.for_all(meeting.partnership)
    made = list(reads.decisions(meeting.partnership, seen_by=eyes, meeting=meeting))
    told = [row for row in made if row.activity is not None and not row.activity.embargo]
    following = reads.upcoming(
        meeting.partnership, seen_by=eyes, forum=meeting.forum, after=meeting.held_on
    ).first()
    address = reverse(PAGES[about], kwargs={"key": meeting.partnership.key, "uuid": meeting.uuid})
    mail.send(
        mailbox,
        TEMPLATES[about],
        {
            "forum": meeting.forum.name,
            "day": meeting.held_on,
            "starts_at": meeting.starts_at,
            "place": meeting.place_text,
            "count": len(made),
            "more": len(made) - len(told),
            "decisions": [
                {"what": row.what, "who": row.organisation.name, "due": row.due_on} for row in told
            ],
            "next_on": following.held_on if following else None,
        },
        links={"address": settings.PUBLIC_URL + address},
    )
