# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this part of the ground."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "samsyn.ground.places"
    label = "places"
