# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about forums, meetings, decisions, the year, the law and statements."""

from samsyn.rhythm.forms.forums import ForumForm
from samsyn.rhythm.forms.law import DutyForm, OtherPlanForm
from samsyn.rhythm.forms.meetings import (
    ApproveForm,
    CancelForm,
    DecisionForm,
    MeetingForm,
    NoteForm,
    ReviewForm,
)
from samsyn.rhythm.forms.year import YearEntryForm

__all__ = [
    "ApproveForm",
    "CancelForm",
    "DecisionForm",
    "DutyForm",
    "ForumForm",
    "MeetingForm",
    "NoteForm",
    "OtherPlanForm",
    "ReviewForm",
    "YearEntryForm",
]
