# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about the year."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import DateInput, PageForm, RowChoice
from samsyn.rhythm.forms.choices import codes, offer
from samsyn.rhythm.models import Pattern


class YearEntryForm(PageForm):
    """A line of one's own in the year wheel."""

    title = forms.CharField(max_length=200)
    day = forms.DateField(widget=DateInput())
    until = forms.DateField(required=False, widget=DateInput())
    yearly = forms.BooleanField(required=False)
    pattern = forms.ChoiceField(required=False, choices=[("", ""), *codes(Pattern)])
    note = forms.CharField(max_length=300, required=False)
    organisation = RowChoice(required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations, empty=True)
