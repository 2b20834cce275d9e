# SPDX-License-Identifier: EUPL-1.2
"""What a person types in a notice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms

from samsyn.cycle.publications.models import Notice, NoticeKind
from samsyn.kit import clock
from samsyn.kit.inputs import DateInput, PageForm, RowChoice
from samsyn.kit.words import words_for


class NoticeForm(PageForm):
    """An answer to a claim, or word of an event."""

    title = forms.CharField(max_length=200)
    claim = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    known = forms.CharField(max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}))
    doing = forms.CharField(max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    next_on = forms.DateField(required=False, widget=DateInput())
    next_time = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M"))
    area = RowChoice(required=False)
    figures = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    looked_at = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kind: str, areas: Iterable[Any], offered: Iterable[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        area, figures = self.fields["area"], self.fields["figures"]
        assert isinstance(area, RowChoice) and isinstance(figures, forms.MultipleChoiceField)
        area.offer(areas, empty=True)
        figures.choices = [
            (row["code"], words_for("publications/figure_name", row["source"], figure=row)) for row in offered
        ]
        self.fields["claim"].required = kind == NoticeKind.CLAIM
        if kind != NoticeKind.CLAIM:
            del self.fields["claim"]

    def clean(self) -> dict[str, Any]:
        """A day and a time are both given, or neither."""
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("next_on")) != bool(typed.get("next_time")):
            missing = "next_time" if typed.get("next_on") else "next_on"
            if missing not in self.errors:
                self.add_error(missing, forms.ValidationError("", code="day_and_time"))
        return typed

    def written(self) -> dict[str, Any]:
        """What was typed, as `writes.write_notice` takes it."""
        typed = dict(self.cleaned_data)
        day, at = typed.pop("next_on"), typed.pop("next_time")
        typed.pop("version")
        typed["next_at"] = datetime.combine(day, at, tzinfo=clock.LOCAL) if day and at else None
        return typed

    @staticmethod
    def first(notice: Notice) -> dict[str, Any]:
        """What stands in the form of a notice that is already written."""
        at = notice.next_at.astimezone(clock.LOCAL) if notice.next_at else None
        return {
            name: getattr(notice, name) for name in ("title", "claim", "known", "doing", "figures", "version")
        } | {
            "next_on": at.date() if at else None,
            "next_time": time(at.hour, at.minute) if at else None,
            "area": str(notice.area.uuid) if notice.area else "",
        }
