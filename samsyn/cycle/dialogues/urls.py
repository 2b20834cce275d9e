# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues, walks, surveys and measured traffic."""

from django.urls import path

from samsyn.cycle.dialogues import views

work = [
    path("dialoger/", views.occasions, name="dialogues-work"),
    path("dialoger/ny/", views.new, name="dialogues-new"),
    path("dialoger/trafik/", views.traffic, name="dialogues-traffic"),
    path("dialoger/iakttagelse/<uuid:uuid>/", views.observation, name="dialogues-observation"),
    path("dialoger/<uuid:uuid>/", views.one, name="dialogues-occasion"),
    path("dialoger/<uuid:uuid>/lage/", views.move, name="dialogues-move"),
    path("dialoger/<uuid:uuid>/iakttagelse/", views.observe, name="dialogues-observe"),
    path("dialoger/<uuid:uuid>/svar/", views.count, name="dialogues-count"),
]
