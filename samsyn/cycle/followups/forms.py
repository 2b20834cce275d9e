# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about a reading and an approval."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.cycle.followups.models import Status
from samsyn.kit import clock, periods
from samsyn.kit.errors import BadInput
from samsyn.kit.inputs import DateInput, PageForm, RowChoice


class PeriodForm(PageForm):
    """Which period to follow up."""

    period = forms.CharField(max_length=30)

    def clean_period(self) -> str:
        typed = self.cleaned_data["period"].strip().upper().replace("TERTIAL ", "T")
        try:
            return periods.parse(typed).key
        except BadInput as refused:
            raise forms.ValidationError("", code=refused.code) from None


class ReadingForm(PageForm):
    """What an owner says: a number as people write it, or words."""

    said = forms.CharField(max_length=300, required=False)
    as_of = forms.DateField(required=False, widget=DateInput())
    steps_done = forms.IntegerField(required=False, min_value=0, max_value=50)
    partly = forms.BooleanField(required=False)
    comment = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    next_step = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("said") and cleaned.get("steps_done") is None and "said" not in self.errors:
            self.add_error("said", forms.ValidationError("", code="nothing_said"))
        as_of = cleaned.get("as_of")
        if as_of and as_of > clock.today():
            self.add_error("as_of", forms.ValidationError("", code="in_future"))
        return cleaned


class ContactForm(PageForm):
    """The mailbox of a function where an organisation is asked."""

    organisation = RowChoice()
    address = forms.EmailField(max_length=254, required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, RowChoice)
        field.offer(organisations)


class SourceForm(PageForm):
    """Where an earlier year was told."""

    source = forms.CharField(max_length=300)


class StatusForm(PageForm):
    """A status decided by a named role where it cannot be computed."""

    status = forms.ChoiceField(choices=[(code, code) for code in Status.values])
    title = forms.CharField(max_length=200)


class PaperForm(PageForm):
    """An approval that was given on paper."""

    organisation = RowChoice()
    title = forms.CharField(max_length=200)
    approved_on = forms.DateField(widget=DateInput())

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, RowChoice)
        field.offer(organisations)


class ReasonForm(PageForm):
    """Why a follow-up is opened again."""

    reason = forms.CharField(max_length=500)
