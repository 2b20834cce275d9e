# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the desk."""

from django.urls import path

from samsyn.desk import views

work = [
    path("", views.start, name="desk-start"),
    path("sok/", views.search, name="desk-search"),
    path("trad/<str:area>/", views.place, name="desk-thread"),
]
