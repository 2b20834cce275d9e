# SPDX-License-Identifier: EUPL-1.2
"""The year as a calendar file, and the address of one's own at which a calendar program reads it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, ical
from samsyn.kit.callers import Caller
from samsyn.kit.requests import Request
from samsyn.kit.words import words_for
from samsyn.rhythm import reads, rules, writes, year


@require_GET
def as_file(request: Request, key: str) -> HttpResponse:
    """This year and the next as a calendar file, for who has signed in."""
    answer = _calendar(request.partnership, request.person)
    answer["Content-Disposition"] = f'attachment; filename="{key}.ics"'
    return answer


@require_GET
def feed(request: Request, key: str, token: str) -> HttpResponse:
    """The same for a calendar program, which cannot sign in: the token says whose eyes it has."""
    answer = _calendar(
        request.partnership, reads.calendar_caller(token, request.partnership, seen_by=request.person)
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_GET
def address(request: Request, key: str) -> HttpResponse:
    """One's own address, with what it shows and how it is closed."""
    rules.check_may_see(request.person, request.partnership)
    token = reads.calendar_token(seen_by=request.person)
    path = reverse("rhythm-calendar-feed", kwargs={"key": key, "token": token}) if token else ""
    return render(request, "rhythm/calendar.html", {"address": settings.PUBLIC_URL + path if path else ""})


@require_POST
def renew(request: Request, key: str) -> HttpResponse:
    """A new address; the one before answers no more."""
    writes.open_calendar(by=request.person, partnership=request.partnership)
    return redirect("rhythm-calendar-address", key=key)


@require_POST
def close(request: Request, key: str) -> HttpResponse:
    """Nothing answers at one's own address any more."""
    writes.close_calendar(by=request.person, partnership=request.partnership)
    return redirect("rhythm-calendar-address", key=key)


def _calendar(here: Partnership, person: Caller) -> HttpResponse:
    rules.check_may_see(person, here)
    today = clock.today()
    lines = [
        line for spoken in (today.year, today.year + 1) for line in year.lines(here, spoken, seen_by=person)
    ]
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    text = ical.calendar(here.name, [_event(line) for line in lines], host=host)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _event(line: Any) -> ical.Event:
    return ical.Event(
        line.uid,
        line.day,
        str(words_for("rhythm/line", line.code, **line.facts)),
        line.facts.get("starts_at"),
        line.facts.get("place", ""),
        line.until,
        " ".join(filter(None, (line.owner, line.facts.get("note", "")))),
    )
