# SPDX-License-Identifier: EUPL-1.2
"""The resident's pages: report, receipt, answer, place. No cookie, no session, nothing about who asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.catalogue import categories
from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.compute import SUSPECT_CODES, guard_rules
from samsyn.cycle.reports.forms import CodeForm, ResidentForm
from samsyn.cycle.reports.forms.resident import without_marks
from samsyn.cycle.reports.models import Source
from samsyn.cycle.reports.reads import placing
from samsyn.cycle.reports.views.origin import from_here, too_often
from samsyn.ground.places import basemap
from samsyn.kit import photos
from samsyn.kit.errors import BadInput, NotFound
from samsyn.kit.map import layers
from samsyn.kit.requests import Request
from samsyn.kit.uploads import InMemory

REFUSED = 400
# What the page needs without network; pictured in the service worker as the page asks.
KEPT_FILES = ("report.css", "report.js", "guard.js", "queue.js", "waiting.js")
WORKER = Path(__file__).parents[1] / "static" / "reports" / "sw.js"
ELSEWHERE = 403
BUSY = 429


# Compressed, since a phone on a slow line waits for every byte; the page holds no secret that its length could tell.
@csrf_exempt
@gzip_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, key: str) -> HttpResponse:
    """Three questions. What was typed comes back with every refusal; the receipt comes with the answer itself."""
    if request.method != "POST":
        return _form(request, ResidentForm(request.partnership, request.person))
    # In memory alone: a photo that is refused, or sent with a refused text, has been written nowhere.
    request.upload_handlers = [InMemory(request, most=photos.BYTES_MOST, files=writes.PHOTOS_MOST + 1)]
    if "remove" in request.POST:
        mended = without_marks(request.POST)
        return _form(request, ResidentForm(request.partnership, request.person, again=mended), mended=True)
    if wait := too_often(request):
        return _busy(request, wait)
    form = ResidentForm(request.partnership, request.person, request.POST, request.FILES)
    if not from_here(request):
        again = ResidentForm(request.partnership, request.person, again=request.POST)
        return _form(request, again, status=ELSEWHERE, elsewhere=True)
    if form.is_valid():
        try:
            received = writes.receive(
                request.partnership,
                form.sighting(),
                by=request.person,
                source=Source.RESIDENT,
                channel="web",
                client_id=form.sending,
            )
        except BadInput as refused:
            form.refuse(refused)
        else:
            status = 201 if received.created else 200
            if _wants_json(request):
                return JsonResponse({"code": received.code, "created": received.created}, status=status)
            outcome = reads.what_came_of_report(received.report, seen_by=request.person)
            facts = {"code": received.code, "outcome": outcome, "waits": received.report.guard == "waiting"}
            return render(request, "reports/receipt.html", facts, status=status)
    if _wants_json(request):
        codes = {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()}
        return JsonResponse({"refused": codes}, status=REFUSED)
    return _form(request, form, status=REFUSED)


def _busy(request: Request, wait: int) -> HttpResponse:
    """Very many have come from one place: what was typed stands in the form, ready to be sent in a while."""
    if _wants_json(request):
        answer: HttpResponse = JsonResponse({"refused": {"__all__": ["too_often"]}}, status=BUSY)
    else:
        again = ResidentForm(request.partnership, request.person, again=request.POST)
        answer = _form(request, again, status=BUSY, busy=True)
    answer["Retry-After"] = str(wait)
    return answer


@require_GET
def waiting(request: Request, key: str) -> HttpResponse:
    """What lies on the device and waits for network; the page itself knows nothing of it."""
    return render(request, "reports/waiting.html")


@require_GET
@cache_control(no_cache=True)
def worker(request: Request) -> HttpResponse:
    """The service worker, at the root so that it reaches every partnership's report page."""
    answer = HttpResponse(WORKER.read_text("utf-8"), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_GET
@cache_control(public=True, max_age=3600)
def manifest(request: Request, key: str) -> JsonResponse:
    """What a phone needs to put the report page among its apps."""
    start = reverse("reports-new", kwargs={"key": key})
    icon = {"src": static("reports/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    found = {
        "name": request.partnership.name,
        "short_name": request.partnership.name[:24],
        "start_url": start,
    }
    found |= {
        "scope": start,
        "display": "standalone",
        "background_color": "#FBF8F2",
        "theme_color": "#15525C",
    }
    return JsonResponse(found | {"icons": [icon]}, content_type="application/manifest+json")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, key: str) -> HttpResponse:
    """Asks for the receipt code in a form, and says how far it has come. The code never stands in an address."""
    form = CodeForm(request.POST or None)
    facts: dict[str, Any] = {"form": form, "outcome": None, "unknown": False}
    status = 200
    if request.method == "POST" and not from_here(request):
        status = ELSEWHERE
        facts["elsewhere"] = True
    elif request.method == "POST" and form.is_valid():
        try:
            facts["outcome"] = reads.by_code(
                request.partnership, form.cleaned_data["code"], seen_by=request.person
            )
        except NotFound:
            facts["unknown"] = True
            status = 404
    elif request.method == "POST":
        status = REFUSED
    return render(request, "reports/answer.html", facts, status=status)


@gzip_page
@require_GET
@cache_control(public=True, max_age=3600)
def words(request: Request, key: str) -> JsonResponse:
    """The catalogue's words for each category, from which the page suggests one. Nothing typed is sent anywhere."""
    language = request.language
    found: list[list[Any]] = []
    for category in categories.every():
        for part in category.subcategories:
            if part.words and not part.retired:
                danger = category.danger or part.danger
                found.append([part.key, part.name(language), list(part.words), danger])
        if category.words:
            found.append([category.key, category.name(language), list(category.words), category.danger])
    return JsonResponse({"words": found})


@gzip_page
@require_GET
@cache_control(public=True, max_age=3600)
def guard(request: Request, key: str) -> JsonResponse:
    """The guard's rules, by which the page looks at a text on the device. Nothing typed is sent anywhere."""
    return JsonResponse(guard_rules(), json_dumps_params={"ensure_ascii": False})


@gzip_page
@require_GET
@cache_control(public=True, max_age=3600)
def area_map(request: Request, key: str) -> JsonResponse:
    """The borders of the areas, for the map that one may point at."""
    shapes = placing.borders(request.partnership, seen_by=request.person)
    drawn, labels = layers.areas(shapes)
    found = {"areas": drawn, "labels": labels}
    bounds = layers.bounds(drawn) if shapes else None
    return JsonResponse({"bounds": bounds, "layers": found, **basemap.under(request.partnership)})


@csrf_exempt
@never_cache
@require_POST
def alike(request: Request, key: str) -> JsonResponse:
    """The names recognised in a typed place, and how many have reported the same there this week.

    By POST, so that what was typed stands in no address and no log. Says a number only from the limit up.
    """
    form = ResidentForm(request.partnership, request.person, request.POST)
    form.is_valid()
    found = form.cleaned_data.get("placing") or placing.Placing()
    category = (form.cleaned_data.get("category") or "").split(".")[0]
    count = reads.several_alike(request.partnership, category, found.area, seen_by=request.person)
    return JsonResponse({"names": list(found.names), "several": count is not None, "count": count})


@require_GET
def place(request: Request, key: str, area: UUID) -> HttpResponse:
    """What has happened with reports from an area."""
    found = placing.area_of(request.partnership, area, seen_by=request.person)
    if found is None:
        raise NotFound("no_such_area")
    outcome = reads.what_came_of_area(found, seen_by=request.person)
    return render(request, "reports/place.html", {"outcome": outcome})


@require_GET
def week(request: Request, key: str) -> HttpResponse:
    """You said, we did: one week of reports and answers, for anyone."""
    found = reads.week_told(request.partnership, request.GET.get("vecka", "")[:10], seen_by=request.person)
    return render(request, "reports/week.html", {"week": found})


def _wants_json(request: Request) -> bool:
    """Whether the sender is the queue of the page, which reads no HTML."""
    return request.headers.get("Accept", "").startswith("application/json")


def _form(request: Request, form: ResidentForm, *, status: int = 200, **facts: Any) -> HttpResponse:
    form.offer_areas()  # only for one who is to see them: a report that is stored draws no list
    chosen = form["category"].value() or form.suggested
    language = request.language
    chips = [
        {
            "key": found.key,
            "name": found.name(language),
            "help": found.help(language),
            "danger": found.danger,
            "district_only": found.district_only,
            "photo": found.photo_allowed,
            "chosen": chosen.split(".")[0] == found.key,
            "value": chosen if chosen.split(".")[0] == found.key else found.key,
        }
        for found in categories.every()
    ]
    facts["kept"] = [static(f"reports/{name}") for name in KEPT_FILES]
    facts |= {"suspect_codes": SUSPECT_CODES}
    facts |= {"form": form, "chips": chips, "outside": form.has_error("__all__", "outside")}
    return render(request, "reports/new.html", facts, status=status)
