# SPDX-License-Identifier: EUPL-1.2
"""Can this be followed up? Remarks on a promise, each with the words it is about and a suggestion by code."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from scipy import stats

from samsyn.cycle.promises import reads
from samsyn.cycle.promises.models import Kind, Promise
from samsyn.kit import swedish_numbers
from samsyn.kit.callers import Caller

RISK, POWER = 0.05, 0.8
INTENT = re.compile(
    r"\b(?:(?:verka|arbeta|jobba|sträva)(?: (?:aktivt|vidare|tillsammans|gemensamt|förebyggande|långsiktigt))?"
    r" (?:för(?: att)?|mot|med|efter(?: att)?|på)|bidra till(?: att)?|sträva efter|prioritera|fokusera(?: på)?|"
    r"satsa på|intensifiera|värna|ta krafttag(?: mot)?|uppmärksamma|lägga (?:extra )?fokus på|vara (?:mer )?synliga)\b",
    re.IGNORECASE,
)
VAGUE_EFFECT = re.compile(
    r"\b(?:öka|stärka|förbättra|höja|främja|utveckla|minska|motverka|förebygga|fördjupa)\b(?:\s+[^\s.,;]+){1,2}|"
    r"\b(?:ökad|förbättrad|stärkt|minskad|höjd)\s+[a-zåäö]+|"
    r"\b(?:tryggheten|otryggheten|brottsligheten|samverkan|närvaron|synligheten)\s+ska(?:ll)?\s+[a-zåäö]+",
    re.IGNORECASE,
)
EFFECT = re.compile(
    r"\b(?:öka|minska|förbättra|höja|sänka|halvera|färre|fler (?:ska )?(?:känner|känna)|tryggare|otryggheten|tryggheten)\b"
    r"(?:\s+[^\s.,;]+){0,4}",
    re.IGNORECASE,
)
ACTIVITY = re.compile(
    r"\b[a-zåäö]*(?:kontroll|vandring|möte|patrull|besök|hundsök|insats|utbildning|föreläsning|tillsyn|dialog|"
    r"aktivitet|mätning|kampanj)(?:er|ar|en|n|erna|arna|et|or)?\b|\bsök med\b|\binformation\w*|\bkurs(?:er)?\b|"
    r"\båtgärder\b",
    re.IGNORECASE,
)
MILESTONE = re.compile(
    r"\b(?:inrätta|inrättas|införa|införs|anta|antas|ta fram|tas fram|bygga|byggs|upprätta|upprättas|öppna|öppnas|"
    r"besluta|beslutas|starta|startas|installera|installeras|sätta upp|sätts upp|vara klar|vara på plats)\b",
    re.IGNORECASE,
)
UNIT_WORD = re.compile(r"\d[\d  ]*(?:,\d+)?\s*(?:%|procent|[a-zåäö]{3,})", re.IGNORECASE)
PERIOD = re.compile(
    r"\b(?:20\d\d|varje|per|under (?:året|våren|hösten|sommaren|vintern|perioden|löftets tid)|i veckan|veckovis|"
    r"årligen|om året|före|senast|till och med|dagligen|i månaden|"
    r"tertial\w*|kvartal\w*|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"vartannat|varannan|månad\w*|vecka)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\bsamt (?!kommun|polis|andra|övriga)[^.,;]{3,40}|\boch dessutom\b|\bvidare ska\b|;|"
    r"\bska(?:ll)?\b[^.]*\bska(?:ll)?\b[^.]{0,30}|"
    r"(?<!genomföra)(?<!planera)(?<!utveckla)(?<!sprida), och (?:att )?(?:arbeta|verka|genomföra|öka|minska|utveckla|erbjuda|införa|stärka)\b",
    re.IGNORECASE,
)
CLAIMS_SOURCE = re.compile(
    r"\b(?:enligt|mätt (?:i|genom|med)|[a-zåäö]*(?:mätning|undersökning)(?:ar|en|arna)?|statistik\w*|enkät\w*)\b",
    re.IGNORECASE,
)
VAGUE_SOURCE = re.compile(r"\benligt (?:mätningar|statistik|undersökningar|uppgift)\b", re.IGNORECASE)
VAGUE_PLACE = re.compile(
    r"\b(?:på|i|kring|vid) (?:utsatta|otrygga|aktuella|utpekade|identifierade|vissa|särskilda|berörda|lämpliga) "
    r"(?:platser|områden|miljöer|vägar|stråk)\b|\bdär (?:behov|problem|trafikproblem)[^.,;]{0,25}",
    re.IGNORECASE,
)
VAGUE_OWNER = re.compile(
    r"\b(?:berörda|lämpliga|relevanta|andra|ansvariga|olika) (?:aktörer|förvaltningar|parter|myndigheter|instanser)\b",
    re.IGNORECASE,
)
BASELINE = re.compile(r"\b(?:från|jämfört med|sedan)\b[^.]{0,60}\d|\bjämfört med\b", re.IGNORECASE)
STOPS = (
    "på i inom under genom för att med vid av hos till mot och samt kring bland från efter som om ska".split()
)


# What is remarked only where the text claims it: key, the words that claim it without saying it, what to do.
CLAIMED = (
    ("several_promises_in_one", SEVERAL, "part_it"),
    ("no_place", VAGUE_PLACE, "choose_the_place"),
    ("no_owner", VAGUE_OWNER, "name_an_owner"),
    ("no_source", VAGUE_SOURCE, "name_the_source"),
)


@dataclass(frozen=True)
class Remark:
    """One thing that stands in the way of following a promise up. `suggestion` is a code; the words are in a template."""

    key: str
    about: str
    suggestion: str


def check_text(text: str) -> list[Remark]:
    """Remarks on a free text alone. What only fields can hold (owner, source, place) is remarked only where claimed."""
    words = " ".join(text.split())
    number = _has_number(words)
    step = bool(MILESTONE.search(words)) and not VAGUE_EFFECT.search(words)
    vague = [] if number or step else _vague(words)
    effect = EFFECT.search(words)
    found = [Remark("not_followable", about, "say_what_changes") for about in vague]
    if not number and not step:
        found.append(Remark("no_number", vague[-1] if vague else _shown(words), "give_a_number"))
    elif (
        number
        and not UNIT_WORD.search(words)
        and not swedish_numbers.frequency(words)
        and not _word_number_with_unit(words)
    ):
        found.append(Remark("no_unit", _shown(words), "say_of_what"))
    if not PERIOD.search(words):
        found.append(Remark("no_period", _shown(words), "say_by_when"))
    if effect and not BASELINE.search(words):
        found.append(Remark("effect_without_baseline", _phrase(effect[0]), "say_where_it_stands"))
    activity = ACTIVITY.search(words)
    if number and not effect and activity:
        found.append(Remark("activity_only", activity[0], "say_what_it_changes"))
    for key, pattern, suggestion in CLAIMED:
        claimed = pattern.search(words)
        if claimed:
            found.append(Remark(key, claimed[0].strip(" ,")[:60], suggestion))
    if effect and number and not CLAIMS_SOURCE.search(words):
        found.append(Remark("no_source", _phrase(effect[0]), "name_the_source"))
    return found


def check(promise: Promise, *, seen_by: Caller) -> list[Remark]:
    """Remarks on a promise with its fields: what the parts hold is not asked of the sentence."""
    parts: list[Any] = reads.indicators(promise, seen_by=seen_by)
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
        if definition is not None and _too_small(definition):
            found.append(Remark("too_small_to_tell", part.name, "longer_or_wider"))
    return found


@lru_cache(maxsize=512)
def smallest_fall(before: float) -> float | None:
    """The smallest fall (0.54 = 54 %) from so many that can be told from chance; None where not even zero can.

    Exact conditional test of two Poisson counts of equal length, two-sided 5 %, power 80 %, no overdispersion.
    Above 400 the square-root approximation, which then differs by less than one percentage point.
    """
    if before > 400:
        return 1 - (1 - 1.981 / math.sqrt(before)) ** 2
    counts = np.arange(int(before + 8 * math.sqrt(before) + 10))
    most = np.array([_most_that_is_fewer(int(count)) for count in counts])
    chance = stats.poisson.pmf(counts, before) * (most >= 0)

    def power(fall: float) -> float:
        return float((chance * stats.poisson.cdf(most, before * (1 - fall))).sum())

    if power(1.0) < POWER:
        return None
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (low, middle) if power(middle) >= POWER else (middle, high)
    return high


@cache
def _most_that_is_fewer(before: int) -> int:
    """The largest later count that the test calls fewer than `before`; -1 where none is."""
    after = np.arange(before + 1)
    told = after[2 * stats.binom.cdf(after, before + after, 0.5) <= RISK]
    return int(told[-1]) if len(told) and told[-1] < before else -1


def _too_small(definition: Any) -> bool:
    """Whether a promised fall in a count is smaller than chance lets anybody see."""
    unit = definition.unit.lower()
    if definition.target is None or not definition.baseline or "procent" in unit or "%" in unit:
        return False
    fall = 1 - float(definition.target) / float(definition.baseline)
    if fall <= 0:
        return False
    smallest = smallest_fall(float(definition.baseline))
    return smallest is None or fall < smallest


def _vague(words: str) -> list[str]:
    """Every expression that nobody can follow up, in the order they stand, each as short as it can be said."""
    found = [(match.start(), match[0]) for match in INTENT.finditer(words)]
    found += [(match.start(), _phrase(match[0])) for match in VAGUE_EFFECT.finditer(words)]
    return [about for _, about in sorted(found)]


def _phrase(said: str) -> str:
    """An expression without the small words that lead on from it ("öka tryggheten", not "öka tryggheten på")."""
    words = said.split()
    while len(words) > 2 and words[-1].lower() in STOPS:
        words.pop()
    inner = next((n for n, word in enumerate(words) if n > 1 and word.lower() in STOPS), len(words))
    return " ".join(words[:inner] if inner > 1 else words)


def _shown(words: str) -> str:
    """The beginning of a text, cut between words."""
    return words if len(words) <= 80 else words[:80].rsplit(" ", 1)[0]


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
