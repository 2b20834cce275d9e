# SPDX-License-Identifier: EUPL-1.2
"""Addresses of follow-ups."""

from django.urls import path

from samsyn.cycle.followups.views import links, pages

public = [path("lank/uppgift/<str:token>/", links.by_link, name="followups-link")]

work = [
    path("uppfoljning/", pages.followup_list, name="followups-work"),
    path("uppfoljning/uppgift/<uuid:uuid>/", pages.reading, name="followups-reading"),
    path("uppfoljning/uppgift/<uuid:uuid>/lage/", pages.decide, name="followups-decide"),
    path("uppfoljning/uppgift/<uuid:uuid>/fraga/", pages.ask, name="followups-ask"),
    path("uppfoljning/<str:period>/", pages.one, name="followups-followup"),
    path("uppfoljning/<str:period>/samla-in/", pages.collect, name="followups-collect"),
    path("uppfoljning/<str:period>/godkann/", pages.approve, name="followups-approve"),
    path("uppfoljning/<str:period>/pa-papper/", pages.approve_on_paper, name="followups-paper"),
    path("uppfoljning/<str:period>/lank/", pages.ask_approval, name="followups-ask-approval"),
    path("uppfoljning/<str:period>/fraga/", pages.ask_organisation, name="followups-ask-all"),
    path("uppfoljning/<str:period>/adress/", pages.contact, name="followups-contact"),
    path("uppfoljning/<str:period>/historik/", pages.close_as_history, name="followups-history"),
    path("uppfoljning/<str:period>/version/<int:number>/", pages.version, name="followups-version"),
    path("uppfoljning/<str:period>/ratta/", pages.reopen, name="followups-reopen"),
]
