# SPDX-License-Identifier: EUPL-1.2
"""The residents' addresses, and the page where things are published."""

from django.urls import path

from samsyn.cycle.publications import views

public = [
    path("", views.front, name="publications-front"),
    path("loften/", views.promise_list, name="publications-promises"),
    path("loften/<slug:slug>/", views.promise, name="publications-promise"),
    path("loften/<slug:slug>/<str:period>/", views.followup, name="publications-followup"),
    path("lagesbild/", views.picture, name="publications-picture"),
    path("ni-sa-vi-gjorde/", views.answers, name="publications-answers"),
    path("uppgifter/", views.privacy, name="publications-privacy"),
    path("flode.atom", views.feed, name="publications-feed"),
]

work = [
    path("publicerat/", views.work, name="publications-work"),
    path("publicerat/lofte/<slug:slug>/", views.publish_promise, name="publications-publish-promise"),
    path(
        "publicerat/uppfoljning/<str:period>/", views.publish_followup, name="publications-publish-followup"
    ),
    path("publicerat/lagesbild/<uuid:uuid>/", views.publish_picture, name="publications-publish-picture"),
]
