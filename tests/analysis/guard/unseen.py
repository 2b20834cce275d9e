# SPDX-License-Identifier: EUPL-1.2
"""Labelled texts that no rule was written by: their own sentences, names and places, fixed before the rules were tuned.

Whoever changes a rule because of a text here moves that text to `seen.py` and writes a new one.
"""

from __future__ import annotations

import random

from tests.analysis.guard.drawing import CLEAN, Labelled, draw, personal_number, phone, plate

AROUND = {
    "plats": [
        "Hagaparken",
        "busstorget",
        "Folkets hus",
        "Almtunaskolan",
        "gångtunneln vid Rådmansgatan",
        "Östra torget",
        "parkeringen bakom Coop",
        "lekplatsen på Fältvägen",
        "simhallen",
        "resecentrum",
        "Björkbacken",
        "kajen",
        "vårdcentralen",
        "Kvarngatan 11",
        "skateparken",
    ],
    "tid": [
        "i lördags kväll",
        "varje fredag vid elva",
        "sedan i somras",
        "den 14 oktober",
        "kl. 22.30",
        "i natt",
        "på rasterna",
        "2026-03-11",
        "vid 17-tiden",
        "nästan jämt",
    ],
    "sak": [
        "bränt en soffa",
        "krossat rutan",
        "kört moped på skolgården",
        "spelat hög musik",
        "sparkat sönder belysningen",
        "sålt droger",
        "klottrat på transformatorn",
        "skrikit och bråkat",
    ],
}

GIVEN = (
    "Lars Margareta Mikael Kerstin Ulf Solveig Mats Lena Stefan Petra Tobias Linnea Viktor Saga Ludvig Wilma Melvin "
    "Nova Liam Selma Nils Alicia Rasmus Tuva Zlatan Amina Yusuf Leila Samir Zahra Omar Maryam Nadia Jonas Malin "
    "Robert Pia Rolf Siv Tommy Ulla Vera Måns Nathalie Patrik Sofie Thomas Yvonne Åke Östen Mustafa Khadija Bilal "
    "Milos Jovana Piotr Agnieszka Ali Rebecka Simon"
).split()
FAMILY = (
    "Nordin Wikström Åkesson Sjöberg Hedlund Lundgren Bergman Söderlund Nyström Holmgren Ekholm Norberg Ahlgren "
    "Svensson Magnusson Björklund Isaksson Abdi Hussein Popović Kowalski Nguyen Yılmaz Rahimi Haddad Löfgren "
    "Malmström Dahlqvist Sundin Hellberg Åström Engström Forsberg Palm Ros Krantz"
).split()


