# SPDX-License-Identifier: EUPL-1.2
"""Who meets when and what is decided there: forums, meetings, decisions that carry over, and what the law waits for."""

from samsyn.rhythm.models.decisions import DECISION_MOVES, Decision, DecisionState, Effect, Review, Said
from samsyn.rhythm.models.forums import Every, Forum, ForumKind
from samsyn.rhythm.models.meetings import MOVES, POINTS, Meeting, Note, State
from samsyn.rhythm.models.year import Duty, DutyDone, YearEntry

__all__ = [
    "DECISION_MOVES",
    "Decision",
    "DecisionState",
    "Duty",
    "DutyDone",
    "Effect",
    "Every",
    "Forum",
    "ForumKind",
    "MOVES",
    "Meeting",
    "Note",
    "POINTS",
    "Review",
    "Said",
    "State",
    "YearEntry",
]
