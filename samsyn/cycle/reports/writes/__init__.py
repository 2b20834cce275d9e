# SPDX-License-Identifier: EUPL-1.2
"""Changes to reports: receiving them, handling them, telling what came of them."""

from samsyn.cycle.reports.writes.applications import add_application, hear, withdraw_application
from samsyn.cycle.reports.writes.bulk import Added, Sent, add_many, place_again, take_back
from samsyn.cycle.reports.writes.faults import (
    add_receiver,
    end_receiver,
    give_up_stuck,
    hand_over,
    mark_failed,
    mark_sent,
    send_again,
)
from samsyn.cycle.reports.writes.handling import (
    NOTE_MOST,
    REASON_MOST,
    assign,
    merge,
    move,
    note,
    part,
    place,
    say_if_helped,
    show_text,
    withhold_text,
)
from samsyn.cycle.reports.writes.photos import PHOTOS_MOST, delete_photo, delete_photos, show_photo
from samsyn.cycle.reports.writes.reporting import (
    DISTRICT_KINDS,
    GUARDED,
    TEXT_MOST,
    Received,
    Sighting,
    receive,
    say_nothing_to_report,
)
from samsyn.cycle.reports.writes.several import SEVERAL, Several, handle_several
from samsyn.cycle.reports.writes.taking_out import note_export
from samsyn.cycle.reports.writes.telling import KINDS, tell

__all__ = [
    "Added",
    "SEVERAL",
    "Several",
    "add_application",
    "add_receiver",
    "end_receiver",
    "give_up_stuck",
    "hand_over",
    "handle_several",
    "mark_failed",
    "mark_sent",
    "note_export",
    "say_if_helped",
    "send_again",
    "hear",
    "withdraw_application",
    "add_many",
    "place_again",
    "take_back",
    "DISTRICT_KINDS",
    "GUARDED",
    "KINDS",
    "PHOTOS_MOST",
    "delete_photo",
    "delete_photos",
    "show_photo",
    "NOTE_MOST",
    "REASON_MOST",
    "TEXT_MOST",
    "Received",
    "Sent",
    "Sighting",
    "assign",
    "merge",
    "move",
    "note",
    "part",
    "place",
    "receive",
    "say_nothing_to_report",
    "show_text",
    "tell",
    "withhold_text",
]
