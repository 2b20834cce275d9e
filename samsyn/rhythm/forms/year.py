# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about the year and the law."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import DateInput, PageForm, RowChoice
from samsyn.rhythm.forms.choices import codes, offer
from samsyn.rhythm.models import Duty


class YearEntryForm(PageForm):
    """A line of one's own in the year wheel."""

    title = forms.CharField(max_length=200)
    day = forms.DateField(widget=DateInput())
    yearly = forms.BooleanField(required=False)
    organisation = RowChoice(required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations, empty=True)


class DutyForm(PageForm):
    """That a duty was met."""

    duty = forms.ChoiceField(choices=codes(Duty))
    done_on = forms.DateField(widget=DateInput())
    body = forms.CharField(max_length=200)
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)
    note = forms.CharField(max_length=300, required=False)
