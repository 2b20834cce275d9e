# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about forums, meetings, decisions and the year."""

from samsyn.rhythm.forms.forums import ForumForm
from samsyn.rhythm.forms.meetings import (
    ApproveForm,
    CancelForm,
    DecisionForm,
    MeetingForm,
    NoteForm,
    ReviewForm,
)
from samsyn.rhythm.forms.year import DutyForm, YearEntryForm

__all__ = [
    "ApproveForm",
    "CancelForm",
    "DecisionForm",
    "DutyForm",
    "ForumForm",
    "MeetingForm",
    "NoteForm",
    "ReviewForm",
    "YearEntryForm",
]
