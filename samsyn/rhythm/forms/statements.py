# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about statements."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import DateInput, PageForm
from samsyn.rhythm.forms.choices import codes
from samsyn.rhythm.models import StatementKind


class StatementForm(PageForm):
    """What kind, and for which days."""

    kind = forms.ChoiceField(
        choices=codes(StatementKind), widget=forms.RadioSelect, initial=StatementKind.COUNCIL
    )
    period_from = forms.DateField(widget=DateInput())
    period_to = forms.DateField(widget=DateInput())


class StatementTextForm(PageForm):
    """One's own words under a part."""

    part = forms.CharField(max_length=20, widget=forms.HiddenInput)
    text = forms.CharField(max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"text-{of}-%s")
        super().__init__(*args, **kwargs)


class StatementDecisionForm(PageForm):
    """Which body decided, when, and under which number."""

    body = forms.CharField(max_length=200)
    decided_on = forms.DateField(widget=DateInput())
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)
