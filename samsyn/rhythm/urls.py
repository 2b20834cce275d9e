# SPDX-License-Identifier: EUPL-1.2
"""Addresses of meetings, the year wheel and the law's clocks."""

from django.urls import path

from samsyn.rhythm.views import forums, law, meeting, minutes, year

work = [
    path("moten/", forums.meetings, name="rhythm-meetings"),
    path("moten/forum/nytt/", forums.new_forum, name="rhythm-forum-new"),
    path("moten/forum/<uuid:uuid>/", forums.forum, name="rhythm-forum"),
    path("moten/forum/<uuid:uuid>/kalla/", forums.call, name="rhythm-call"),
    path("moten/forum/<uuid:uuid>/avsluta/", forums.close, name="rhythm-forum-close"),
    path("moten/<uuid:uuid>/", meeting.one, name="rhythm-meeting"),
    path("moten/<uuid:uuid>/beslut/", meeting.decide, name="rhythm-decide"),
    path("moten/<uuid:uuid>/anteckning/", meeting.note, name="rhythm-note"),
    path("moten/<uuid:uuid>/narvaro/", meeting.attend, name="rhythm-attend"),
    path("moten/<uuid:uuid>/ny-dag/", meeting.reschedule, name="rhythm-reschedule"),
    path("moten/<uuid:uuid>/stall-in/", meeting.cancel, name="rhythm-cancel"),
    path("moten/<uuid:uuid>/laget/<uuid:decision>/", meeting.review, name="rhythm-review"),
    path("moten/<uuid:uuid>/protokoll/", minutes.minutes, name="rhythm-minutes"),
    path("moten/<uuid:uuid>/protokoll/godkann/", minutes.approve, name="rhythm-approve"),
    path("moten/<uuid:uuid>/protokoll.pdf", minutes.as_file, {"kind": "pdf"}, name="rhythm-minutes-pdf"),
    path("moten/<uuid:uuid>/protokoll.docx", minutes.as_file, {"kind": "docx"}, name="rhythm-minutes-word"),
    path("arshjul/", year.wheel_page, name="rhythm-year"),
    path("arshjul/rad/", year.add, name="rhythm-year-add"),
    path("arshjul/rad/<uuid:uuid>/bort/", year.strike, name="rhythm-year-strike"),
    path("arshjul/kalender.ics", year.calendar, name="rhythm-calendar"),
    path("arshjul/lagen/", law.stands, name="rhythm-law"),
    path("arshjul/lagen/plan/", law.tie, name="rhythm-tie-plan"),
    path("arshjul/lagen/plan/<uuid:uuid>/avsluta/", law.untie, name="rhythm-untie-plan"),
]
