# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the desk."""

from django.urls import path

from samsyn.desk import views

top = [
    path("hjalp/", views.help_list, name="desk-help-open"),
    path("hjalp/<slug:slug>/", views.help_page, name="desk-help-open-page"),
]

work = [
    path("", views.start, name="desk-start"),
    path("sok/", views.search, name="desk-search"),
    path("hjalp/", views.help_list, name="desk-help"),
    path("hjalp/<slug:slug>/", views.help_page, name="desk-help-page"),
    path("trad/<str:area>/", views.place, name="desk-thread"),
]
