# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about an occasion, an observation and a survey's answers."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.catalogue import categories
from samsyn.cycle.dialogues.models import Kind, ObservationState
from samsyn.kit.inputs import DateInput, PageForm, RowChoice


class OccasionForm(PageForm):
    """An occasion, ahead or already held."""

    kind = forms.ChoiceField(
        choices=[(code, code) for code in Kind.values],
        widget=forms.RadioSelect,
        initial=Kind.CITIZEN_DIALOGUE,
    )
    title = forms.CharField(max_length=200)
    held_on = forms.DateField(widget=DateInput())
    held_to = forms.DateField(required=False, widget=DateInput())
    starts_at = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M"))
    area = RowChoice(required=False)
    place_text = forms.CharField(max_length=200, required=False)
    invited_by = RowChoice()
    looked_at = forms.BooleanField(required=False)

    def __init__(self, *args: Any, areas: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "area", areas, empty=True)
        _offer(self, "invited_by", organisations)


class ToldForm(PageForm):
    """How many took part and what it came to."""

    asked = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    taking_part = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    missing = forms.CharField(max_length=300, required=False)
    summary = forms.CharField(max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)
    looked_at = forms.BooleanField(required=False)


class ObservationForm(PageForm):
    """One theme, or one thing seen on the way."""

    text = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    works_well = forms.BooleanField(required=False)
    category = forms.ChoiceField(required=False)
    area = RowChoice(required=False)
    place_text = forms.CharField(max_length=200, required=False)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    raised_by = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    organisation = RowChoice(required=False)
    due_on = forms.DateField(required=False, widget=DateInput())
    looked_at = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, areas: Any, organisations: Any, language: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "area", areas, empty=True)
        _offer(self, "organisation", organisations, empty=True)
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)
        category.choices = [("", "–"), *[(entry.key, entry.name(language)) for entry in categories.every()]]

    def written(self) -> dict[str, Any]:
        """What was typed, as `writes.observe` takes it."""
        typed = dict(self.cleaned_data)
        longitude, latitude = typed.pop("longitude"), typed.pop("latitude")
        typed["point"] = None if longitude is None or latitude is None else (longitude, latitude)
        return typed


class AnswerForm(PageForm):
    """What came of an observation."""

    state = forms.ChoiceField(
        choices=[(code, code) for code in ObservationState.values if code != ObservationState.OPEN],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    organisation = RowChoice(required=False)
    due_on = forms.DateField(required=False, widget=DateInput())
    looked_at = forms.BooleanField(required=False)

    def __init__(self, *args: Any, organisations: Any, states: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "organisation", organisations, empty=True)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in states] or field.choices


class CountForm(PageForm):
    """One question, one answer, and how many."""

    question = forms.CharField(max_length=300)
    said = forms.CharField(max_length=200)
    count = forms.IntegerField(min_value=0, max_value=10_000_000)
    answers = forms.IntegerField(min_value=0, max_value=10_000_000)
    looked_at = forms.BooleanField(required=False)


def _offer(form: forms.Form, name: str, rows: Any, *, empty: bool = False) -> None:
    field = form.fields[name]
    assert isinstance(field, RowChoice)
    field.offer(rows, empty=empty)
