# SPDX-License-Identifier: EUPL-1.2
"""The filter of the inbox: it stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from samsyn.catalogue import categories
from samsyn.cycle.reports.models import Sending, Source, State
from samsyn.cycle.reports.reads import Filters
from samsyn.ground.people.models import Organisation
from samsyn.ground.places.models import Area

PLACED = ("point", "area", "none")


class FilterForm(forms.Form):
    """Each part may be empty. What cannot be read is left out rather than refused: an address may be old."""

    state = forms.CharField(required=False, widget=forms.Select)
    category = forms.CharField(required=False, widget=forms.Select)
    source = forms.CharField(required=False, widget=forms.Select)
    area = forms.CharField(required=False, widget=forms.Select)
    organisation = forms.CharField(required=False, widget=forms.Select)
    placed = forms.CharField(required=False, widget=forms.Select)
    sent = forms.CharField(required=False, widget=forms.Select)
    since = forms.DateField(required=False, widget=forms.DateInput)
    until = forms.DateField(required=False, widget=forms.DateInput)

    def __init__(
        self, data: Any, areas: list[Area], organisations: list[Organisation], language: str = "sv"
    ) -> None:
        super().__init__(data)
        choices = {
            "state": [(code, code) for code in ("open", "stuck", *State.values)],
            "category": [(found.key, found.name(language)) for found in categories.every(retired=True)],
            "source": [(code, code) for code in Source.values],
            "area": [(str(area.uuid), area.name) for area in areas],
            "organisation": [(str(found.uuid), found.name) for found in organisations],
            "placed": [(code, code) for code in PLACED],
            "sent": [(code, code) for code in Sending.values],
        }
        for name, offered in choices.items():
            self.fields[name].widget.choices = [("", "---"), *offered]  # type: ignore[attr-defined]
        self.offered = {name: {code for code, _ in offered} for name, offered in choices.items()}

    def filters(self) -> Filters:
        """The filters that could be read."""
        self.is_valid()
        data = {
            name: value
            for name, value in self.cleaned_data.items()
            if value and (name not in self.offered or value in self.offered[name])
        }
        return Filters(
            state=data.get("state", ""),
            category=data.get("category", ""),
            source=data.get("source", ""),
            area=UUID(data["area"]) if "area" in data else None,
            organisation=UUID(data["organisation"]) if "organisation" in data else None,
            placed=data.get("placed", ""),
            sent=data.get("sent", ""),
            since=data.get("since"),
            until=data.get("until"),
        )
