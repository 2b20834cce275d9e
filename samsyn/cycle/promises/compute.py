# SPDX-License-Identifier: EUPL-1.2
"""Can this be followed up? Remarks on a promise, each with the words it is about and a suggestion by code."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from samsyn.cycle.promises.models import Kind, Promise
from samsyn.kit import swedish_numbers
from samsyn.kit.callers import Caller

NOT_FOLLOWABLE = re.compile(
    r"\b(?:öka|stärka|förbättra|höja|främja|utveckla|verka för|arbeta för|arbeta mot|arbeta med|arbeta aktivt|sträva|"
    r"motverka|förebygga|minska|bidra till|prioritera|fokusera|satsa på|intensifiera|värna|ta krafttag|uppmärksamma)\b"
    r"[^.,;]{0,60}",
    re.IGNORECASE,
)
EFFECT = re.compile(
    r"\b(?:öka|minska|förbättra|höja|sänka|halvera|färre|fler känner|tryggare|otryggheten|tryggheten)\b[^.,;]{0,60}",
    re.IGNORECASE,
)
ACTIVITY = re.compile(
    r"\b(?:kontroll\w*|vandring\w*|möte\w*|patrull\w*|besök\w*|hundsök\w*|sök med|insats\w*|utbildning\w*|föreläsning\w*|"
    r"information\w*|tillsyn\w*|dialog\w*|kurs\w*|åtgärder|aktivitet\w*)\b",
    re.IGNORECASE,
)
UNIT_WORD = re.compile(r"\d[\d  ]*(?:,\d+)?\s*(?:%|procent|[a-zåäö]{3,})", re.IGNORECASE)
PERIOD = re.compile(
    r"\b(?:20\d\d|varje|per|under (?:året|våren|hösten|sommaren|perioden)|i veckan|veckovis|årligen|om året|före|senast|till och med|"
    r"tertial\w*|kvartal\w*|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"vartannat|varannan|månad\w*|vecka)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:samt|och dessutom|vidare ska)\b|;|(?:\bska\b.*\bska\b)|(?:\bskall\b.*\bskall\b)", re.IGNORECASE
)
CLAIMS_SOURCE = re.compile(
    r"\b(?:enligt|mätt (?:i|genom|med)|mätningar?|undersökning\w*|statistik\w*)\b", re.IGNORECASE
)
BASELINE = re.compile(
    r"\b(?:från|jämfört med|sedan)\b[^.]{0,40}\d|\d[^.]{0,20}\b(?:procentenheter|procent)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Remark:
    """One thing that stands in the way of following a promise up. `suggestion` is a code; the words are in a template."""

    key: str
    about: str
    suggestion: str


def check_text(text: str) -> list[Remark]:
    """Remarks on a free text alone. What only fields can hold (owner, source, baseline) is remarked only where claimed."""
    found: list[Remark] = []
    words = " ".join(text.split())
    number = _has_number(words)
    vague = NOT_FOLLOWABLE.search(words)
    effect = EFFECT.search(words)
    if vague and not number:
        found.append(Remark("not_followable", vague[0].strip(), "say_what_changes"))
    if not number:
        found.append(Remark("no_number", words[:80], "give_a_number"))
    elif (
        not UNIT_WORD.search(words)
        and not swedish_numbers.frequency(words)
        and not _word_number_with_unit(words)
    ):
        found.append(Remark("no_unit", words[:80], "say_of_what"))
    if not PERIOD.search(words):
        found.append(Remark("no_period", words[:80], "say_by_when"))
    if effect and not BASELINE.search(words):
        found.append(Remark("effect_without_baseline", effect[0].strip(), "say_where_it_stands"))
    elif number and not effect and ACTIVITY.search(words):
        activity = ACTIVITY.search(words)
        assert activity is not None
        found.append(Remark("activity_only", activity[0], "say_what_it_changes"))
    several = SEVERAL.search(words)
    if several:
        found.append(Remark("several_promises_in_one", several[0][:60], "part_it"))
    if effect and CLAIMS_SOURCE.search(words) is None and number:
        found.append(Remark("no_source", effect[0].strip(), "name_the_source"))
    return found


def check(promise: Promise, *, seen_by: Caller) -> list[Remark]:
    """Remarks on a promise with its fields: what the parts hold is not asked of the sentence."""
    from samsyn.cycle.promises import reads

    parts = reads.indicators(promise, seen_by=seen_by)
    found = [
        remark
        for remark in check_text(promise.sentence)
        if remark.key in ("not_followable", "several_promises_in_one")
    ]
    if any(part.now and (part.now.target is not None or part.now.steps) for part in parts):
        found = [remark for remark in found if remark.key != "not_followable"]
    if not parts:
        return [*found, Remark("no_number", promise.sentence[:80], "add_a_part")]
    if not promise.owners.exists():
        found.append(Remark("no_owner", promise.sentence[:80], "name_an_owner"))
    if promise.area is None and promise.level in ("district", "village"):
        found.append(Remark("no_place", promise.sentence[:80], "choose_the_place"))
    for part in parts:
        found += _part(part)
    if all(part.aspect != "effect" for part in parts):
        found.append(Remark("activity_only", parts[0].name, "say_what_it_changes"))
    return found


def as_data(text: str, remarks: list[Remark], words: Any) -> dict[str, Any]:
    """The answer in the shape of `samsyn promise check --json`; `words` turns a suggestion's code into its sentence."""
    blocking = {"no_number", "not_followable", "no_period", "no_unit"}
    return {
        "text": text,
        "measurable": not any(remark.key in blocking for remark in remarks),
        "remarks": [asdict(remark) | {"suggestion": words(remark.suggestion)} for remark in remarks],
    }


def _part(part: Any) -> list[Remark]:
    found = []
    definition = part.now
    if part.kind in (Kind.COUNT, Kind.FREQUENCY, Kind.COVERAGE, Kind.CAPACITY) and (
        definition is None or definition.target is None
    ):
        found.append(Remark("no_number", part.name, "give_a_number"))
    elif definition is not None and definition.target is not None and not definition.unit:
        found.append(Remark("no_unit", part.name, "say_of_what"))
    if part.kind == Kind.EFFECT:
        if definition is None or definition.baseline is None:
            found.append(Remark("effect_without_baseline", part.name, "say_where_it_stands"))
        if definition is None or not definition.baseline_source:
            found.append(Remark("no_source", part.name, "name_the_source"))
    return found


def _has_number(words: str) -> bool:
    plain = re.sub(r"\b(?:19|20)\d\d\b|årskurs \d+|åk \d+|§ ?\d+|\bT[1-3]\b", " ", words)
    if re.search(r"\d", plain) or swedish_numbers.frequency(plain):
        return True
    if re.search(r"\b(?:alla|samtliga|varje|varannan|vartannat)\b", plain, re.IGNORECASE):
        return True
    counted = "|".join(
        word for word in swedish_numbers.WORDS if word not in ("en", "ett", "ingen", "inga", "inget")
    )
    return bool(
        re.search(rf"\b(?:minst|högst|ytterligare)\s+(?:en|ett)\b|\b(?:{counted})\b", plain, re.IGNORECASE)
    )


def _word_number_with_unit(words: str) -> bool:
    counted = "|".join(swedish_numbers.WORDS)
    return bool(
        re.search(rf"\b(?:{counted}|alla|samtliga|varje|varannan)\s+[a-zåäö]{{3,}}", words, re.IGNORECASE)
    )
