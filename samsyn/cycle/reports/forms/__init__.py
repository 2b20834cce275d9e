# SPDX-License-Identifier: EUPL-1.2
"""What a resident or a member may type about a report."""

from samsyn.cycle.reports.forms.connections import ApplicationForm, ReceiverForm
from samsyn.cycle.reports.forms.fields import said
from samsyn.cycle.reports.forms.handling import (
    AssignForm,
    HandOverForm,
    HelpedForm,
    LookForm,
    MergeForm,
    MoveForm,
    NoteForm,
    PlaceForm,
    SeveralForm,
    marked,
)
from samsyn.cycle.reports.forms.inbox import FilterForm
from samsyn.cycle.reports.forms.resident import CodeForm, ResidentForm
from samsyn.cycle.reports.forms.staff import EventForm, StaffForm

__all__ = [
    "ApplicationForm",
    "HandOverForm",
    "HelpedForm",
    "ReceiverForm",
    "SeveralForm",
    "AssignForm",
    "CodeForm",
    "EventForm",
    "FilterForm",
    "LookForm",
    "MergeForm",
    "MoveForm",
    "NoteForm",
    "PlaceForm",
    "ResidentForm",
    "StaffForm",
    "marked",
    "said",
]
