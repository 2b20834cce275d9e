# SPDX-License-Identifier: EUPL-1.2
"""Open311 GeoReport v2. Faults are listed; crime and insecurity may be sent (`blackbox`) and are never shown.

Nothing of who asks is kept: no address, no session. An application shows its key; how often it may ask is counted
in memory alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from samsyn.catalogue import categories
from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.api.written import answer
from samsyn.cycle.reports.forms import open311 as forms
from samsyn.cycle.reports.models import Application, Source
from samsyn.cycle.reports.reads.faults import CHANNEL, Fault, Update
from samsyn.ground.people import reads as people
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import machine
from samsyn.kit.errors import BadInput, NotFound, SamsynError
from samsyn.kit.rates import Rate
from samsyn.kit.requests import Request
from samsyn.kit.words import words_for

FORMATS = ("json", "xml")
LANGUAGES = ("sv", "en", "fi")
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
# When what is described here last changed, as discovery tells it.
CHANGED = "2026-11-22T00:00:00+01:00"
# Everybody who asks without a key shares one count, since nobody is told apart.
ASKING = Rate(per_minute=1200, burst=600)
SENDING = Rate(per_minute=60, burst=60)
OPEN = "anyone"

View = Callable[..., HttpResponse]


class TooOften(SamsynError):
    """More than the rate allows; `wait` says how many seconds."""

    status = 429


def door(*methods: str) -> Callable[[View], View]:
    """A view of the interface: checks format and method, finds the partnership, and answers every refusal in its form."""

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def inner(request: Request, form: str, **named: Any) -> HttpResponse:
            shape = form if form in FORMATS else "json"
            given = request.GET.get("locale", request.language)[:20].split("-")[0]
            with translation.override(given if given in LANGUAGES else "sv"):
                try:
                    if form not in FORMATS:
                        raise NotFound("open311_format")
                    if request.method not in (*methods, "HEAD" if "GET" in methods else ""):
                        response = _refused(SamsynError("open311_method"), shape, 405)
                        response["Allow"] = ", ".join(methods)
                        return response
                    if request.method != "POST" and (wait := ASKING.wait(OPEN)):
                        raise TooOften("open311_too_often", wait=wait)
                    found = view(request, _partnership(request), shape, **named)
                except TooOften as often:
                    found = _refused(often, shape, 429)
                    found["Retry-After"] = str(often.facts["wait"])
                except NotFound as refused:
                    found = _refused(refused, shape, 404)
                except (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError, SuspiciousOperation):
                    found = _refused(BadInput("open311_body"), shape, 400)
                except SamsynError as refused:
                    found = _refused(refused, shape, 403 if refused.status == 403 else 400)
            # Read from any page: there is no session to borrow, and nothing that is not open to all.
            found["Access-Control-Allow-Origin"] = "*"
            found["Cache-Control"] = "no-store" if request.method == "POST" else "public, max-age=60"
            return found

        return inner

    return wrap


@door("GET")
def services(request: Request, here: Partnership, form: str) -> HttpResponse:
    """What may be reported."""
    language = translation.get_language()
    found = []
    for category in categories.every():
        parts = [part for part in category.subcategories if not part.retired]
        for code, name, words, fault in [
            *((part.key, part.name(language), part.words, part.fault) for part in parts),
            (category.key, category.name(language), category.words, False),
        ]:
            found.append(
                {
                    "service_code": code,
                    "service_name": name,
                    "description": category.help(language),
                    "metadata": True,
                    "type": "realtime" if fault else "blackbox",
                    "keywords": ",".join(words),
                    "group": category.name(language),
                }
            )
    return answer("services", found, form)


@door("GET")
def definition(request: Request, here: Partnership, form: str, code: str) -> HttpResponse:
    """What may be told of one kind beside place and description."""
    category = categories.get(code)
    if category is None or category.retired or not categories.exists(code):
        raise NotFound("open311_service_unknown")
    found = {"service_code": code, "attributes": [_occurred(), _certainty()]}
    return answer("service_definition", found, form)


@door("GET", "POST")
def requests(request: Request, here: Partnership, form: str) -> HttpResponse:
    """The faults, and the way in for reports of every kind."""
    if request.method == "POST":
        return _receive(request, here, form)
    asked = forms.asked(request.GET)
    found = reads.faults(here, asked, seen_by=request.person)
    more = request.GET.get("extensions", "").lower() == "true"
    return answer("service_requests", [_shown(fault, more) for fault in found], form)


@door("GET")
def one(request: Request, here: Partnership, form: str, fault: str) -> HttpResponse:
    """One fault."""
    found = reads.fault(here, _uuid(fault), seen_by=request.person)
    more = request.GET.get("extensions", "").lower() == "true"
    return answer("service_requests", [_shown(found, more)], form)


@door("GET")
def token(request: Request, here: Partnership, form: str, token: str) -> HttpResponse:
    """A sending is answered with its id at once, so a token is that id."""
    found = reads.fault(here, _uuid(token), seen_by=request.person)
    return answer("service_requests", [{"service_request_id": found.id, "token": found.id}], form)


@door("GET", "POST")
def updates(request: Request, here: Partnership, form: str) -> HttpResponse:
    """What has happened with faults, and the way in for the one who mends them."""
    if request.method == "POST":
        return _hear(request, here, form)
    found = reads.fault_updates(
        here,
        seen_by=request.person,
        since=forms.moment(request.GET, "start_date"),
        until=forms.moment(request.GET, "end_date"),
    )
    return answer("service_request_updates", [_update(one) for one in found], form)


@csrf_exempt
def discovery(request: Request, form: str) -> HttpResponse:
    """Where the interface is, for whoever comes to the house and knows nothing."""
    if form not in FORMATS:
        return _refused(NotFound("open311_format"), "json", 404)
    if request.method not in ("GET", "HEAD"):
        response = _refused(SamsynError("open311_method"), form, 405)
        response["Allow"] = "GET"
        return response
    contacts = [
        f"{one.name}: {one.contact_role} {one.contact_address}".strip() for one in people.partnerships()
    ]
    kinds = ["text/xml", "application/json"]
    found = {
        "changeset": CHANGED,
        "contact": "; ".join(contacts) or settings.PUBLIC_URL,
        "key_service": settings.PUBLIC_URL,
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{settings.PUBLIC_URL}/open311/v2",
                "changeset": CHANGED,
                "type": "production",
                "formats": kinds,
            }
        ],
    }
    return answer("discovery", found, form)


@csrf_exempt
def nowhere(request: Request, rest: str) -> HttpResponse:
    """Any other address under this name: refused in the standard's form, so that a client can read why."""
    return _refused(NotFound("open311_format"), "xml" if rest.endswith(".xml") else "json", 404)


