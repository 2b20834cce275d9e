# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a promise have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.promises import compute, reads, rules
from samsyn.cycle.promises.forms import (
    EffectForm,
    EndForm,
    HistoryForm,
    IndicatorForm,
    PaperForm,
    PromiseForm,
    SignForm,
    SplitForm,
)
from samsyn.cycle.promises.models import State
from samsyn.ground.people import reads as people
from samsyn.ground.places import reads as places
from samsyn.kit import clock
from samsyn.kit.charts import bars
from samsyn.kit.errors import allowed
from samsyn.kit.requests import Request
from samsyn.kit.words import words_for


def page_of(request: Request, promise: Any) -> dict[str, Any]:
    """Everything that a promise's page shows."""
    person = request.person
    waiting = reads.unsigned(promise)
    own = next((row for row in waiting if row.pk == person.organisation_id), None)
    proposed = promise.state == State.PROPOSED
    parts = reads.indicators(promise, seen_by=person)
    may = {
        "may_change": allowed(rules.check_may_change, person, promise),
        "may_ask_effect": allowed(rules.check_may_redefine, person, promise),
        "may_end": allowed(rules.check_may_end, person, promise),
        "may_enter_history": allowed(rules.check_may_enter_history, person, promise),
    }
    return {
        **may,
        **_forms(request, promise, parts, may),
        "promise": promise,
        "sign": SignForm(),
        "paper": PaperForm(organisations=waiting, initial={"signed_on": clock.today()}),
        "indicators": parts,
        "effect_questions": reads.effect_questions(promise, seen_by=person),
        "remarks": _remarks(request, promise, parts),
        "powers": _powers(parts),
        "measures": [_offered(row, request.language) for row in _measures(promise)],
        "causes": _causes(promise),
        "signatures": promise.signatures.filter(digest=promise.frozen_digest).select_related(
            "organisation", "registered_by", "original"
        ),
        "waiting": waiting if proposed else [],
        "may_sign": proposed
        and own is not None
        and allowed(rules.check_may_sign, person, promise, own, False),
        "may_register": proposed and allowed(rules.check_may_write, person, promise.partnership),
        "may_redefine": promise.state == State.AGREED and allowed(rules.check_may_redefine, person, promise),
    }


def _forms(request: Request, promise: Any, parts: list[Any], may: dict[str, bool]) -> dict[str, Any]:
    """The forms that the page shows to those who may use them; the others are not made, since each asks for its rows."""
    made: dict[str, Any] = {}
    if may["may_change"]:
        made["form"] = PromiseForm(initial=initial(promise), **choices(request))
        made["part"] = part_form(request, promise, parts=parts)
        made["split"] = split_form(request, promise, parts=parts)
    if may["may_end"]:
        made["end_form"] = EndForm(promises=_others(request, promise), initial={"on": clock.today()})
    if may["may_enter_history"]:
        made["history_form"] = HistoryForm()
    if may["may_ask_effect"]:
        made["effect_form"] = effect_form(request)
    return made


def choices(request: Request) -> dict[str, Any]:
    """What the form of the words offers."""
    return {
        "focus_areas": pictures.focus_areas(request.partnership, seen_by=request.person),
        "agreements": reads.latest_agreements(request.partnership, seen_by=request.person),
        "target_states": reads.target_states(request.partnership, seen_by=request.person),
        "areas": places.placing_areas(request.partnership, seen_by=request.person),
        "organisations": list(organisations(request)),
    }


def part_form(
    request: Request, promise: Any, data: Any = None, parts: list[Any] | None = None
) -> IndicatorForm:
    """The form that adds a part; it may belong to one of the parts that stand already (`parts`, where they are read)."""
    return IndicatorForm(
        data,
        organisations=list(organisations(request)),
        parts=reads.indicators(promise, seen_by=request.person) if parts is None else parts,
        language=request.language,
    )


def split_form(request: Request, promise: Any, data: Any = None, parts: list[Any] | None = None) -> SplitForm:
    """The form that splits one of the counts by sex or school."""
    standing = reads.indicators(promise, seen_by=request.person) if parts is None else parts
    return SplitForm(data, parts=[row for row in standing if rules.can_be_split(row)])


def _remarks(request: Request, promise: Any, parts: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "remark": remark,
            "offers": compute.offers_for(f"{remark.about} {promise.sentence}", request.language),
        }
        for remark in compute.check(promise, seen_by=request.person, parts=parts)
    ]


def _powers(parts: list[Any]) -> list[dict[str, Any]]:
    """What a promised fall could look like, part by part, with its drawing."""
    found = []
    for part in parts:
        power = compute.power_of(part.now) if part.aspect == "effect" else None
        if power is not None:
            found.append({"part": part, "power": power, "drawing": _drawn(power)})
    return found


def _drawn(power: Any) -> Any:
    seen = power.smallest / 100 if power.smallest is not None else None
    said = [
        words_for("promises/power", code, smallest=power.smallest, hoped=power.hoped)
        for code in ("nothing", "chance", "visible", "hoped")
    ]
    return bars.power(
        seen,
        power.hoped / 100,
        title=str(words_for("promises/power", "title")),
        about=str(words_for("promises/power", "about", smallest=power.smallest, hoped=power.hoped)),
        words=(str(said[0]), str(said[1]), str(said[2]), str(said[3])),
    )


def _causes(promise: Any) -> list[Any]:
    findings = promise.focus_area.findings.prefetch_related("causes") if promise.focus_area else []
    return [cause for finding in findings for cause in finding.causes.all()]


def _measures(promise: Any) -> list[Any]:
    return compute.measures_for(_causes(promise))


def _offered(measure: Any, language: str) -> dict[str, Any]:
    said = ("name", "example", "effect", "mechanism", "where", "how", "cost")
    return {name: getattr(measure, name)(language) for name in said} | {
        "evidence": measure.evidence,
        "technique": measure.technique,
        "source": measure.source,
    }


def effect_form(request: Request, data: Any = None) -> EffectForm:
    """The form that registers an effect question."""
    areas = places.placing_areas(request.partnership, seen_by=request.person)
    return EffectForm(data, areas=areas, language=request.language)


def _others(request: Request, promise: Any) -> list[Any]:
    rows = reads.promises(request.partnership, seen_by=request.person)
    return [row for row in rows if row.pk != promise.pk and not row.history]


def organisations(request: Request) -> Any:
    """The parties of the partnership that have not left."""
    return people.organisations(request.partnership, seen_by=request.person)


def initial(promise: Any) -> dict[str, Any]:
    """A promise's words as they stand, for its form."""
    names = ("sentence", "explanation", "level", "theme", "period_from", "period_to", "until_replaced")
    found = {name: getattr(promise, name) for name in names}
    for name in ("focus_area", "agreement", "target_state", "area"):
        row = getattr(promise, name)
        found[name] = str(row.uuid) if row else ""
    for name in ("owners", "parties"):
        found[name] = [str(row.uuid) for row in getattr(promise, name).all()]
    return found


def version_of(request: Request) -> int | None:
    """The version that a form was filled in from."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def back(key: str, slug: str, part: str) -> HttpResponse:
    """To the promise's page, at a part of it."""
    address = reverse("promises-promise", kwargs={"key": key, "slug": slug})
    return redirect(f"{address}#{part}" if part else address)
