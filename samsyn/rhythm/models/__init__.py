# SPDX-License-Identifier: EUPL-1.2
"""Who meets when and what is decided there: forums, meetings, decisions that carry over, and what the law waits for."""

from samsyn.rhythm.models.calendars import CalendarKey
from samsyn.rhythm.models.decisions import DECISION_MOVES, Decision, DecisionState, Effect, Review, Said
from samsyn.rhythm.models.digest import DigestChoice, DigestEvery
from samsyn.rhythm.models.forums import Every, Forum, ForumKind, Function, Seat
from samsyn.rhythm.models.law import ClockWarning, Duty, DutyDone, OtherPlan, PlanningKind
from samsyn.rhythm.models.meetings import BRINGING, MOVES, POINTS, Item, Meeting, Note, Priority, State
from samsyn.rhythm.models.questions import QUESTION_MOVES, Question, QuestionState, QuestionStep
from samsyn.rhythm.models.statements import (
    STATEMENT_MOVES,
    Statement,
    StatementKind,
    StatementState,
    StatementText,
)
from samsyn.rhythm.models.year import Pattern, YearEntry

__all__ = [
    "BRINGING",
    "CalendarKey",
    "ClockWarning",
    "DECISION_MOVES",
    "Decision",
    "DecisionState",
    "DigestChoice",
    "DigestEvery",
    "Duty",
    "DutyDone",
    "Effect",
    "Every",
    "Forum",
    "ForumKind",
    "Function",
    "Item",
    "MOVES",
    "Meeting",
    "Note",
    "OtherPlan",
    "POINTS",
    "Pattern",
    "PlanningKind",
    "Priority",
    "QUESTION_MOVES",
    "Question",
    "QuestionState",
    "QuestionStep",
    "Review",
    "STATEMENT_MOVES",
    "Said",
    "Seat",
    "State",
    "Statement",
    "StatementKind",
    "StatementState",
    "StatementText",
    "YearEntry",
]
