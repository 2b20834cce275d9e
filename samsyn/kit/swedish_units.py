# SPDX-License-Identifier: EUPL-1.2
"""The unit of a count as it is written after 1: "1 möte", where people have typed "möten".

A unit is free text, so only words that are known are bent; the rest stands as it was typed. Words that are the same
after 1 ("besök", "sök", "tillfälle") need nothing.
"""

from __future__ import annotations

import re

# The endings of what is counted in this trade; a longer word that ends so is bent alike ("fotpatruller").
SINGULAR = {
    "aktiviteter": "aktivitet", "bilar": "bil", "dagar": "dag", "dialoger": "dialog", "elever": "elev",
    "enkäter": "enkät", "familjer": "familj", "flickor": "flicka", "grupper": "grupp", "gånger": "gång", "insatser": "insats", "inspektioner": "inspektion", "kameror": "kamera", "klasser": "klass", "klubbar": "klubb",
    "kontroller": "kontroll", "krogar": "krog", "kurser": "kurs", "kvällar": "kväll", "lampor": "lampa",
    "lektioner": "lektion", "mopeder": "moped", "möten": "möte", "nätter": "natt", "områden": "område",
    "patruller": "patrull", "personer": "person", "platser": "plats", "pojkar": "pojke", "poliser": "polis",
    "procentenheter": "procentenhet", "promenader": "promenad", "rapporter": "rapport", "ronder": "rond",
    "skolor": "skola", "timmar": "timme", "träffar": "träff", "tillfällen": "tillfälle", "tillsyner": "tillsyn", "utbildningar": "utbildning", "vandringar": "vandring", "veckor": "vecka", "verksamheter": "verksamhet",
    "åtgärder": "åtgärd", "ärenden": "ärende",
    "föreningar": "förening", "föreläsningar": "föreläsning", "anmälningar": "anmälan", "händelser": "händelse",
    "stationer": "station", "byggnader": "byggnad", "gårdar": "gård", "butiker": "butik", "lokaler": "lokal",
}  # fmt: skip
_FIRST = re.compile(r"^([^\W\d_]+)(.*)$", re.DOTALL)


def after(number: float | None, unit: str) -> str:
    """The unit as it is written after a number: bent after 1, else as it was typed.

    >>> after(1, "fotpatruller i veckan"), after(2, "möten")
    ('fotpatrull i veckan', 'möten')
    """
    if number != 1 or not (found := _FIRST.match(unit)):
        return unit
    word, rest = found.groups()
    ending = max((many for many in SINGULAR if word.lower().endswith(many)), key=len, default="")
    return f"{word[: len(word) - len(ending)]}{_like(word, SINGULAR[ending])}{rest}" if ending else unit


def _like(word: str, singular: str) -> str:
    """With a capital where the whole word was the known one and had it."""
    return singular.capitalize() if word[0].isupper() and word.lower() in SINGULAR else singular
