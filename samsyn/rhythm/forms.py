# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about forums, meetings, decisions and the year."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import DateInput, PageForm, RowChoice
from samsyn.rhythm.models import Duty, Effect, Every, ForumKind, Said


def _codes(enum: Any) -> list[tuple[str, str]]:
    return [(code, code) for code in enum.values]


def _offer(form: forms.Form, name: str, rows: Any, label: str = "name", *, empty: bool = False) -> None:
    field = form.fields[name]
    assert isinstance(field, RowChoice)
    field.offer(rows, label, empty=empty)


class ForumForm(PageForm):
    """A forum: what it is for, and the name it goes by here."""

    kind = forms.ChoiceField(choices=_codes(ForumKind), widget=forms.RadioSelect, initial=ForumKind.BOARD)
    name = forms.CharField(max_length=120)
    mandate = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    led_by = RowChoice(required=False)
    reports_to = RowChoice(required=False)
    every = forms.ChoiceField(choices=_codes(Every), initial=Every.WEEK)
    starts_at = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M"))
    place_text = forms.CharField(max_length=200, required=False)
    activity = RowChoice(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        organisations: Any,
        above: Any,
        activities: Any,
        settled: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "led_by", organisations, empty=True)
        _offer(self, "reports_to", above, empty=True)
        _offer(self, "activity", activities, "title", empty=True)
        if settled:  # what a forum is for decides its agenda, and minutes stand under it
            del self.fields["kind"]


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

    def __init__(self, *args: Any, organisations: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "organisation", organisations)
        _offer(self, "area", areas, empty=True)


class ReviewForm(PageForm):
    """How an earlier decision stands."""

    said = forms.ChoiceField(choices=_codes(Said))
    effect = forms.ChoiceField(required=False, choices=[("", ""), *_codes(Effect)])
    note = forms.CharField(max_length=300, required=False)


class ApproveForm(PageForm):
    """Who approves the minutes, by title."""

    title = forms.CharField(max_length=200)
    approved_on = forms.DateField(widget=DateInput())


class CancelForm(PageForm):
    """Why a meeting is cancelled."""

    reason = forms.CharField(max_length=300)


class YearEntryForm(PageForm):
    """A line of one's own in the year wheel."""

    title = forms.CharField(max_length=200)
    day = forms.DateField(widget=DateInput())
    yearly = forms.BooleanField(required=False)
    organisation = RowChoice(required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "organisation", organisations, empty=True)


class DutyForm(PageForm):
    """That a duty was met."""

    duty = forms.ChoiceField(choices=_codes(Duty))
    done_on = forms.DateField(widget=DateInput())
    body = forms.CharField(max_length=200)
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)
    note = forms.CharField(max_length=300, required=False)