def description(request: Request) -> HttpResponse:
    """What this interface answers, as an OpenAPI document with this installation's own address."""
    text = files("samsyn.cycle.reports.api").joinpath("georeport.json").read_text("utf-8")
    text = text.replace("https://samsyn.example", settings.PUBLIC_URL)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _receive(request: Request, here: Partnership, form: str) -> HttpResponse:
    application = _application(request, here)
    seen = forms.sighting(here, request.POST.dict(), seen_by=request.person)
    received = writes.receive(
        here,
        seen,
        by=machine(f"open311:{application.pk}").inside(here.pk),
        source=Source.RESIDENT,
        channel=CHANNEL,
        client_id=forms.sending_id(request.headers.get("Idempotency-Key", ""), application.uuid),
    )
    shown = " ".join(received.code[i : i + 3] for i in range(0, len(received.code), 3))
    address = f"{settings.PUBLIC_URL}/{here.key}/svar/"
    notice = words_for("reports/open311", "notice", receipt=shown, address=address)
    found = {
        "service_request_id": str(received.report.uuid),
        "service_notice": str(notice),
        "account_id": None,
    }
    return answer("service_requests", [found], form)


def _hear(request: Request, here: Partnership, form: str) -> HttpResponse:
    application = _application(request, here)
    about, to, words = forms.update(request.POST.dict())
    row = reads.fault_row(here, about, seen_by=request.person)
    caller = machine(f"open311:{application.pk}").inside(here.pk)
    writes.hear(row, to, words, by=caller, application=application)
    sent = forms.told_id(request.POST.dict()) or str(row.uuid)
    return answer("service_request_updates", [{"update_id": sent, "service_request_id": str(row.uuid)}], form)


