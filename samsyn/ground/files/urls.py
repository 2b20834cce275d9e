# SPDX-License-Identifier: EUPL-1.2
"""Addresses of stored files: on the signed-in side only."""

from django.urls import path

from samsyn.ground.files import views

work = [path("filer/<uuid:uuid>/", views.file, name="files-file")]
