# SPDX-License-Identifier: EUPL-1.2
"""Addresses whose views refuse, for the tests of the pages that then come."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow


def refuse(request: HttpRequest, status: int) -> HttpResponse:
    raise {
        400: BadInput("period_backwards", field="to"),
        403: NotAllowed("only_coordinator_or_administrator"),
        404: NotFound("no_such_promise"),
        409: NotNow("changed_meanwhile"),
        500: ZeroDivisionError("Anna Andersson"),
    }[status]


urlpatterns = [path("vagra/<int:status>/", refuse), path("", include("samsyn.config.urls"))]
handler500 = "samsyn.config.pages.server_error"
