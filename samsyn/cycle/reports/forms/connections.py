# SPDX-License-Identifier: EUPL-1.2
"""Where faults are sent, and which applications may send reports."""

from __future__ import annotations

from django import forms

from samsyn.cycle.reports.forms.fields import OneLine
from samsyn.cycle.reports.models import Way
from samsyn.kit.inputs import PageForm


class ReceiverForm(PageForm):
    """One who mends faults."""

    name = OneLine(most=120, required=True)
    way = forms.ChoiceField(choices=[(code, code) for code in Way.values], widget=forms.RadioSelect)
    address = OneLine(most=300, required=True)
    jurisdiction = OneLine(most=100)
    service_code = OneLine(most=100)
    api_key = OneLine(most=200)


class ApplicationForm(PageForm):
    """An application with a key of its own."""

    name = OneLine(most=120, required=True)
    may_update = forms.BooleanField(required=False)
