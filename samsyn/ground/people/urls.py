# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the first page, of the way in after sign-in, and of a partnership's settings.

One-time links have no address here. The room whose task a link is for has it (`/KEY/lank/underskrift/TOKEN/`), shows
the task with `people.reads.link` and `rules.check_link_usable` on GET, and does it with `people.writes.use_link` on
POST alone, in one transaction: a mail scanner that opens a link must not sign an agreement, and what a task looks
like is not known down here. A registry of handlers would be an import upwards in disguise.
"""

from django.urls import path

from samsyn.ground.people import views

top = [
    path("", views.front, name="people-front"),
    path("konto/start/", views.own, name="people-own"),
]

public = [
    path("tema.css", views.theme, name="people-theme"),
    path("logotyp/<str:digest>.png", views.logo, name="people-logo"),
]

work = [
    path("installningar/", views.settings, name="people-settings"),
    path("installningar/utseende/", views.look, name="people-look"),
    path("installningar/utseende/logotyp/", views.set_logo, name="people-set-logo"),
    path("installningar/utseende/logotyp/ta-bort/", views.remove_logo, name="people-remove-logo"),
    path("installningar/parter/", views.add_organisation, name="people-add-organisation"),
    path("installningar/medlemmar/", views.add_member, name="people-add-member"),
    path("installningar/medlemmar/<uuid:uuid>/avsluta/", views.end_member, name="people-end-member"),
]
