# SPDX-License-Identifier: EUPL-1.2
"""What a person may type at a meeting."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import DateInput, PageForm, RowChoice
from samsyn.rhythm.forms.choices import codes, offer
from samsyn.rhythm.models import Effect, Said


class MeetingForm(PageForm):
    """When and where."""

    held_on = forms.DateField(widget=DateInput())
    starts_at = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M"))
    place_text = forms.CharField(max_length=200, required=False)


class NoteForm(PageForm):
    """What was noted under a point."""

    point = forms.CharField(max_length=20, widget=forms.HiddenInput)
    text = forms.CharField(max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecisionForm(PageForm):
    """What, who, where, when and what for."""

    what = forms.CharField(max_length=300)
    organisation = RowChoice()
    area = RowChoice(required=False)
    starts_on = forms.DateField(required=False, widget=DateInput())
    due_on = forms.DateField(required=False, widget=DateInput())
    purpose = forms.CharField(max_length=300, required=False)
    may_be_told = forms.BooleanField(required=False)
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)
        offer(self, "area", areas, empty=True)


class ReviewForm(PageForm):
    """How an earlier decision stands."""

    said = forms.ChoiceField(choices=codes(Said))
    effect = forms.ChoiceField(required=False, choices=[("", ""), *codes(Effect)])
    note = forms.CharField(max_length=300, required=False)


class ApproveForm(PageForm):
    """Who approves the minutes, by title."""

    title = forms.CharField(max_length=200)
    approved_on = forms.DateField(widget=DateInput())


class CancelForm(PageForm):
    """Why a meeting is cancelled."""

    reason = forms.CharField(max_length=300)


class ItemForm(PageForm):
    """A line that a party brings."""

    point = forms.CharField(max_length=20, widget=forms.HiddenInput)
    organisation = RowChoice()
    text = forms.CharField(max_length=500)
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)


class PriorityForm(PageForm):
    """An area that comes first in a quarter or a tertial, and why."""

    period = forms.ChoiceField()
    area = RowChoice()
    reason = forms.CharField(max_length=300)

    def __init__(self, *args: Any, areas: Any, spans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = spans


class HandOnForm(PageForm):
    """Who takes over a decision."""

    organisation = RowChoice()

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)
