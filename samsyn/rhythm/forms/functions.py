# SPDX-License-Identifier: EUPL-1.2
"""What a person may type in the directory of functions."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import DateInput, PageForm, RowChoice
from samsyn.rhythm.forms.choices import offer
from samsyn.rhythm.models import Function


def _named(row: Function) -> Any:
    row.shown = f"{row.name}, {row.organisation.name}"  # type: ignore[attr-defined]
    return row


class FunctionForm(PageForm):
    """Whom one calls about what: the function's own number and mailbox, nobody's private ones."""

    organisation = RowChoice()
    name = forms.CharField(max_length=120)
    about = forms.CharField(max_length=300, required=False)
    hours = forms.CharField(max_length=120, required=False)
    phone = forms.CharField(max_length=40, required=False)
    mailbox = forms.EmailField(max_length=254, required=False)
    deputy = RowChoice(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organisations: Any, functions: Any, settled: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)
        offer(self, "deputy", [_named(row) for row in functions], "shown", empty=True)
        if settled:
            del self.fields["organisation"]


class LeaveForm(PageForm):
    """From when to when, and who stands in."""

    away_from = forms.DateField(widget=DateInput(), required=False)
    away_to = forms.DateField(widget=DateInput(), required=False)
    deputy = RowChoice(required=False)

    def __init__(self, *args: Any, functions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "deputy", [_named(row) for row in functions], "shown", empty=True)


class SeatForm(PageForm):
    """A function that becomes a member of a forum."""

    function = RowChoice()
    leads = forms.BooleanField(required=False)

    def __init__(self, *args: Any, functions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "function", [_named(row) for row in functions], "shown")
