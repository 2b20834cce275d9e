# SPDX-License-Identifier: EUPL-1.2
"""Addresses of agreements and promises. The residents' pages belong to publications."""

from django.urls import path

from samsyn.cycle.promises.views import pages

public = [path("lank/underskrift/<str:token>/", pages.by_link, name="promises-link")]

work = [
    path("loften/", pages.promise_list, name="promises-work"),
    path("loften/nytt/", pages.new, name="promises-new"),
    path("loften/overenskommelse/ny/", pages.agreement_new, name="promises-agreement-new"),
    path("loften/overenskommelse/<uuid:uuid>/", pages.agreement, name="promises-agreement"),
    path("loften/<slug:slug>/", pages.one, name="promises-promise"),
    path("loften/<slug:slug>/del/", pages.add_indicator, name="promises-add-indicator"),
    path(
        "loften/<slug:slug>/del/<uuid:uuid>/bort/", pages.remove_indicator, name="promises-remove-indicator"
    ),
    path("loften/<slug:slug>/del/<uuid:uuid>/andra/", pages.redefine, name="promises-redefine"),
    path("loften/<slug:slug>/foresla/", pages.propose, name="promises-propose"),
    path("loften/<slug:slug>/ta-tillbaka/", pages.take_back, name="promises-take-back"),
    path("loften/<slug:slug>/skriv-under/", pages.sign, name="promises-sign"),
    path("loften/<slug:slug>/pa-papper/", pages.sign_on_paper, name="promises-paper"),
    path("loften/<slug:slug>/lank/", pages.invite, name="promises-invite"),
]
