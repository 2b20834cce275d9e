# SPDX-License-Identifier: EUPL-1.2
"""Can a text be followed up? Remarks by the words it uses; Swedish, with each remark's own words pointed out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samsyn.kit import swedish_numbers

INTENT = re.compile(
    r"\b(?:(?:verka|arbeta|jobba|sträva)(?: (?:aktivt|vidare|tillsammans|gemensamt|förebyggande|långsiktigt))?"
    r" (?:för(?: att)?|mot|med|efter(?: att)?|på)|bidra till(?: att)?|sträva efter|prioritera|fokusera(?: på)?|"
    r"satsa på|intensifiera|värna|ta krafttag(?: mot)?|uppmärksamma|(?:lägga|ha) (?:ett )?(?:extra |särskilt )?fokus på|samverka (?:kring|om|för|mot)|vara (?:mer )?synliga|"
    r"(?:ha |hålla |fortsätta )(?:en |ett |det |den )?(?:god|gott|goda|tät|tätt|täta|nära|löpande)\w* "
    r"(?:dialog|samverkan|samarbete|kontakt)\w*)\b",
    re.IGNORECASE,
)
VAGUE_EFFECT = re.compile(
    r"\b(?:öka|stärka|förbättra|höja|främja|utveckla|minska|motverka|förebygga|fördjupa)\b(?:\s+[^\s.,;]+){1,2}|"
    r"\b(?:ökad|förbättrad|stärkt|minskad|höjd)\s+[a-zåäö]+|"
    r"\b(?:tryggheten|otryggheten|brottsligheten|samverkan|närvaron|synligheten)(?:\s+[^\s.,;]+){0,3}?\s+ska(?:ll)?\s+[a-zåäö]+",
    re.IGNORECASE,
)
# What is done more of is no effect, however it grows.
EFFORT = r"(?!\s+(?:närvaron?|synligheten|samverkan|samarbetet|kontakterna|insatserna)\b)"
EFFECT = re.compile(
    r"\b(?:öka"
    + EFFORT
    + r"|minska|förbättra|höja|sänka|halvera|halveras|bli (?:lägre|högre|färre|bättre)|färre|fler (?:ska )?(?:känner|känna)|tryggare|otryggheten|tryggheten)\b"
    r"(?:\s+[^\s.,;]+){0,4}|"
    r"\b\d+(?:,\d+)?\s*(?:procent|%)[^.;]{0,30}\b(?:uppge|uppger|känna|känner|uppleva|upplever|undvika|undviker)\b",
    re.IGNORECASE,
)
ACTIVITY = re.compile(
    r"\b[a-zåäö]*(?:kontroll|vandring|möte|patrull|besök|hundsök|insats|utbildning|föreläsning|tillsyn|dialog|"
    r"aktivitet|mätning|kampanj)(?:er|ar|en|n|erna|arna|et|or)?\b|[a-zåäö]*undersökning(?:ar|en|arna)?\b|\bsök med\b|\b(?:besöka|besöker|träffas|träffar|möts|byta|byter|laga|lagar|städa|städar|röja|röjer|sätta upp|sätter upp|nattvandr\w+)\b|"
    r"\b(?:hålla|håller|ha|har) kontakt\b|\b[a-zåäö]*praktik(?:platser|plats)?\b|\binformation\w*|\bkurs(?:er)?\b|"
    r"\båtgärder\b",
    re.IGNORECASE,
)
# More of what is done is neither an effect nor vague: what it lacks is a number.
MORE_WORK = re.compile(
    r"\böka antalet [a-zåäö]*(?:kontroll|vandring|möte|patrull|besök|sök|insats|utbildning|mätning)\w*",
    re.IGNORECASE,
)
MILESTONE = re.compile(
    r"\b(?:inrätta|inrättas|införa|införs|anta|antas|ta fram|tas fram|bygga|byggs|upprätta|upprättas|öppna|öppnas|"
    r"besluta|beslutas|starta|startas|installera|installeras|sätta upp|sätts upp|vara klar|vara på plats|"
    r"tar fram|inrättar|inför|antar|bygger|upprättar|öppnar|beslutar|startar|installerar|sätter upp)\b",
    re.IGNORECASE,
)
UNIT_WORD = re.compile(r"\d[\d  ]*(?:,\d+)?\s*(?:%|procent|[a-zåäö]{3,})", re.IGNORECASE)
PERIOD = re.compile(
    r"\b(?:20\d\d|varje|per|under (?:året|våren|hösten|sommaren|vintern|perioden|löftets tid)|i veckan|veckovis|"
    r"årligen|om året|före|senast|till och med|dagligen|i månaden|"
    r"tertial\w*|kvartal\w*|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"hela året|året runt|vartannat|varannan|månad\w*|vecka|läsår\w*|termin\w*|avtals(?:tiden|perioden)|"
    r"inom (?:\w+ ){1,2}?(?:\w*dagar|veckor|månader|år)|(?:jul|sport|påsk|sommar|höst)?lov(?:et|en)?)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\bsamt (?!kommun|polis|andra|övriga)[^.,;]{3,40}|\boch dessutom\b|\bvidare ska\b|;|"
    r"\bska(?:ll)?\b(?:(?!\batt\b)[^.])*\bska(?:ll)?\b[^.]{0,30}|"
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
    effect = None if MORE_WORK.search(words) else EFFECT.search(words)
    found = [Remark("not_followable", about, "say_what_changes") for about in vague]
    if not number and not step:
        found.append(Remark("no_number", vague[-1] if vague else _shown(words), "give_a_number"))
    elif (
        number
        and not UNIT_WORD.search(words)
        and not swedish_numbers.frequency(words)
        and not re.search(r"\b(?:halvera|fördubbla)s?\b", words)
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


def _vague(words: str) -> list[str]:
    """Every expression that nobody can follow up, in the order they stand, each as short as it can be said."""
    found = [(match.start(), match[0]) for match in INTENT.finditer(words)]
    found += [
        (match.start(), _phrase(match[0]))
        for match in VAGUE_EFFECT.finditer(words)
        if not MORE_WORK.search(match[0])
    ]
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
    words = re.sub(r"\balla ska(?:ll)? (?:få )?(?:känna|vara|må)\b", " ", words, flags=re.IGNORECASE)
    if re.search(r"\b(?:halvera|halveras|fördubbla|fördubblas|hälften)\b", words, re.IGNORECASE):
        return True
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
