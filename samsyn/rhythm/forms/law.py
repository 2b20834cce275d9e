# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about the law: a duty that was met, and another plan that the work is tied to."""

from __future__ import annotations

from django import forms

from samsyn.kit.inputs import DateInput, PageForm
from samsyn.rhythm.forms.choices import codes
from samsyn.rhythm.models import Duty, PlanningKind


class DutyForm(PageForm):
    """That a duty was met."""

    duty = forms.ChoiceField(choices=codes(Duty))
    done_on = forms.DateField(widget=DateInput())
    body = forms.CharField(max_length=200)
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)
    note = forms.CharField(max_length=300, required=False)


class OtherPlanForm(PageForm):
    """Another plan of the municipality, and how the work is tied to it."""

    kind = forms.ChoiceField(choices=codes(PlanningKind))
    title = forms.CharField(max_length=200)
    how = forms.CharField(max_length=300)
    decided_on = forms.DateField(required=False, widget=DateInput())
    decided_by = forms.CharField(max_length=200, required=False)
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)
