# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the activity plan."""

from django.urls import path

from samsyn.cycle.activities import views

public = [path("aktiviteter.ics", views.feed, name="activities-feed")]

work = [
    path("aktiviteter/", views.plan, name="activities-work"),
    path("aktiviteter/logga/", views.log, name="activities-log"),
    path("aktiviteter/<uuid:uuid>/", views.one, name="activities-activity"),
    path("aktiviteter/<uuid:uuid>/lage/", views.move, name="activities-move"),
    path("aktiviteter/<uuid:uuid>/visa/", views.lift, name="activities-lift"),
    path("aktiviteter/<uuid:uuid>/stryk/<uuid:entry>/", views.strike, name="activities-strike"),
]
