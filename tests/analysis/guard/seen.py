# SPDX-License-Identifier: EUPL-1.2
"""Labelled texts that the rules are written by: hand-written ones, and drawn ones of everyday sentences."""

from __future__ import annotations

import random

from tests.analysis.guard.drawing import CLEAN, Labelled, draw, personal_number, phone, plate
from tests.analysis.persondata_texts import POINTS_AT_NO_ONE, POINTS_AT_SOMEONE

AROUND = {
    "plats": [
        "Stora torget",
        "centrum",
        "Lötängsskolan",
        "Ica Maxi",
        "Trädgårdsparken",
        "tunneln under järnvägen",
        "Storgatan 12",
        "stationen",
        "fotbollsplanen",
        "biblioteket",
        "garaget på Ekvägen",
        "Skäggetorp",
        "hållplatsen Vallgatan",
    ],
    "tid": [
        "på fredagar",
        "kl 23",
        "igår kväll",
        "den 3 maj",
        "varje natt",
        "under helgen",
        "vid 15-tiden",
        "2026-05-02",
        "flera gånger i veckan",
    ],
    "sak": [
        "slagit sönder rutor",
        "eldat i papperskorgar",
        "burnat",
        "druckit öl",
        "klottrat",
        "kastat sten på bussen",
        "hotat personalen",
        "kört A-traktor på torget",
    ],
}

GIVEN = (
    "Anna Erik Maria Johan Karin Anders Eva Per Kristina Karl Elisabeth Mohamed Fatima Ahmed Kevin Elsa Hugo Alva "
    "Oskar Ebba William Maja Lucas Olivia Ibrahim Hassan Amir Sara Emma Jens Ingrid Gunnar Birgitta Sven"
).split()
FAMILY = (
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Lindqvist Lindström Öberg Ek Berg Hansen "
    "Ali Hassan Ahmadi Petrović Nowak Gustafsson Wallin Sandberg Holm"
).split()


def full_name(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def mail(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN).lower()}{rng.choice(['', '.e', '_92'])}@{rng.choice(['exempel.se', 'mail.example', 'example.org'])}"


NUMBERS = [
    "Han har personnummer {x}",
    "{x} har {sak}",
    "personnr {x} vid {plats}",
    "Mitt nummer är {x}, ring inte.",
    "Det är {x} som har {sak} {tid}",
]
PHONES = [
    "Ring mig på {x}",
    "Telefon {x}. De har {sak} {tid}",
    "Langarens nummer {x} sitter på en lapp vid {plats}",
    "Nå mig: {x}, {tid}",
    "ring {x} om ni vill veta mer",
    "Tel:{x}",
]
MAILS = ["Mejla {x}", "Skicka svar till {x} tack", "{x} har {sak}", "Jag nås på {x} {tid}"]
PLATES = [
    "Bilen {x} har {sak} vid {plats}",
    "regnr {x}",
    "En röd Audi med nummer {x} kör fort {tid}",
    "{x} står parkerad vid {plats}",
    "Skåpbil {x} lastar av sopor",
]
FULL_NAMES = [
    "Det är {x} som har {sak}",
    "{x} bor vid {plats}",
    "Jag såg {x} {tid}",
    "Fråga {x} på {plats}",
]
GIVEN_NAMES = ["Han heter {x}", "{x} har {sak} {tid}", "Det var {x} som {sak}", "killen kallas {x}"]
CLEAN_TEMPLATES = [
    "Ungdomar har {sak} vid {plats} {tid}.",
    "Någon har {sak} {tid}",
    "Trasig belysning vid {plats}",
    "Skräp vid {plats} sedan {tid}",
    "Bilar kör för fort förbi {plats} {tid}",
    "Det känns otryggt vid {plats} {tid}.",
    "Cykel stulen vid {plats} {tid}",
    "Skadegörelse för 12 000 kr vid {plats}",
    "Nålar i buskarna vid {plats}",
    "Hög musik från {plats} {tid}",
    "Fyra personer bråkade vid {plats} {tid}",
    "Mopeder mellan {plats} och {plats} {tid}",
]


def texts() -> list[Labelled]:
    """All the texts that rules may be written by; the same every time."""
    rng = random.Random(20_261_122)
    kinds = [
        ("personal_number", NUMBERS, personal_number, 50),
        ("coordination_number", NUMBERS, lambda r: personal_number(r, coordination=True), 30),
        ("phone", PHONES, phone, 60),
        ("email", MAILS, mail, 50),
        ("plate", PLATES, plate, 60),
        ("name", FULL_NAMES, full_name, 60),
        ("name", GIVEN_NAMES, lambda r: r.choice(GIVEN), 40),
        (CLEAN, CLEAN_TEMPLATES, lambda r: "", 150),
    ]
    found = [Labelled(kind, text, 0, len(text)) for kind, text in POINTS_AT_SOMEONE]
    found += [Labelled(CLEAN, text) for text in POINTS_AT_NO_ONE]
    for kind, templates, fill, many in kinds:
        found += draw(kind, templates, fill, AROUND, many=many, rng=rng)
    return found
