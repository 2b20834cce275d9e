# SPDX-License-Identifier: EUPL-1.2
"""Numbers as people write them in Swedish: "ett 15-tal", "1 200", "2,5 %", "minst 20", "varannan vecka"."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORDS = {
    "noll": 0, "ingen": 0, "inga": 0, "inget": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5,
    "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14,
    "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19, "tjugo": 20, "trettio": 30,
    "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90, "hundra": 100,
    "tusen": 1000, "dussin": 12,
}  # fmt: skip
TENS = {"tiotal": 10, "tjugotal": 20, "trettiotal": 30, "femtiotal": 50, "hundratal": 100, "tusental": 1000}
NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:,\d+)?"
ABOUT = re.compile(
    r"\b(?:ca\.?|cirka|omkring|ungefär|runt|drygt|knappt|närmare|uppskattningsvis)\b", re.IGNORECASE
)
AT_LEAST = re.compile(r"\b(?:minst|över|mer än|fler än|åtminstone|lägst)\b", re.IGNORECASE)
AT_MOST = re.compile(r"\b(?:högst|som mest|max|maximalt|under|färre än)\b", re.IGNORECASE)
PER = {
    "day": r"(?:varje dag|per dag|om dagen|dagligen)",
    "week": r"(?:varje vecka|per vecka|i veckan|veckovis|en gång i veckan)",
    "month": r"(?:varje månad|per månad|i månaden|månatligen|månadsvis)",
    "quarter": r"(?:varje kvartal|per kvartal|i kvartalet)",
    "tertial": r"(?:varje tertial|per tertial|tertialvis)",
    "year": r"(?:varje år|per år|om året|årligen)",
}


# A bare year after a word that does not measure ("fler än 2019", "klart 2024") is a year and no count.
YEAR = re.compile(
    r"(?<=[a-zåäö] )(?<!minst )(?<!ca )(?<!cirka )(?<!högst )(?<!runt )(?<!omkring )(?<!ungefär )(?<!över )"
    r"(?:19|20)\d\d\b(?! \d)"
)


# Days, weeks and times of day are when, not how many.
WHEN = re.compile(
    r"\b(?:den )?\d{1,2}(?:[–-]\d{1,2})? (?:jan|feb|mars|april|maj|juni|juli|aug|sept?|okt|nov|dec)[a-zåäö]*(?: \d{4})?\b|"
    r"\bvecka \d{1,2}(?:\s?[–-]\s?\d{1,2})?\b|\bkl(?:ockan|\.)? ?\d{1,2}(?:[.:]\d\d)?(?:\s?[–-]\s?\d{1,2}(?:[.:]\d\d)?)?\b"
)


@dataclass(frozen=True)
class Number:
    """A number with how sure it is (`exact`, `about`, `at_least`) and, where said, its unit of percent or time."""

    value: float
    qualifier: str = "exact"
    percent: bool = False
    per: str = ""


def read(text: str) -> Number | None:
    """The one number that a short text says, or None when it says none or several ("ett antal", "9 och 11").

    >>> read("ett 15-tal"), read("1 200").value, read("2,5 %").value
    (Number(value=15, qualifier='about', percent=False, per=''), 1200, 2.5)
    >>> read("minst 20").qualifier, read("ett antal"), read("varannan vecka").value
    ('at_least', None, 0.5)
    """
    low = YEAR.sub(" ", WHEN.sub(" ", " ".join(text.lower().split())))
    if not low.strip() or re.search(r"\b(?:antal|flera|några|många|ett par)\b", low):
        return None
    per = frequency(low)
    every = re.search(r"\b(?:var|vart)(annan|annat|tredje|fjärde)\s+(vecka|månad|dag|år|kvartal)", low)
    if every:
        parts = {"annan": 2, "annat": 2, "tredje": 3, "fjärde": 4}[every[1]]
        units = {"vecka": "week", "månad": "month", "dag": "day", "år": "year", "kvartal": "quarter"}
        return Number(1 / parts, "exact", False, units[every[2]])
    found = _numbers(low)
    if len(found) != 1:
        return Number(1, "exact", False, per) if per and not found else None
    value, about = found[0]
    qualifier = "about" if about or ABOUT.search(low) else "at_least" if AT_LEAST.search(low) else "exact"
    return Number(value, qualifier, bool(re.search(r"%|\bprocent\b", low)), per)


def frequency(text: str) -> str:
    """The unit of time that a text counts by (`week` …), empty when it names none."""
    low = text.lower()
    return next((unit for unit, said in PER.items() if re.search(rf"\b{said}\b", low)), "")


def bound(text: str) -> str:
    """Which side of its number a text means: `at_least`, `at_most` or `exact`."""
    if AT_LEAST.search(text):
        return "at_least"
    return "at_most" if AT_MOST.search(text) else "exact"


def _numbers(low: str) -> list[tuple[float, bool]]:
    found: list[tuple[float, bool]] = []
    rest = low
    for match in re.finditer(rf"({NUMBER})(-tals?|:?tals?)?", low):
        found.append((_plain(match[1]), bool(match[2])))
        rest = rest.replace(match[0], " ", 1)
    if found:
        return found
    for word in re.findall(r"[a-zåäö]+", rest):
        if word in TENS:
            return [(TENS[word], True)]
    words = [WORDS[word] for word in re.findall(r"[a-zåäö]+", rest) if word in WORDS]
    if len(words) == 2 and words[1] in (100, 1000):
        return [(words[0] * words[1], False)]
    return [(value, False) for value in words]


def _plain(text: str) -> float:
    number = float(re.sub(r"[ \u00a0\u202f.]", "", text).replace(",", "."))
    return int(number) if number == int(number) else number
