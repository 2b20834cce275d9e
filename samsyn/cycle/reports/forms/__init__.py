# SPDX-License-Identifier: EUPL-1.2
"""What a resident or a member may type about a report."""

from samsyn.cycle.reports.forms.fields import said
from samsyn.cycle.reports.forms.handling import AssignForm, MergeForm, MoveForm, NoteForm, PlaceForm, marked
from samsyn.cycle.reports.forms.inbox import FilterForm
from samsyn.cycle.reports.forms.resident import CodeForm, ResidentForm
from samsyn.cycle.reports.forms.staff import EventForm, StaffForm

__all__ = [
    "AssignForm",
    "CodeForm",
    "EventForm",
    "FilterForm",
    "MergeForm",
    "MoveForm",
    "NoteForm",
    "PlaceForm",
    "ResidentForm",
    "StaffForm",
    "marked",
    "said",
]
