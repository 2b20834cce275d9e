# SPDX-License-Identifier: EUPL-1.2
"""Whole promise documents with their parts, owners, odd periods and every tertial that was told, as rows to be entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

POLICE, TOWN, HOUSING = "police", "municipality", "housing"
T2, T3, T1 = date(2023, 8, 31), date(2023, 12, 31), date(2024, 4, 30)


@dataclass(frozen=True)
class Told:
    """What was told of a part in a period, and what may be said of it: (status, reason, fulfilment, settled)."""

    period: str
    words: str
    reads: tuple[str, str, float | None, str]
    steps_done: int | None = None
    comment: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Piece:
    """One thing promised. `owners` are kinds of organisation, the first is asked; `of` is (relation, name of the whole)."""

    name: str
    kind: str
    owners: tuple[str, ...]
    told: tuple[Told, ...] = ()
    fields: tuple[tuple[str, Any], ...] = ()
    of: tuple[str, str] | None = None


@dataclass(frozen=True)
class Document:
    """One promise with its time, level and parts. `periods` are those that were followed up, in order."""

    name: str
    sentence: str
    start: date
    end: date | None
    pieces: tuple[Piece, ...]
    periods: tuple[str, ...] = ()
    until_replaced: bool = False
    level: str = "municipality"
    theme: str = ""
    signed_on: date | None = None


DONE = ("done_no_target", "", None, "so_far")
MISSING = ("not_reported", "not_reported", None, "")
LINKOPING = {
    "start": date(2023, 6, 14), "end": date(2024, 12, 31), "signed_on": date(2023, 6, 14),
    "periods": ("2023-T2", "2023-T3", "2024-T1"),
}  # fmt: skip

DOCUMENTS = (
    Document(
        "Linköping 2023–2024: narkotika", "Vi ska upptäcka unga i riskzonen för narkotika och arbeta mot försäljning på krogen.",
        level="theme", theme="skola och krog", **LINKOPING,
        pieces=(
            Piece("Sök med narkotikahund i skolor", "count", (POLICE, TOWN), (
                Told("2023-T2", "0", ("ongoing", "", None, ""), comment="Sommarlov."),
                Told("2023-T3", "5", DONE), Told("2024-T1", "6", DONE))),
            Piece("Tillsyn av restauranger", "count", (TOWN, POLICE), (
                Told("2023-T2", "ett antal", ("not_reported", "count_missing", None, "")),
                Told("2023-T3", "14 gemensamt + 12 av kommunen själv", DONE),
                Told("2024-T1", "genomförd", ("not_reported", "count_missing", None, "")))),
            Piece("Tillsyn tillsammans", "count", (TOWN, POLICE), (Told("2023-T3", "14", DONE),), of=("adds_up", "Tillsyn av restauranger")),
            Piece("Tillsyn av kommunen själv", "count", (TOWN,), (Told("2023-T3", "12", DONE),), of=("adds_up", "Tillsyn av restauranger")),
            Piece("Rutin för att upptäcka droger i skolan", "milestone", (TOWN,), (
                Told("2023-T2", "beslutad", ("ongoing", "", None, ""), steps_done=1),
                Told("2023-T3", "alla chefer informerade", ("ongoing", "", None, ""), steps_done=2, next_step="Rektorerna informeras våren 2024.")),
                (("steps", ["beslutad", "chefer informerade", "rektorer informerade"]),)),
            Piece("Kurs i ansvarsfull servering", "count", (TOWN,), (Told("2024-T1", "2", DONE, comment="6–7 mars och 3–4 april."),)),
            Piece("Deltagare i kursen", "count", (TOWN,), (Told("2024-T1", "ett hundratal", DONE),), (("about_people", True), ("unit", "personer"))),
        ),
    ),
    Document(
        "Linköping 2023–2024: trygghet", "Vi ska öka tryggheten på offentliga platser.", **LINKOPING,
        pieces=(
            Piece("Platsbesök som leder till ljus, skötsel och städning", "effort", (TOWN, HOUSING), (
                Told("2024-T1", "gemensam bild av Skäggetorp, lokalt löfte på väg", DONE),)),
            Piece("Trygghetsvandring i Skäggetorp", "count", (TOWN,), (Told("2024-T1", "1", DONE),)),
            Piece("Polisens kameror", "count", (POLICE,), (Told("2024-T1", "17: 6 fasta och 11 tillfälliga", DONE),)),
        ),
    ),
    Document(
        "Linköping 2023–2024: trafik", "Vi ska öka trafiksäkerheten.", **LINKOPING,
        pieces=(Piece("Trafikarbete", "effort", (POLICE, TOWN)),),
    ),
    Document(
        "Medborgarlöfte 2022", "Tryggheten ska öka genom att vi berättar hur det är och är på plats där det behövs.",
        date(2022, 1, 1), date(2022, 12, 31), periods=("2022",),
        pieces=(
            Piece("Bemöta felaktiga påståenden", "effort", (TOWN, POLICE)),
            Piece("Närvaro efter gemensam lägesbild", "effort", (TOWN, POLICE)),
            Piece("Upptäcka yngre, killar som tjejer, i riskzonen för missbruk", "effort", (TOWN, POLICE)),
            Piece("Insatser där trafikproblem finns", "effort", (POLICE,)),
        ),
    ),
    Document(
        "Älvsbyn 2023–2025", "Polisen och kommunen ska arbeta mot lokala problem i skolan och hos företagen.",
        date(2023, 1, 1), date(2025, 12, 31), periods=("2023",), until_replaced=True, signed_on=date(2023, 1, 1),
        pieces=(
            Piece("Drogvaneundersökning", "milestone", (TOWN,)),
            Piece("Hundsök efter narkotika i skolan", "count", (POLICE, TOWN)),
            Piece("Uppföljning i brottsförebyggande rådet", "frequency", (TOWN, POLICE)),
        ),
    ),
    Document(
        "Linköpings styrgrupp", "En styrgrupp möts tre gånger om året och tar fram medborgarlöftet.",
        date(2012, 1, 1), date(2013, 9, 30), periods=("2012-10-01..2013-09-30",), level="partnership",
        pieces=(
            Piece("Möten i styrgruppen", "frequency", (TOWN, POLICE), (), (("target", 3), ("per", "year"), ("unit", "möten"))),
            Piece("Målbild för Berga, Ryd och Skäggetorp", "milestone", (TOWN,), (), (("steps", ["Berga", "Ryd", "Skäggetorp"]),)),
        ),
    ),
    Document(
        "Köping 2022", "Kommunen och polisen ska fördjupa samverkan om brott, störningar och otrygghet.",
        date(2022, 1, 1), date(2022, 12, 31), periods=("2022",),
        pieces=(
            Piece("Uppsökande arbete bland unga i riskzon", "effort", (TOWN, POLICE)),
            Piece("Närvaro på platser ur lägesbilden", "effort", (POLICE, TOWN)),
            Piece("Strategiskt möte", "count", (TOWN, POLICE), (), (("target", 1), ("unit", "möte"))),
            Piece("Kameror vid Ullvigymnasiet", "milestone", (TOWN,)),
            Piece("Sök med narkotikahund", "effort", (POLICE, TOWN)),
            Piece("Information till vårdnadshavare", "effort", (TOWN,)),
            Piece("Trafikåtgärder på tre gator", "milestone", (TOWN,), (), (("steps", ["Ringvägen", "Västeråsvägen", "Nibblesbackevägen"]),)),
            Piece("Trafikmätningar efter rapporter", "effort", (TOWN,)),
            Piece("Hastighetskontroller efter mätningar", "effort", (POLICE,)),
            Piece("Undersöka varningssystem", "milestone", (TOWN,)),
            Piece("Trygghetsvandringar", "count", (HOUSING, TOWN), (), (("target", 10), ("bound", "exact"), ("unit", "vandringar"))),
        ),
    ),
)  # fmt: skip
