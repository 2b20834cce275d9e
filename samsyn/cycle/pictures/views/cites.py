# SPDX-License-Identifier: EUPL-1.2
"""What people said when asked becomes a finding: choose it from the dialogues, walks and surveys of the time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samsyn.cycle.dialogues import compute as surveys
from samsyn.cycle.dialogues import reads as dialogues
from samsyn.cycle.dialogues.models import Kind
from samsyn.cycle.pictures import reads, rules, writes
from samsyn.kit.errors import BadInput, NotFound
from samsyn.kit.requests import Request

BEFORE = timedelta(days=366)
"""Something said within a year before the period ended may still be what the picture leans on."""


def cite(request: Request, key: str, uuid: Any) -> HttpResponse:
    """Choose what was said, and in which sentence the picture says it."""
    picture = reads.picture(uuid, request.partnership, seen_by=request.person)
    rules.check_may_write(request.person, picture)
    said = request.POST.get("sentence", "")
    refused = ""
    if request.method == "POST":
        try:
            writes.cite(picture, _source(request), said, by=request.person)
        except BadInput as wrong:
            refused = wrong.code
        else:
            return redirect(reverse("pictures-picture", kwargs={"key": key, "uuid": uuid}) + "#iakttagelser")
    context = {"picture": picture, "rows": _rows(request, picture), "refused": refused, "said": said}
    return render(request, "pictures/cite.html", context, status=400 if refused else 200)


def _source(request: Request) -> Any:
    kind, _, uuid = request.POST.get("source", "").partition(":")
    asked = {"observation": dialogues.observation, "answer": dialogues.answer}.get(kind)
    if asked is None or len(uuid) != 36:
        raise NotFound("no_such_observation")
    return asked(uuid, request.partnership, seen_by=request.person)


def _rows(request: Request, picture: Any) -> list[dict[str, Any]]:
    """The occasions, newest first, each with what may be cited; answers that may not be shown are left out."""
    here, person = request.partnership, request.person
    found = dialogues.held_in(here, picture.period_to - BEFORE, picture.period_to + BEFORE, seen_by=person)
    return [
        {
            "occasion": occasion,
            "observations": dialogues.observations(here, seen_by=person, occasion=occasion),
            "answers": [
                entry
                for entry in (
                    surveys.answers(occasion, seen_by=person) if occasion.kind == Kind.SURVEY else []
                )
                if not entry.hidden
            ],
        }
        for occasion in reversed(found)
    ]
