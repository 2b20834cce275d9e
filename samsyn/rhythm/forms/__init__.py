# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about forums, functions, questions, meetings, decisions, the year, the law and statements."""

from samsyn.rhythm.forms.forums import CloseForm, ForumForm
from samsyn.rhythm.forms.functions import FunctionForm, LeaveForm, SeatForm
from samsyn.rhythm.forms.law import DutyForm, OtherPlanForm
from samsyn.rhythm.forms.meetings import (
    ApproveForm,
    CancelForm,
    DecisionForm,
    HandOnForm,
    ItemForm,
    MeetingForm,
    NoteForm,
    PriorityForm,
    ReviewForm,
)
from samsyn.rhythm.forms.questions import AnswerForm, AsideForm, QuestionForm, RaiseForm
from samsyn.rhythm.forms.statements import StatementDecisionForm, StatementForm, StatementTextForm
from samsyn.rhythm.forms.year import YearEntryForm

__all__ = [
    "AnswerForm",
    "ApproveForm",
    "AsideForm",
    "CancelForm",
    "CloseForm",
    "DecisionForm",
    "DutyForm",
    "ForumForm",
    "FunctionForm",
    "HandOnForm",
    "ItemForm",
    "LeaveForm",
    "MeetingForm",
    "NoteForm",
    "OtherPlanForm",
    "PriorityForm",
    "QuestionForm",
    "RaiseForm",
    "ReviewForm",
    "SeatForm",
    "StatementDecisionForm",
    "StatementForm",
    "StatementTextForm",
    "YearEntryForm",
]
