# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the ground of the map and of its settings."""

from django.urls import path

from samsyn.ground.places import views

public = [path("karta/grund.json", views.ground, name="places-ground")]

work = [
    path("installningar/karta/", views.map_settings, name="places-settings"),
    path("installningar/karta/lager/", views.add_ground, name="places-add-ground"),
    path("installningar/karta/lager/<slug:kind>/ta-bort/", views.remove_ground, name="places-remove-ground"),
]