def _partnership(request: Request) -> Partnership:
    """The jurisdiction asked for; it may be left out where there is one alone."""
    key = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id") or ""
    if key:
        try:
            return people.partnership(key[:60].replace("\x00", ""))
        except NotFound:
            raise NotFound("open311_jurisdiction") from None
    found = list(people.partnerships()[:2])
    if len(found) != 1:
        raise BadInput("open311_jurisdiction_missing", field="jurisdiction_id")
    return found[0]


def _application(request: Request, here: Partnership) -> Application:
    key = request.POST.get("api_key") or request.GET.get("api_key") or ""
    try:
        found = reads.application(here, key[:200], seen_by=request.person)
    except NotFound:
        raise _Forbidden("open311_key") from None
    if wait := SENDING.wait(str(found.pk)):
        raise TooOften("open311_too_often", wait=wait)
    return found


class _Forbidden(SamsynError):
    status = 403


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound("no_such_fault") from None


def _refused(refused: SamsynError, form: str, status: int) -> HttpResponse:
    marks = refused.facts.get("marks", ())
    kinds = sorted({str(mark.code) for mark in marks if mark.certainty == "certain"})
    facts = {name: value for name, value in refused.facts.items() if name != "marks"}
    facts["field"] = getattr(refused, "field", "")
    said = words_for("reports/open311", refused.code, kinds=kinds, **facts)
    said = said or words_for("reports/field_error", refused.code, **facts)
    found = [{"code": str(status), "description": str(said) or refused.code}]
    return answer("errors", found, form, status=status)


def _shown(fault: Fault, more: bool) -> dict[str, Any]:
    language = translation.get_language()
    part = categories.subcategory(fault.code)
    found: dict[str, Any] = {
        "service_request_id": fault.id,
        "status": "closed" if fault.closed else "open",
        "status_notes": _notes(fault.state, fault.reason),
        "service_name": part.name(language) if part else fault.code,
        "service_code": fault.code,
        "description": fault.text or None,
        "agency_responsible": fault.with_organisation or None,
        "service_notice": None,
        "requested_datetime": _when(fault.requested_at),
        "updated_datetime": _when(fault.updated_at),
        "expected_datetime": None,
        "address": fault.area_name or None,
        "address_id": fault.area_key or None,
        "zipcode": None,
        "lat": fault.lat,
        "long": fault.lon,
        "media_url": None,
    }
    if more:
        found["extended_attributes"] = {"status": fault.state, "helped": fault.helped or None}
    return found


def _update(one: Update) -> dict[str, Any]:
    return {
        "update_id": one.id,
        "service_request_id": one.fault_id,
        "status": "closed" if one.closed else "open",
        "extended_status": one.state,
        "updated_datetime": _when(one.at),
        "description": _notes(one.state, one.reason),
        "media_url": None,
    }


def _notes(state: str, reason: str) -> str:
    said = str(words_for("reports/state_said", state))
    return f"{said} {reason}".strip()


def _when(moment: datetime) -> str:
    return moment.astimezone(clock.LOCAL).isoformat(timespec="seconds")


def _occurred() -> dict[str, Any]:
    return _attribute("occurred", "datetime", 1)


def _certainty() -> dict[str, Any]:
    values = [{"key": code, "name": str(words_for("reports/certainty", code))} for code in forms.CERTAINTIES]
    return _attribute("certainty", "singlevaluelist", 2) | {"values": values}


def _attribute(code: str, datatype: str, order: int) -> dict[str, Any]:
    return {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": False,
        "datatype_description": None,
        "order": order,
        "description": str(words_for("reports/open311", f"attribute_{code}")),
    }
