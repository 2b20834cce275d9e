# SPDX-License-Identifier: EUPL-1.2
"""What is chosen and typed while data comes in by screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samsyn.catalogue import sources
from samsyn.kit import clock
from samsyn.kit.inputs import PageForm

MOST_COUNT = 100_000


class UploadForm(PageForm):
    """Which source, and the file."""

    source = forms.ChoiceField(choices=(), widget=forms.RadioSelect)
    file = forms.FileField()

    def __init__(self, data: Any = None, files: Any = None, *, language: str = "sv") -> None:
        super().__init__(data, files, initial={"source": "reports"})
        self.fields["source"].choices = [(one.key, one.name(language)) for one in sources.every()]  # type: ignore[attr-defined]


class CountsForm(PageForm):
    """The police's counts of a week: one number for each area and group, empty where nobody has said."""

    year = forms.IntegerField(min_value=2000, max_value=2200)
    week = forms.IntegerField(min_value=1, max_value=53)

    def __init__(self, areas: Sequence[str], groups: Sequence[str], data: Any = None) -> None:
        year, week, _ = clock.today().isocalendar()
        super().__init__(data, initial={"year": year, "week": week})
        self.areas, self.groups = areas, groups
        for row in range(len(areas)):
            for column in range(len(groups)):
                self.fields[f"n-{row}-{column}"] = forms.IntegerField(
                    required=False, min_value=0, max_value=MOST_COUNT
                )

    def table(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """The rows with their fields, for the page."""
        return [
            (area, [(group, self[f"n-{row}-{column}"]) for column, group in enumerate(self.groups)])
            for row, area in enumerate(self.areas)
        ]

    def counts(self) -> list[tuple[str, str, int]]:
        """Area, group and number of every cell that was filled in; a nought is a number."""
        data = self.cleaned_data
        return [
            (area, group, data[f"n-{row}-{column}"])
            for row, area in enumerate(self.areas)
            for column, group in enumerate(self.groups)
            if data.get(f"n-{row}-{column}") is not None
        ]


class FetchingForm(PageForm):
    """Whether the police's published events are fetched, and of which places."""

    is_on = forms.BooleanField(required=False)
    places = forms.CharField(required=False, max_length=2000)

    def named(self) -> list[str]:
        """The places, parted by commas."""
        return [name.strip() for name in self.cleaned_data["places"].split(",") if name.strip()]
