# SPDX-License-Identifier: EUPL-1.2
"""Addresses about reports."""

from django.urls import path

from samsyn.cycle.reports.api import open311
from samsyn.cycle.reports.views import inbox, photos, resident, sending, staff, where

top = [
    path("sw.js", resident.worker, name="reports-worker"),
    path("open311/discovery.<str:form>", open311.discovery),
    path("open311/v2/discovery.<str:form>", open311.discovery, name="open311-discovery"),
    path("open311/v2/openapi.json", open311.description, name="open311-description"),
    path("open311/v2/services.<str:form>", open311.services, name="open311-services"),
    path("open311/v2/services/<str:code>.<str:form>", open311.definition, name="open311-service"),
    path("open311/v2/requests.<str:form>", open311.requests, name="open311-requests"),
    path("open311/v2/servicerequestupdates.<str:form>", open311.updates, name="open311-updates"),
    path("open311/v2/requests/<str:fault>.<str:form>", open311.one, name="open311-request"),
    path("open311/v2/tokens/<str:token>.<str:form>", open311.token, name="open311-token"),
    path("open311/<path:rest>", open311.nowhere),
]

public = [
    path("rapportera/", resident.new, name="reports-new"),
    path("rapportera/vantar/", resident.waiting, name="reports-waiting"),
    path("rapportera/app.webmanifest", resident.manifest, name="reports-manifest"),
    path("rapportera/ord.json", resident.words, name="reports-words"),
    path("rapportera/skydd.json", resident.guard, name="reports-guard"),
    path("rapportera/karta.json", resident.area_map, name="reports-map"),
    path("rapportera/lika/", resident.alike, name="reports-alike"),
    path("svar/", resident.answer, name="reports-answer"),
    path("svar/vecka/", resident.week, name="reports-week"),
    path("plats/<uuid:area>/", resident.place, name="reports-place"),
]

work = [
    path("rapporter/", inbox.inbox, name="reports-inbox"),
    path("rapporter/ny/", staff.new, name="reports-staff-new"),
    path("rapporter/granska/", inbox.moderation, name="reports-moderation"),
    path("rapporter/inget/", staff.quiet, name="reports-quiet"),
    path("rapporter/<uuid:report>/", inbox.one, name="reports-one"),
    path("rapporter/<uuid:report>/karta.json", where.one_map, name="reports-one-map"),
    path("rapporter/<uuid:report>/bild/<uuid:photo>/", photos.one, name="reports-photo"),
    path("rapporter/<uuid:report>/bild/<uuid:photo>/granska/", photos.look, name="reports-photo-look"),
    path("rapporter/<uuid:report>/flytta/", inbox.move, name="reports-move"),
    path("rapporter/<uuid:report>/lamna-over/", inbox.assign, name="reports-assign"),
    path("rapporter/<uuid:report>/anteckna/", inbox.note, name="reports-note"),
    path("rapporter/<uuid:report>/samma/", inbox.merge, name="reports-merge"),
    path("rapporter/<uuid:report>/isar/", inbox.part, name="reports-part"),
    path("rapporter/<uuid:report>/plats/", inbox.place, name="reports-set-place"),
    path("rapporter/<uuid:report>/text/", inbox.look, name="reports-look"),
    path("rapporter/flera/", inbox.several, name="reports-several"),
    path("rapporter/hamta/", inbox.take_out, name="reports-take-out"),
    path("rapporter/kopplingar/", sending.connections, name="reports-connections"),
    path("rapporter/kopplingar/mottagare/", sending.add_receiver, name="reports-add-receiver"),
    path(
        "rapporter/kopplingar/mottagare/<uuid:receiver>/", sending.end_receiver, name="reports-end-receiver"
    ),
    path("rapporter/kopplingar/appar/", sending.add_application, name="reports-add-application"),
    path(
        "rapporter/kopplingar/appar/<uuid:application>/",
        sending.withdraw_application,
        name="reports-withdraw-application",
    ),
    path("rapporter/<uuid:report>/lagas/", sending.hand_over, name="reports-hand-over"),
    path("rapporter/<uuid:report>/lagas/<uuid:sending>/", sending.send_again, name="reports-send-again"),
    path("rapporter/<uuid:report>/hjalpte/", sending.helped, name="reports-helped"),
]
