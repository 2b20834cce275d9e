# SPDX-License-Identifier: EUPL-1.2
"""The picture's addresses on the signed-in side. The public picture belongs to publications."""

from django.urls import path

from samsyn.cycle.pictures.views import alerts, cites, document, versions
from samsyn.cycle.pictures.views import pages as views

work = [
    path("lagesbild/", views.look, name="pictures-work"),
    path("lagesbild/siffror.json", views.numbers, name="pictures-numbers"),
    path("lagesbild/karta.json", views.look_map, name="pictures-map"),
    path("lagesbild/dokument.pdf", document.of_question, {"form": "pdf"}, name="pictures-print"),
    path("lagesbild/nytt/", views.news, name="pictures-news"),
    path("lagesbild/larm/", alerts.alerts, name="pictures-alerts"),
    path("lagesbild/larm/<uuid:uuid>/", alerts.acknowledge, name="pictures-alert"),
    path("lagesbild/behall/", views.store, name="pictures-store"),
    path("lagesbild/fokusomraden/", views.focus_areas, name="pictures-focus-areas"),
    path("lagesbild/fokusomraden/<uuid:uuid>/avsluta/", views.end_focus_area, name="pictures-focus-area-end"),
    path("lagesbild/iakttagelser/<uuid:uuid>/", views.finding, name="pictures-finding"),
    path("lagesbild/<uuid:uuid>/", views.one, name="pictures-picture"),
    path("lagesbild/<uuid:uuid>/karta.json", views.one_map, name="pictures-picture-map"),
    path(
        "lagesbild/<uuid:uuid>/dokument.pdf",
        document.of_picture,
        {"form": "pdf"},
        name="pictures-pdf",
    ),
    path(
        "lagesbild/<uuid:uuid>/dokument.docx",
        document.of_picture,
        {"form": "docx"},
        name="pictures-word",
    ),
    path(
        "lagesbild/<uuid:uuid>/dokument.json",
        document.of_picture,
        {"form": "json"},
        name="pictures-json",
    ),
    path("lagesbild/<uuid:uuid>/omraknad/", versions.recounted, name="pictures-recounted"),
    path("lagesbild/<uuid:uuid>/bredvid/<uuid:other>/", versions.beside, name="pictures-beside"),
    path("lagesbild/<uuid:uuid>/godkann/", views.approve, name="pictures-approve"),
    path("lagesbild/<uuid:uuid>/godkann-pa-papper/", views.approve_on_paper, name="pictures-approve-paper"),
    path("lagesbild/<uuid:uuid>/besluta/", views.decide, name="pictures-decide"),
    path("lagesbild/<uuid:uuid>/iakttagelse/", views.add_finding, name="pictures-add-finding"),
    path("lagesbild/<uuid:uuid>/dialog/", cites.cite, name="pictures-cite"),
]
