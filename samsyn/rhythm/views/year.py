# SPDX-License-Identifier: EUPL-1.2
"""The year wheel as picture and list, and what is put into it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samsyn.cycle.reports import reads as reports
from samsyn.ground.people import reads as people
from samsyn.kit import clock
from samsyn.kit.charts import wheel
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, allowed
from samsyn.kit.requests import Request
from samsyn.kit.words import words_for
from samsyn.rhythm import law, patterns, reads, rules, writes, year
from samsyn.rhythm.forms import YearEntryForm
from samsyn.rhythm.models import Pattern

FIRST_YEAR, LAST_YEAR = 2000, 2100


@require_GET
def wheel_page(request: Request, key: str) -> HttpResponse:
    """The year: the wheel, the list by month, and the form for a line of one's own."""
    rules.check_may_see(request.person, request.partnership)
    return _page(request, YearEntryForm(**_choices(request)))


@require_POST
def add(request: Request, key: str) -> HttpResponse:
    """Put a line in the year."""
    form = YearEntryForm(request.POST, **_choices(request))
    if form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            writes.add_year_entry(
                request.partnership, typed.pop("title"), typed.pop("day"), by=request.person, **typed
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("rhythm-year", key=key)
    return _page(request, form, status=400)


@require_POST
def add_pattern(request: Request, key: str, pattern: str) -> HttpResponse:
    """Put one of the patterns that most municipalities have in the year, on its usual days."""
    if pattern not in _suggested():
        raise NotFound("no_such_entry")
    first, last = patterns.usual(pattern, clock.today().year)
    title = str(words_for("rhythm/pattern", pattern))
    writes.add_year_entry(
        request.partnership, title, first, by=request.person, until=last, yearly=True, pattern=pattern
    )
    return redirect("rhythm-year", key=key)


@require_POST
def strike(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Take a line out of the year."""
    found = reads.year_entry(uuid, request.partnership, seen_by=request.person)
    writes.strike_year_entry(found, by=request.person)
    return redirect("rhythm-year", key=key)


def _page(request: Request, form: Any, status: int = 200) -> HttpResponse:
    here, person, today = request.partnership, request.person, clock.today()
    asked = request.GET.get("ar", "")
    spoken = int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked[:6]) <= LAST_YEAR else today.year
    lines = year.lines(here, spoken, seen_by=person)
    kept = {row.pattern for row in reads.year_entries(here, seen_by=person)}
    marks = [wheel.Mark(line.day, line.kind, line.done, line.late) for line in lines]
    context = {
        "year": spoken,
        "today": today,
        "months": [
            {"number": number, "lines": list(rows)}
            for number, rows in groupby(lines, key=lambda line: line.day.month)
        ],
        "patterns": [(line, _last_time(request, line)) for line in lines if line.kind == "pattern"],
        "suggested": [code for code in _suggested() if code not in kept],
        "next": next((line for line in lines if line.day >= today and not line.done), None),
        "late": [line for line in lines if line.late],
        "drawing": wheel.wheel(
            spoken,
            today,
            marks,
            title=str(words_for("rhythm/wheel", "title", year=spoken)),
            about=str(words_for("rhythm/wheel", "about", count=len(lines))),
            tertials=[str(words_for("rhythm/wheel", f"T{number}")) for number in (1, 2, 3)],
            spans=year.spans(here, spoken, seen_by=person),
        ),
        "form": form,
        "adding": reverse("rhythm-year-add", kwargs={"key": here.key}),
        "may_lead": allowed(rules.check_may_lead, person, here),
    }
    return render(request, "rhythm/year.html", context, status=status)


def _suggested() -> list[str]:
    return [code for code in Pattern.values if code != Pattern.OTHER]


def _last_time(request: Request, line: year.Line) -> int | None:
    """How many reports came from the same days a year before; None for those who may not count, or before any came."""
    first = law.years_after(line.day, -1)
    last = law.years_after(line.until, -1) if line.until else first
    try:
        asked = reports.Filters(since=first, until=last)
        return reports.how_many(request.partnership, asked, seen_by=request.person) or None
    except NotAllowed:
        return None


def _choices(request: Request) -> dict[str, Any]:
    return {"organisations": people.organisations(request.partnership, seen_by=request.person)}
