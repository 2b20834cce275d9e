# SPDX-License-Identifier: EUPL-1.2
"""The residents' addresses, and the page where things are published."""

from django.urls import path

from samsyn.cycle.publications import views
from samsyn.cycle.publications.api import ogc, police_uk, v1

top = [
    path("api/openapi.json", v1.openapi, name="api-openapi"),
    path("api/v1/partnerships", v1.partnerships, name="api-partnerships"),
    path("api/v1/<key:key>/promises", v1.promises, name="api-promises"),
    path("api/v1/<key:key>/promises/<slug:slug>", v1.promise, name="api-promise"),
    path("api/v1/<key:key>/promises/<slug:slug>/followups", v1.followups, name="api-followups"),
    path("api/v1/<key:key>/promises/<slug:slug>/followups/<str:period>", v1.followup, name="api-followup"),
    path("api/v1/<key:key>/readings", v1.readings, name="api-readings"),
    path("api/v1/<key:key>/activities", v1.activities, name="api-activities"),
    path("api/v1/<key:key>/picture", v1.picture, name="api-picture"),
    path("api/v1/<key:key>/areas", v1.areas, name="api-areas"),
    path("api/forces", police_uk.forces),
    path("api/forces/<key:key>", police_uk.force),
    path("api/forces/<key:key>/people", police_uk.people),
    path("api/locate-neighbourhood", police_uk.locate),
    path("api/<key:key>/neighbourhoods", police_uk.neighbourhoods),
    path("api/<key:key>/<str:place>", police_uk.neighbourhood),
    path("api/<key:key>/<str:place>/boundary", police_uk.boundary),
    path("api/<key:key>/<str:place>/events", police_uk.events),
    path("api/<key:key>/<str:place>/people", police_uk.people),
    path("api/<key:key>/<str:place>/priorities", police_uk.priorities),
    path("api/<path:rest>", v1.nothing),
    path("ogc/<key:key>/", ogc.landing, name="ogc-landing"),
    path("ogc/<key:key>/conformance", ogc.conformance),
    path("ogc/<key:key>/collections", ogc.collections),
    path("ogc/<key:key>/collections/<slug:name>", ogc.collection),
    path("ogc/<key:key>/collections/<slug:name>/items", ogc.items),
    path("ogc/<key:key>/collections/<slug:name>/items/<str:feature>", ogc.item),
    path("ogc/<path:rest>", v1.nothing),
    path("sitemap.xml", views.sitemap, name="publications-sitemap"),
    path("robots.txt", views.robots),
]

public = [
    path("", views.front, name="publications-front"),
    path("loften.<slug:kind>", views.leaflet, name="publications-leaflet"),
    path("aktivitetsplan/", views.activity_plan, name="publications-activity-plan"),
    path(
        "aktivitetsplan.<slug:kind>",
        views.activity_plan_document,
        name="publications-activity-plan-document",
    ),
    path("aktiviteter.ics", views.calendar, name="publications-calendar"),
    path("kort/", views.card, name="publications-card"),
    path("lagesbild.<slug:kind>", views.picture_document, name="publications-picture-document"),
    path(
        "uppfoljning/<str:period>.<slug:kind>",
        views.followup_document,
        name="publications-followup-document",
    ),
    path("uppfoljning/<str:period>/", views.period, name="publications-period"),
    path("loften/", views.promise_list, name="publications-promises"),
    path("loften/<slug:slug>/", views.promise, name="publications-promise"),
    path("loften/<slug:slug>/flode.atom", views.promise_feed, name="publications-promise-feed"),
    path("loften/<slug:slug>/bild-<slug:shape>.png", views.promise_image, name="publications-promise-image"),
    path(
        "loften/<slug:slug>/<str:period>/bild-<slug:shape>.png",
        views.lasting_image,
        name="publications-lasting-image",
    ),
    path(
        "uppfoljning/<str:period>/bild-<slug:shape>.png",
        views.followup_image,
        name="publications-followup-image",
    ),
    path("loften/<slug:slug>/<str:period>/", views.followup, name="publications-followup"),
    path("lagesbild/", views.picture, name="publications-picture"),
    path("lagesbild/<str:period>/", views.picture, name="publications-lasting-picture"),
    path("historik/", views.history, name="publications-history"),
    path("omrade/<str:place>/", views.district, name="publications-district"),
    path("omrade/<str:place>/flode.atom", views.district_feed, name="publications-district-feed"),
    path("ni-sa-vi-gjorde/", views.answers, name="publications-answers"),
    path("uppgifter/", views.privacy, name="publications-privacy"),
    path("oppna-data/", views.open_data, name="publications-open-data"),
    path("oppna-data/katalog.rdf", views.catalogue, name="publications-catalogue"),
    path("oppna-data/<slug:name>.<slug:kind>", views.table, name="publications-table"),
    path("tillganglighet/", views.accessibility, name="publications-accessibility"),
    path("sag-till/", views.feedback, name="publications-feedback"),
    path("flode.atom", views.feed, name="publications-feed"),
    path("besked/", views.notices, name="publications-notices"),
    path("besked/<slug:slug>/", views.notice, name="publications-notice"),
    path("prenumerera/", views.subscribe, name="publications-subscribe"),
    path("prenumerera/bekrafta/<str:token>/", views.confirm, name="publications-confirm"),
    path("prenumerera/avsluta/<str:token>/", views.leave, name="publications-leave"),
]

work = [
    path("publicerat/", views.work, name="publications-work"),
    path("publicerat/besked/bemot/", views.new_notice, {"kind": "claim"}, name="publications-notice-claim"),
    path("publicerat/besked/beratta/", views.new_notice, {"kind": "event"}, name="publications-notice-event"),
    path("publicerat/besked/<uuid:uuid>/", views.edit_notice, name="publications-notice-edit"),
    path("publicerat/besked/<uuid:uuid>/publicera/", views.send_notice, name="publications-notice-send"),
    path("publicerat/besked/<uuid:uuid>/slang/", views.drop_notice, name="publications-notice-drop"),
    path("publicerat/dela/<str:period>/", views.share, name="publications-share"),
    path("publicerat/lofte/<slug:slug>/", views.publish_promise, name="publications-publish-promise"),
    path(
        "publicerat/uppfoljning/<str:period>/", views.publish_followup, name="publications-publish-followup"
    ),
    path("publicerat/gemensamt-arbete/", views.publish_other_work, name="publications-publish-other-work"),
    path("publicerat/lagesbild/<uuid:uuid>/", views.publish_picture, name="publications-publish-picture"),
]
