# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the activity plan."""

from django.urls import path

from samsyn.cycle.activities.views import activities as views
from samsyn.cycle.activities.views import logging, plans

public = [
    path("atgardsplan/", plans.public, name="activities-public-plan"),
    path("atgardsplan/<uuid:uuid>.pdf", plans.as_pdf, name="activities-plan-pdf"),
]

work = [
    path("aktiviteter/", views.plan, name="activities-work"),
    path("aktiviteter/karta/", views.on_map, name="activities-map"),
    path("aktiviteter/logga/", logging.log, name="activities-log"),
    path("aktiviteter/<uuid:uuid>/angra/<uuid:entry>/", logging.undo, name="activities-undo"),
    path("aktiviteter/<uuid:uuid>/", views.one, name="activities-activity"),
    path("aktiviteter/<uuid:uuid>/lage/", views.move, name="activities-move"),
    path("aktiviteter/<uuid:uuid>/lamna-over/", views.hand_over, name="activities-hand-over"),
    path("aktiviteter/<uuid:uuid>/visa/", views.lift, name="activities-lift"),
    path("aktiviteter/<uuid:uuid>/stryk/<uuid:entry>/", views.strike, name="activities-strike"),
    path("aktiviteter/<uuid:uuid>/atgarder/", plans.serve, name="activities-serve"),
    path("aktiviteter/atgardsplan/", plans.plan_list, name="activities-measure-plans"),
    path("aktiviteter/atgardsplan/<uuid:uuid>/", plans.one, name="activities-measure-plan"),
    path("aktiviteter/atgardsplan/<uuid:uuid>/atgard/", plans.add_measure, name="activities-add-measure"),
    path(
        "aktiviteter/atgardsplan/<uuid:uuid>/atgard/<uuid:measure>/bort/",
        plans.remove_measure,
        name="activities-remove-measure",
    ),
    path("aktiviteter/atgardsplan/<uuid:uuid>/beslut/", plans.decide, name="activities-decide-plan"),
    path(
        "aktiviteter/atgardsplan/<uuid:uuid>/ny-version/",
        plans.new_version,
        name="activities-new-plan-version",
    ),
    path("aktiviteter/atgardsplan/<uuid:uuid>/uppfoljning/", plans.follow_up, name="activities-follow-plan"),
]
