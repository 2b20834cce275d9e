# SPDX-License-Identifier: EUPL-1.2
"""A member enters what was seen or told: one place, one or several events."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from samsyn.catalogue import categories
from samsyn.cycle.reports.compute import guard
from samsyn.cycle.reports.forms.fields import CategoryField, OneLine, SafeText, When, Where, said
from samsyn.cycle.reports.writes import DISTRICT_KINDS, TEXT_MOST, Sighting
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

CHANNELS = ("own", "phone", "counter", "letter", "walk", "mail")
CERTAINTIES = ("seen", "heard", "suspected")
EFFECTS = ("1", "2", "3", "4")
MOST_EVENTS = 10


class EventForm(When):
    """One event: what, when, and what is known of it."""

    category = CategoryField(widget=forms.Select)
    text = SafeText(most=TEXT_MOST, widget=forms.Textarea)
    certainty = forms.ChoiceField(
        required=False, choices=[(code, code) for code in CERTAINTIES], widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, number: int = 0, language: str = "sv") -> None:
        super().__init__(data, prefix=f"e{number}", initial={"when": "today"})
        self.number = number + 1
        self.fields["category"].widget.choices = [("", "---"), *category_choices(language)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.read_when()
        return data


class StaffForm(Where):
    """The place, how it came to us, and what is already done; the events hang on it."""

    client_id = forms.CharField(required=False, widget=forms.HiddenInput)
    channel = forms.ChoiceField(choices=[(code, code) for code in CHANNELS], widget=forms.RadioSelect)
    felt_effect = forms.ChoiceField(
        required=False, choices=[(code, code) for code in EFFECTS], widget=forms.RadioSelect
    )
    told_police = forms.BooleanField(required=False)
    told_fault = forms.BooleanField(required=False)
    action_taken = OneLine(most=300)
    events = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, partnership: Partnership, person: Caller, data: Any = None, *, language: str = "sv"
    ) -> None:
        self.partnership, self.person = partnership, person
        super().__init__(data, initial={"client_id": str(uuid4()), "channel": "own", "events": 1})
        self.offer_areas()
        self.several = [EventForm(data, number=number, language=language) for number in range(_count(data))]

    def is_valid(self) -> bool:
        """The place and every event; all are looked at, so that all errors show at once."""
        good = [super().is_valid(), *(event.is_valid() for event in self.several)]
        if all(good):
            good.append(self._districts())
        return all(good)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.read_where()
        return data

    def _districts(self) -> bool:
        area = self.cleaned_data["placing"].area
        for event in self.several:
            category = categories.get(event.cleaned_data["category"])
            if (
                category is not None
                and category.district_only
                and (area is None or area.kind not in DISTRICT_KINDS)
            ):
                self.add_error("area", ValidationError("district", code="choose_district"))
                return False
        return True

    def refuse(self, refused: BadInput) -> None:
        """Show what the guard, or a rule, said: by the field of the page, else by the event that holds the words."""
        words = refused.facts.get("marks", ())
        for event in self.several:
            text = event.cleaned_data.get("text") or ""
            if refused.field == "text" and text and guard(text).marks == tuple(words):
                event.add_error("text", said(refused))
                return
        self.add_error(refused.field if refused.field in self.fields else None, said(refused))

    def sendings(self) -> list[tuple[UUID, Sighting]]:
        """Each event ready to be stored, with its id of sending: the first has the page's own."""
        data = self.cleaned_data
        try:
            first = UUID(data.get("client_id") or "")
        except ValueError:
            first = uuid4()
        found = []
        for number, event in enumerate(self.several):
            one = event.cleaned_data
            seen = Sighting(
                category=one["category"],
                wall_from=one["wall_from"],
                wall_to=one["wall_to"],
                weekdays=one["habit_days"],
                text=one.get("text") or "",
                area=data["placing"].area,
                e=data["placing"].e,
                n=data["placing"].n,
                place_text=data.get("place_text") or "",
                place_kind=data["place_kind"],
                certainty=one.get("certainty") or "",
                felt_effect=int(data["felt_effect"]) if data.get("felt_effect") else None,
                told_police=data["told_police"] or None,
                told_fault=data["told_fault"] or None,
                action_taken=data.get("action_taken") or "",
            )
            found.append((UUID(int=(first.int + number) % 2**128), seen))
        return found


def category_choices(language: str = "sv") -> list[tuple[str, list[tuple[str, str]]]]:
    """Categories with their parts, grouped for a list."""
    return [
        (
            found.name(language),
            [(found.key, found.name(language))]
            + [(part.key, part.name(language)) for part in found.subcategories if not part.retired],
        )
        for found in categories.every()
    ]


def _count(data: Any) -> int:
    if data is None:
        return 1
    try:
        asked = int(data.get("events") or 1)
    except ValueError:
        asked = 1
    return max(1, min(MOST_EVENTS, asked + ("more" in data)))