def full_name(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def mail(rng: random.Random) -> str:
    given = rng.choice(GIVEN).lower().translate(str.maketrans("åäöš", "aaos"))
    return rng.choice(
        [
            f"{given}.{rng.choice('abcdehklmnst')}@exempel.se",
            f"{given}{rng.randint(1, 99)}@post.example.com",
            f"info@{given}-bygg.example",
            f"{given.upper()}@EXEMPEL.SE",
        ]
    )


NUMBERS = [
    "Personen bakom det heter inget jag vet men numret är {x}",
    "{x}, den killen har {sak} {tid}",
    "Jag lämnar mitt id {x} om ni behöver det",
    "Anmälan gjord av {x} vid {plats}.",
    "Hittade ett körkort med {x} vid {plats} {tid}",
    "pnr: {x}. Har {sak}",
    "Född {x} enligt lappen som låg kvar ({plats})",
    "Skrev upp legget, {x}!",
]
PHONES = [
    "Vill ni veta mer så når ni mig på {x}",
    "mitt nr {x} , har sett allt {tid}",
    "Det satt en lapp med numret {x} vid {plats}",
    "{x} är numret man sms:ar för att köpa",
    "Mobil {x} enligt annonsen vid {plats}",
    "Hör av er ({x}), de har {sak} igen",
    "Någon som svarar på {x} säljer vid {plats} {tid}.",
    "Swisha till {x} stod det på skylten",
]
MAILS = [
    "Svara gärna till {x} när det är lagat",
    "Skyltar med {x} sitter uppe vid {plats}",
    "min mejl är {x} ring inte",
    "De har {sak}. Kontakt: {x}",
    "kontakta {x}, {tid}",
]
PLATES = [
    "En silvrig Volvo {x} har stått vid {plats} {tid}",
    "{x} kör på gångvägen vid {plats}",
    "mopedbilen med skylten {x} har {sak}",
    "Bil: {x}",
    "Två killar lastar ur en vit skåpbil ({x}) {tid}",
    "Regnumret var {x}, svart BMW",
    "taxi {x} körde i säkert 80 förbi {plats}",
    "fordonet, {x}, står övergivet på {plats}",
]
FULL_NAMES = [
    "{x} har {sak} {tid}",
    "Alla vet att det är {x} som gör det",
    "Vi misstänker {x} och hans kompisar",
    "Prata med {x} på fritidsgården",
    "Det bor en som heter {x} i huset vid {plats}",
    "Såg {x} där {tid}.",
    "Skrivet av {x}",
    "Föreståndaren {x} har inte gjort något åt det",
]
GIVEN_NAMES = [
    "{x} har {sak} {tid}",
    "De ropade på någon som hette {x}",
    "Det är alltid {x} som börjar",
    "Grabben kallas {x} av de andra",
    "{x} och två till har {sak}",
    "En tjej som heter {x} såg allt",
]
HOMES = [
    "Han i fråga bor på {x}",
    "Festen var i {x} {tid}",
    "Det luktar från {x}",
    "De säljer hemma i {x}",
    "Boende på {x} har {sak}",
]
PERSONS = [
    "{x} har {sak} {tid}",
    "Det är {x} som alltid står vid {plats}",
    "Jag såg {x} springa från {plats}",
]
SENSITIVE = [
    "{x} har {sak} {tid}",
    "Det är mest {x} vid {plats}",
    "Vi är trötta på {x} vid {plats}",
]

HOME_WORDS = [
    "Rönnvägen 14 lgh 1101",
    "Södra Ringgatan 8, lägenhet 1302",
    "lägenhet 1203 på Fältvägen 9",
    "Kvarngatan 22 B vån 4",
    "lgh 1002 Almgatan 5",
    "Ängsstigen 31, tredje våningen",
    "lägenhetsnummer 1401",
]
PERSON_WORDS = [
    "en kille i 20-årsåldern med grå huvtröja",
    "mannen med röd keps och skägg",
    "en kvinna i rullstol",
    "den långhårige mannen",
    "en 16-årig pojke",
    "14-åringen",
    "grannen under oss",
    "en äldre man med rullator",
    "tjejen i gul jacka",
    "gubben som bor på nummer 12",
    "en man runt 50 år",
    "snubben med tatuering på halsen",
]
SENSITIVE_WORDS = [
    "några romer",
    "en grupp somaliska ungdomar",
    "missbrukare",
    "ett par alkisar",
    "invandrarkillar",
    "män från Rumänien",
    "psykiskt sjuka",
    "muslimer",
    "en familj från Syrien",
    "narkomaner",
    "pundare",
    "asylsökande",
]

CLEAN_TEMPLATES = [
    "Någon har {sak} vid {plats} {tid}.",
    "Det är mörkt vid {plats}, lampan är trasig {tid}",
    "Ett gäng har {sak} {tid}, vi vågar inte gå förbi {plats}",
    "Glassplitter och fimpar vid {plats}",
    "Mopeder på gångbanan mellan {plats} och {plats}, {tid}",
    "{plats}: papperskorgarna svämmar över.",
    "Fem sex ungdomar i mörka kläder har {sak} vid {plats}",
    "Häcken vid {plats} är för hög, man ser inte cyklisterna",
    "Cykelställ nummer 3 vid {plats} är sönder sedan v. 12",
    "Bilar håller säkert 70 där det är 30, {tid}",
    "Skadorna vid {plats} kostade 24 500 kr att laga",
    "Portkoden till soprummet fungerar inte, ärende 2026-00417",
    "Buss 114 fick en sten mot rutan vid {plats} {tid}",
    "Det har varit inbrott i 8 källarförråd vid {plats}",
    "Jag känner mig otrygg när jag går hem från {plats} {tid}",
    "Hittade sprutor vid {plats}, cirka 15 st",
    "Fyrverkerier skjuts mot husen vid {plats} {tid}",
    "Skolans personal har ringt 112 två gånger, senast {tid}",
    "Ordningsvakter efterfrågas vid {plats} mellan 21 och 01",
    "Någon har hällt ut olja på vägen vid {plats}, ca 40 m",
    "Lukt av hasch i trapphuset vid {plats} {tid}",
    "Elsparkcyklar i drivor framför {plats}",
    "Barn cyklar utan lyse, kanske kan polisen dela ut reflexer vid {plats}",
    "Nedklottrat: elskåp, bänk och busskur vid {plats}",
    "Övergiven grön bil utan skyltar vid {plats} sedan 3 månader",
    "Det skreks och slogs utanför krogen, minst tio inblandade {tid}",
    "Personalen på biblioteket känner sig hotad {tid}",
    "Bra att ni satte upp lampor vid {plats}",
    "Kan man få ett farthinder på Rådmansgatan, förslagsvis vid nr 14",
    "Rykten på sociala medier om slagsmål vid {plats} {tid}",
]


def texts() -> list[Labelled]:
    """All the unseen texts; the same every time."""
    rng = random.Random(770_411)
    kinds = [
        ("personal_number", NUMBERS, personal_number, 70),
        ("coordination_number", NUMBERS, lambda r: personal_number(r, coordination=True), 40),
        ("phone", PHONES, phone, 90),
        ("email", MAILS, mail, 60),
        ("plate", PLATES, plate, 80),
        ("name", FULL_NAMES, full_name, 100),
        ("name", GIVEN_NAMES, lambda r: r.choice(GIVEN), 70),
        ("home_address", HOMES, lambda r: r.choice(HOME_WORDS), 30),
        ("single_person", PERSONS, lambda r: r.choice(PERSON_WORDS), 40),
        ("sensitive_group", SENSITIVE, lambda r: r.choice(SENSITIVE_WORDS), 40),
        (CLEAN, CLEAN_TEMPLATES, lambda r: "", 250),
    ]
    found: list[Labelled] = []
    for kind, templates, fill, many in kinds:
        found += draw(kind, templates, fill, AROUND, many=many, rng=rng)
    return found
