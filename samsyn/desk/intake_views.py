# SPDX-License-Identifier: EUPL-1.2
"""Data comes in by screen: hand in a file, look its columns over, try it, take it in, undo it as a whole."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samsyn.catalogue import categories, sources
from samsyn.catalogue.records import SourceError
from samsyn.desk import fetching, intake, intake_forms, intake_steps
from samsyn.ground.imports import reads, rules, writes
from samsyn.ground.imports.models import Upload
from samsyn.ground.places import reads as places
from samsyn.kit.errors import BadInput
from samsyn.kit.requests import Request
from samsyn.kit.tables import csv_answer
from samsyn.kit.words import words_for

SHOWN = 50
POLICE_GROUPS = ("vandalism", "disorder", "drugs", "violence", "theft", "traffic")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request, key: str) -> HttpResponse:
    """What has come in, and the way in for more."""
    here, person = request.partnership, request.person
    rules.check_may_import(person, here)
    form = intake_forms.UploadForm(language=request.language)
    if request.method == "POST":
        form = intake_forms.UploadForm(request.POST, request.FILES, language=request.language)
        if form.is_valid():
            try:
                upload = intake_steps.take_upload(
                    here, form.cleaned_data["source"], form.cleaned_data["file"], by=person
                )
            except BadInput as refused:
                form.add_error("file", _said(refused))
            else:
                return redirect("desk-intake-columns", key=key, upload=upload.uuid)
    return _start(request, upload_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, key: str, upload: UUID) -> HttpResponse:
    """The guess of the columns, to be corrected; and what the file would give."""
    here, person = request.partnership, request.person
    rules.check_may_import(person, here)
    row = reads.upload(here, upload, seen_by=person)
    facts: dict[str, Any] = {}
    status = 200
    try:
        if request.method == "POST":
            row = writes.map_upload(row, intake_steps.said(row, request.POST.dict()), by=person)
            if request.POST.get("do") == "import":
                answer = intake_steps.run(row, by=person, dry_run=False)
                return redirect("desk-intake-one", key=key, uuid=answer["import_id"])
            if request.POST.get("do") == "save":
                found = intake_steps.said(row, request.POST.dict())
                facts["saved"] = writes.save_mapping(
                    here, row.source, request.POST.get("name", ""), found, by=person
                )
            else:
                facts["answer"] = intake_steps.run(row, by=person, dry_run=True)
        elif kept := request.GET.get("mappning"):
            saved = reads.saved_mappings(here, row.source, seen_by=person)
            chosen = next((one for one in saved if str(one.uuid) == kept), None)
            if chosen is not None:
                row = writes.map_upload(row, reads.mapping_of(chosen), by=person)
    except (SourceError, BadInput) as refused:
        facts["refused"], status = _words(refused), 400
    return _columns(request, row, status, facts)


@require_POST
def rejected(request: Request, key: str, upload: UUID) -> HttpResponse:
    """The rows of a waiting file that would not go in, as a file to mend and hand in again."""
    here, person = request.partnership, request.person
    rules.check_may_import(person, here)
    row = reads.upload(here, upload, seen_by=person)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "avvisade.csv"
        try:
            intake_steps.run(row, by=person, dry_run=True, rejects_to=path)
        except (SourceError, BadInput) as refused:
            return _columns(request, row, 400, {"refused": _words(refused)})
        body = path.read_bytes()
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="avvisade.csv"'
    return answer


@require_POST
def drop(request: Request, key: str, upload: UUID) -> HttpResponse:
    """Take a waiting file away."""
    row = reads.upload(request.partnership, upload, seen_by=request.person)
    intake_steps.drop(row, by=request.person)
    return redirect("desk-intake", key=key)


@require_GET
def one(request: Request, key: str, uuid: UUID) -> HttpResponse:
    """One import: what it gave, which rows it left, and the way back."""
    here, person = request.partnership, request.person
    rules.check_may_import(person, here)
    row = reads.one(uuid, seen_by=person)
    left = reads.rejects(row)
    source = sources.get(row.source)
    facts = {
        "row": row,
        "source": source.name(request.language) if source else row.source,
        "left": [_reason(item) for item in left[:SHOWN]],
        "more": max(0, row.rejected - SHOWN),
    }
    return render(request, "desk/intake_one.html", facts)


@require_GET
def left_out(request: Request, key: str, uuid: UUID) -> StreamingHttpResponse:
    """The rows that an import left: number, field and why, as a file."""
    rules.check_may_import(request.person, request.partnership)
    row = reads.one(uuid, seen_by=request.person)
    header = [str(words_for("intake/column", name)) for name in ("row", "field", "reason", "hint")]
    found = (_reason(item) for item in reads.rejects(row))
    cells = ([item["row"], item["field"], item["words"], item["hint"]] for item in found)
    return csv_answer("avvisade-rader.csv", header, cells)


@require_POST
def undo(request: Request, key: str, uuid: UUID) -> HttpResponse:
    """Take back a whole import."""
    rules.check_may_import(request.person, request.partnership)
    intake.undo(reads.one(uuid, seen_by=request.person), by=request.person)
    return redirect("desk-intake-one", key=key, uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def counts(request: Request, key: str) -> HttpResponse:
    """The weekly count sheet of the police, written straight into a table."""
    here, person = request.partnership, request.person
    rules.check_may_import(person, here)
    areas = [area.name for area in places.placing_areas(here, seen_by=person)] or [here.name]
    found = [categories.get(name) for name in POLICE_GROUPS]
    # The group is data, kept as the police's own sheets write it; the page's language does not change it.
    groups = [category.name("sv") for category in found if category]
    form = intake_forms.CountsForm(areas, groups, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.counts()
        if not told:
            form.add_error(None, ValidationError("empty", code="counts_empty"))
        else:
            year, week = form.cleaned_data["year"], form.cleaned_data["week"]
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "antal.csv"
                with path.open("w", encoding="utf-8", newline="") as file:
                    out = csv.writer(file, delimiter=";")  # only our own reader opens it
                    out.writerow(["Vecka", "År", "Område", "Brottsgrupp", "Antal"])
                    out.writerows([week, year, area, group, number] for area, group, number in told)
                try:
                    answer = intake.run_import(
                        here, "police-counts", path, by=person, name=f"{year}-W{week:02}"
                    )
                except SourceError as refused:
                    form.add_error(None, ValidationError("refused", code=str(refused.code)))
                else:
                    return redirect("desk-intake-one", key=key, uuid=answer["import_id"])
    status = 400 if request.method == "POST" else 200
    return render(request, "desk/intake_counts.html", {"form": form, "groups": groups}, status=status)


@require_POST
def fetch(request: Request, key: str) -> HttpResponse:
    """Turn the fetching of the police's published events on or off."""
    here, person = request.partnership, request.person
    rules.check_may_import(person, here)
    form = intake_forms.FetchingForm(request.POST)
    if form.is_valid():
        try:
            writes.set_fetching(
                here, fetching.SOURCE, is_on=form.cleaned_data["is_on"], places=form.named(), by=person
            )
        except BadInput as refused:
            form.add_error("places", _said(refused))
        else:
            return redirect("desk-intake", key=key)
    return _start(request, fetching_form=form)


