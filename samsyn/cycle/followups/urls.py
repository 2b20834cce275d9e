# SPDX-License-Identifier: EUPL-1.2
"""Addresses of follow-ups."""

from django.urls import path

from samsyn.cycle.followups import views

public = [path("lank/uppgift/<str:token>/", views.by_link, name="followups-link")]

work = [
    path("uppfoljning/", views.followup_list, name="followups-work"),
    path("uppfoljning/uppgift/<uuid:uuid>/", views.reading, name="followups-reading"),
    path("uppfoljning/uppgift/<uuid:uuid>/lage/", views.decide, name="followups-decide"),
    path("uppfoljning/uppgift/<uuid:uuid>/fraga/", views.ask, name="followups-ask"),
    path("uppfoljning/<str:period>/", views.one, name="followups-followup"),
    path("uppfoljning/<str:period>/samla-in/", views.collect, name="followups-collect"),
    path("uppfoljning/<str:period>/godkann/", views.approve, name="followups-approve"),
    path("uppfoljning/<str:period>/pa-papper/", views.approve_on_paper, name="followups-paper"),
    path("uppfoljning/<str:period>/lank/", views.ask_approval, name="followups-ask-approval"),
    path("uppfoljning/<str:period>/ratta/", views.reopen, name="followups-reopen"),
]
