# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about activities."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from samsyn.catalogue import activities as kinds
from samsyn.cycle.activities.models import Talked
from samsyn.kit import clock, schedules
from samsyn.kit.errors import BadInput
from samsyn.kit.inputs import DateInput, PageForm, RowChoice, RowsChoice
from samsyn.kit.photos import redrawn

MONTH = timedelta(days=30)


class ActivityForm(PageForm):
    """A row of the plan."""

    title = forms.CharField(max_length=300)
    kind = forms.ChoiceField(required=False)
    organisation = RowChoice()
    promise = RowChoice(required=False)
    indicator = RowChoice(required=False)
    planned = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    unit = forms.CharField(max_length=60, required=False)
    area = RowChoice(required=False)
    period_from = forms.DateField(required=False, widget=DateInput())
    period_to = forms.DateField(required=False, widget=DateInput())
    embargo = forms.BooleanField(required=False)
    schedule = forms.CharField(max_length=200, required=False)
    place_text = forms.CharField(max_length=300, required=False)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    role = forms.CharField(max_length=120, required=False)
    partners = RowsChoice(required=False)

    def __init__(self, *args: Any, choices: dict[str, Any], language: str = "sv", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("organisation", "name"),
            ("promise", "sentence"),
            ("indicator", "name"),
            ("area", "name"),
        ):
            field = self.fields[name]
            assert isinstance(field, RowChoice)
            field.offer(choices[name], label, empty=not field.required)
        partners = self.fields["partners"]
        assert isinstance(partners, RowsChoice)
        partners.offer(choices["organisation"])
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "–"), *[(entry.key, entry.name(language)) for entry in kinds.every()]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", forms.ValidationError("", code="period_backwards"))
        longitude, latitude = cleaned.pop("longitude", None), cleaned.pop("latitude", None)
        cleaned["point"] = None if longitude is None or latitude is None else (longitude, latitude)
        typed = cleaned.pop("schedule", "")
        if typed:
            found = schedules.read(typed, clock.today())
            if found is None:
                self.add_error("schedule", forms.ValidationError("", code="schedule_unclear"))
            else:
                cleaned |= {
                    "weekdays": list(found.weekdays),
                    "every_weeks": found.every,
                    "holidays_too": found.holidays_too,
                    "time_from": found.time_from,
                    "time_to": found.time_to,
                    "period_from": found.start,
                    "period_to": found.end,
                }
        return cleaned


class WindowForm(PageForm):
    """From which day to which."""

    fran = forms.DateField(required=False, widget=DateInput())
    till = forms.DateField(required=False, widget=DateInput())

    def days(self) -> tuple[date, date]:
        """The window that is asked for; thirty days from today for what is not said, or cannot be."""
        said = self.cleaned_data if self.is_valid() else {}
        start = said.get("fran") or clock.today()
        end = said.get("till") or start + MONTH
        return (start, end) if end >= start else (end, start)


class LiftForm(PageForm):
    """For which signed promise an operative activity is shown."""

    promise = RowChoice(required=False)

    def __init__(self, *args: Any, promises: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["promise"]
        assert isinstance(field, RowChoice)
        field.offer(promises, "sentence", empty=True)


class LogForm(PageForm):
    """What was done, on the activity's own page: the day and the count are already right."""

    done_on = forms.DateField(widget=DateInput())
    quantity = forms.IntegerField(min_value=0, max_value=100_000, initial=1)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    reached = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    note = forms.CharField(max_length=500, required=False)


LENGTHS = ("15", "30", "45", "60", "120", "other")


class QuickLogForm(LogForm):
    """Five seconds on a phone: everything is chosen as it was last, and one press saves."""

    activity = RowChoice(widget=forms.HiddenInput())
    area = RowChoice(required=False, widget=forms.RadioSelect())
    other_area = RowChoice(required=False)
    length = forms.ChoiceField(
        required=False, choices=[(code, code) for code in LENGTHS], widget=forms.RadioSelect()
    )
    talked = forms.ChoiceField(
        required=False, choices=[(code, code) for code in Talked.values], widget=forms.RadioSelect()
    )
    photo = forms.FileField(required=False)
    no_people = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, activities: Any = (), near: Any = (), areas: Any = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, label, empty in (
            ("activity", activities, "title", False),
            ("area", near, "name", False),
            ("other_area", areas, "name", True),
        ):
            field = self.fields[name]
            assert isinstance(field, RowChoice)
            field.offer(rows, label, empty=empty)

    def clean(self) -> dict[str, Any]:
        """A photo is drawn anew and needs somebody's word that nobody is in it; what stands in a box goes before a chip."""
        cleaned = super().clean() or {}
        length = cleaned.pop("length", "")
        if cleaned.get("minutes") is None and length.isdecimal():
            cleaned["minutes"] = int(length)
        cleaned["area"] = cleaned.pop("other_area", None) or cleaned.get("area")
        taken, nobody = cleaned.pop("photo", None), cleaned.pop("no_people", False)
        cleaned["photo"] = None
        if taken and not nobody:
            self.add_error("no_people", forms.ValidationError("", code="photo_people"))
        elif taken:
            try:
                cleaned["photo"] = redrawn(taken.read()).content
            except BadInput as refused:
                self.add_error("photo", forms.ValidationError("", code=refused.code))
        return cleaned


class MoveForm(PageForm):
    """A new state, with the reason where one is needed."""

    state = forms.CharField(max_length=10)
    reason = forms.CharField(max_length=300, required=False)