def _start(request: Request, **given: Any) -> HttpResponse:
    here, person = request.partnership, request.person
    page = Paginator(reads.imports(here, seen_by=person), 20).get_page(request.GET.get("sida"))
    names = {source.key: source.name(request.language) for source in sources.every()}
    fetched = reads.fetching(here, fetching.SOURCE, seen_by=person)
    said = {"is_on": fetched.is_on, "places": ", ".join(fetched.places)} if fetched else None
    facts = {
        "page": page,
        "rows": [(row, names.get(row.source, row.source)) for row in page.object_list],
        "upload_form": intake_forms.UploadForm(language=request.language),
        "fetching_form": intake_forms.FetchingForm(initial=said),
        "fetching": fetched,
        "caveats": [(one.name(request.language), one.caveat(request.language)) for one in sources.every()],
    }
    wrong = any(form.errors for form in given.values())
    return render(request, "desk/intake.html", facts | given, status=400 if wrong else 200)


def _columns(request: Request, row: Upload, status: int, facts: dict[str, Any]) -> HttpResponse:
    here, person = request.partnership, request.person
    source = sources.get(row.source)
    try:
        seen = intake_steps.look(row)
    except SourceError as refused:
        seen, status = intake_steps.Look(), 400
        facts.setdefault("refused", _words(refused))
    answer = facts.get("answer")
    if answer is not None:
        facts["left"] = [_reason(item) for item in answer["rejected"][:SHOWN]]
        facts["more"] = max(0, answer["rejected_count"] - SHOWN)
    facts |= {
        "upload": row,
        "look": seen,
        "source": source.name(request.language) if source else row.source,
        "choices": [
            (
                one.name(request.language),
                [(part.key, part.name(request.language)) for part in one.subcategories],
                one.key,
            )
            for one in categories.every()
        ],
        "systems": intake_steps.CRS,
        "saved_mappings": reads.saved_mappings(here, row.source, seen_by=person),
    }
    return render(request, "desk/intake_columns.html", facts, status=status)


def _reason(item: dict[str, Any]) -> dict[str, Any]:
    facts = item.get("facts") or {}
    return {
        "row": item["row"],
        "field": str(words_for("intake/field", item["field"])) or item["field"] or "",
        "words": str(words_for("intake/reason", item["reason"], **facts)) or item["reason"],
        "hint": str(words_for("intake/hint", item.get("hint") or "")),
    }


def _words(refused: SourceError | BadInput) -> str:
    facts = dict(refused.facts)
    found = words_for("intake/error", str(refused.code), **facts)
    return str(found or words_for("intake/form_error", str(refused.code), **facts)) or str(refused.code)


def _said(refused: BadInput) -> ValidationError:
    return ValidationError(refused.code, code=refused.code, params=dict(refused.facts))
