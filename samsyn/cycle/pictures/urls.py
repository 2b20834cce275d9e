# SPDX-License-Identifier: EUPL-1.2
"""The picture's addresses on the signed-in side. The public picture belongs to publications."""

from django.urls import path

from samsyn.cycle.pictures.views import cites
from samsyn.cycle.pictures.views import pages as views

work = [
    path("lagesbild/", views.look, name="pictures-work"),
    path("lagesbild/siffror.json", views.numbers, name="pictures-numbers"),
    path("lagesbild/karta.json", views.look_map, name="pictures-map"),
    path("lagesbild/nytt/", views.news, name="pictures-news"),
    path("lagesbild/behall/", views.store, name="pictures-store"),
    path("lagesbild/fokusomraden/", views.focus_areas, name="pictures-focus-areas"),
    path("lagesbild/fokusomraden/<uuid:uuid>/avsluta/", views.end_focus_area, name="pictures-focus-area-end"),
    path("lagesbild/iakttagelser/<uuid:uuid>/", views.finding, name="pictures-finding"),
    path("lagesbild/<uuid:uuid>/", views.one, name="pictures-picture"),
    path("lagesbild/<uuid:uuid>/karta.json", views.one_map, name="pictures-picture-map"),
    path("lagesbild/<uuid:uuid>/godkann/", views.approve, name="pictures-approve"),
    path("lagesbild/<uuid:uuid>/godkann-pa-papper/", views.approve_on_paper, name="pictures-approve-paper"),
    path("lagesbild/<uuid:uuid>/besluta/", views.decide, name="pictures-decide"),
    path("lagesbild/<uuid:uuid>/iakttagelse/", views.add_finding, name="pictures-add-finding"),
    path("lagesbild/<uuid:uuid>/dialog/", cites.cite, name="pictures-cite"),
]
