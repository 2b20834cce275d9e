# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the desk."""

from django.urls import path

from samsyn.desk import digest_views, intake_views, party_views, views

top = [
    path("hjalp/", views.help_list, name="desk-help-open"),
    path("hjalp/metoder/", views.methods, name="desk-methods-open"),
    path("hjalp/metoder/<slug:slug>/", views.method, name="desk-method-open"),
    path("hjalp/<slug:slug>/", views.help_page, name="desk-help-open-page"),
]

work = [
    path("", views.start, name="desk-start"),
    path("installningar/parter/<uuid:uuid>/", party_views.party, name="desk-party"),
    path("installningar/parter/<uuid:uuid>/lamnar/", party_views.leave, name="desk-party-leaves"),
    path("installningar/parter/<uuid:uuid>/ater/", party_views.come_back, name="desk-party-back"),
    path("utskick/", digest_views.choose, name="desk-digest"),
    path("sok/", views.search, name="desk-search"),
    path("hjalp/", views.help_list, name="desk-help"),
    path("hjalp/metoder/", views.methods, name="desk-methods"),
    path("hjalp/metoder/<slug:slug>/", views.method, name="desk-method"),
    path("hjalp/<slug:slug>/", views.help_page, name="desk-help-page"),
    path("trad/<str:area>/", views.place, name="desk-thread"),
    path("inlasning/", intake_views.start, name="desk-intake"),
    path("inlasning/antal/", intake_views.counts, name="desk-intake-counts"),
    path("inlasning/polisen/", intake_views.fetch, name="desk-intake-fetch"),
    path("inlasning/fil/<uuid:upload>/", intake_views.columns, name="desk-intake-columns"),
    path("inlasning/fil/<uuid:upload>/avvisade/", intake_views.rejected, name="desk-intake-rejected"),
    path("inlasning/fil/<uuid:upload>/slang/", intake_views.drop, name="desk-intake-drop"),
    path("inlasning/<uuid:uuid>/", intake_views.one, name="desk-intake-one"),
    path("inlasning/<uuid:uuid>/avvisade/", intake_views.left_out, name="desk-intake-left-out"),
    path("inlasning/<uuid:uuid>/angra/", intake_views.undo, name="desk-intake-undo"),
]
