# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about a target state and its indicators."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.cycle.promises.forms.promises import NumberField
from samsyn.kit.inputs import PageForm, RowChoice, RowsChoice


class TargetStateForm(PageForm):
    """How it should be in a district, from which year it is measured and by when."""

    area = RowChoice()
    sentence = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    base_year = forms.IntegerField(min_value=1990, max_value=2100)
    by_year = forms.IntegerField(min_value=1991, max_value=2100, required=False)
    focus_areas = RowsChoice(required=False)

    def __init__(self, *args: Any, areas: Any, focus_areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, several = self.fields["area"], self.fields["focus_areas"]
        assert isinstance(area, RowChoice) and isinstance(several, RowsChoice)
        area.offer(areas)
        several.offer(focus_areas, "title")


class TargetIndicatorForm(PageForm):
    """What shows it, where it stood in the base year, and where it should be."""

    name = forms.CharField(max_length=300)
    unit = forms.CharField(max_length=60, required=False)
    base_value = NumberField(max_length=40)
    wanted = NumberField(max_length=40, required=False)
    source = forms.CharField(max_length=200)
    measure = forms.CharField(max_length=80, required=False)
    place_code = forms.CharField(max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """The two that name an official figure come out together."""
        cleaned = super().clean() or {}
        cleaned["takes"] = {name: cleaned.pop(name, "") for name in ("measure", "place_code")}
        return cleaned


class TargetValueForm(PageForm):
    """Where an indicator stood in a year."""

    year = forms.IntegerField(min_value=1990, max_value=2100)
    value = NumberField(max_length=40)
    source = forms.CharField(max_length=200, required=False)
    sample_size = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
