# SPDX-License-Identifier: EUPL-1.2
"""Real promises and what was told of them (docs of nine municipalities, 2016–2024), as rows to be entered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Part:
    """One thing promised: who answers for it, the target, what was told and what may be said of it.

    `told` is (words as they were told, day it was counted to); None when nothing was told.
    `reads` is (status, reason, fulfilment).
    """

    name: str
    kind: str
    owner: str
    told: tuple[str, date | None] | None
    reads: tuple[str, str, float | None]
    target: float | None = None
    bound: str = "at_least"
    unit: str = ""
    per: str = ""
    steps: tuple[str, ...] = ()
    steps_done: int | None = None
    partly: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Example:
    """One promise document in one period of follow-up."""

    name: str
    sentence: str
    start: date
    end: date
    period: str
    parts: tuple[Part, ...] = field(default_factory=tuple)


Y19, Y20, Y18, Y17 = (date(year, 12, 31) for year in (2019, 2020, 2018, 2017))
JOINT, POLICE, TOWN = "municipality", "police", "municipality"


def _counted(
    name: str, owner: str, target: float | None, told: str, on: date, reads: tuple, **rest: Any
) -> Part:
    return Part(name, "count", owner, (told, on), reads, target=target, **rest)


EXAMPLES = (
    Example(
        "Strängnäs 2019", "Fler grannar, båtägare och boende ska vara med i det brottsförebyggande arbetet.",
        date(2019, 1, 1), Y19, "2019",
        (
            _counted("Nya områden med grannsamverkan", JOINT, 8, "20", Y19, ("fulfilled", "", 2.5), unit="områden"),
            _counted("Nya områden med båtsamverkan", JOINT, 2, "3", Y19, ("fulfilled", "", 1.5), unit="områden"),
            _counted("Trygghetsvandringar vid resecentrum", JOINT, 4, "4", Y19, ("fulfilled", "", 1.0), unit="vandringar"),
            _counted("Trafikkontroller i alla kommundelar", POLICE, None, "303", Y19, ("done_no_target", "", None)),
            _counted("Insatser mot trimmade mopeder", POLICE, 2, "mopedinsats genomförd", Y19, ("not_reported", "count_missing", None)),
            Part("Trafiksäkerhetsråd", "milestone", JOINT, ("genomfört som planerat", Y19), ("fulfilled", "", None)),
            Part("Lokaler för träning", "effort", TOWN, None, ("not_reported", "not_reported", None)),
        ),
    ),
    Example(
        "Strängnäs 2020", "Unga ska hindras från att börja med narkotika.", date(2020, 1, 1), Y20, "2020",
        (
            _counted("Planerade insatser mot ungas narkotika", POLICE, 2, "2", Y20, ("fulfilled", "", 1.0), comment="Pandemin ställde in flera aktiviteter."),
            _counted("Sök med narkotikahund i skolor", POLICE, 2, "2", Y20, ("fulfilled", "", 1.0), bound="exact", unit="sök"),
            _counted("Gemensam insats Säker sommar", JOINT, None, "1", Y20, ("done_no_target", "", None)),
            Part("Möten i gruppen för lägesbild", "frequency", JOINT, ("fler än 2019, veckovis i perioder", Y20), ("not_reported", "count_missing", None)),
            Part("Kontakter med skola och fritidsgårdar", "effort", JOINT, ("fyra möten i lokala BRÅ i varje kommundel", Y20), ("done_no_target", "", None)),
        ),
    ),
    Example(
        "Kungsbacka 2019–2020", "Trafiken ska bli säkrare.", date(2019, 1, 1), Y20, "2019-01-01..2020-12-31",
        (
            Part("Trafikkontroller där klagomål kommit in", "frequency", POLICE, ("62", None), ("ongoing", "no_as_of", None), target=1, unit="kontroller", per="week"),
            Part("Mätning av flöde och hastighet", "effort", TOWN, None, ("not_reported", "not_reported", None)),
            Part("Föreläsning om mopeder och A-traktorer", "milestone", JOINT, ("hölls 11 april 2019", date(2019, 4, 11)), ("fulfilled", "", None)),
            Part("Dialog om tryggare omklädningsrum", "effort", TOWN, ("ett gymnasium och två grundskolor, handlingsplaner och ändrade scheman", Y20), ("done_no_target", "", None)),
            Part("Områdespoliser för unga", "capacity", POLICE, ("två", Y20), ("fulfilled", "", 1.0), target=2, unit="poliser"),
        ),
    ),
    Example(
        "Götene 2018", "Hällekis ska bli säkrare, och fler grannar ska samverka.", date(2018, 1, 1), Y18, "2018",
        (
            _counted("Mobil hastighetskamera i Hällekis", POLICE, 6, "6", Y18, ("fulfilled", "", 1.0)),
            _counted("Förebyggande sök med hund", POLICE, None, "1", Y18, ("done_no_target", "", None)),
            _counted("Informationsmöten om grannsamverkan", JOINT, None, "2", Y18, ("done_no_target", "", None)),
            _counted("Trygghetsvandringar", JOINT, 2, "2", Y18, ("fulfilled", "", 1.0)),
            Part("Information och policy om droger", "effort", TOWN, ("genomförd", Y18), ("done_no_target", "", None)),
            Part("Hastighetsdämpande åtgärder i Hällekis", "milestone", TOWN, ("elektronisk skylt uppsatt", Y18), ("fulfilled", "", None)),
        ),
    ),
    Example(
        "Luleå 2017", "Tryggare byar och stadsdelar.", date(2017, 1, 1), Y17, "2017",
        (
            _counted("Trygghetsvandringar", JOINT, 2, "2", Y17, ("fulfilled", "", 1.0)),
            Part("Arbetssätt för sociala insatsgrupper", "milestone", TOWN, ("beskrivet, inte infört", Y17), ("partly_fulfilled", "decided", None), partly=True),
            Part("Besök på alla boenden för ensamkommande", "milestone", POLICE, ("alla besökta vecka 9–10", Y17), ("fulfilled", "", None)),
            _counted("Trafikkontroller i byarna", POLICE, 50, "minst 50", Y17, ("fulfilled", "", 1.0)),
        ),
    ),
    Example(
        "Trosa 2018 T1", "Trafiken i Trosa ska bli säkrare.", date(2018, 1, 1), Y19, "2018-T1",
        (
            _counted("Trafikkontroller", POLICE, None, "ett 15-tal", date(2018, 4, 30), ("done_no_target", "", None)),
            Part("Trafikråd", "effort", JOINT, ("träffas", date(2018, 4, 30)), ("done_no_target", "", None)),
            Part("Trafikförbättringar", "effort", TOWN, None, ("not_reported", "not_reported", None)),
            Part("Översyn av hastighetsgränser", "milestone", TOWN, None, ("not_reported", "not_reported", None)),
        ),
    ),
    Example(
        "Vingåker 2022", "Boende styr polisens arbete under en dag.", date(2022, 1, 1), date(2022, 12, 31), "2022",
        (
            Part("En arbetsdag som boende styr", "milestone", POLICE, None, ("not_reported", "not_reported", None)),
            Part("Hastighetskontroller", "count", POLICE, None, ("not_reported", "not_reported", None)),
            Part("Insatser mot störande motortrafik", "count", POLICE, None, ("not_reported", "not_reported", None)),
            Part("Trygghetsvandring varje år", "frequency", TOWN, None, ("not_reported", "not_reported", None), target=1, unit="vandring", per="year"),
            Part("Trygghetsvärdar om sommaren", "capacity", TOWN, None, ("not_reported", "not_reported", None)),
            Part("Stöd till motorintresserade unga", "effort", JOINT, None, ("not_reported", "not_reported", None)),
            Part("Mätningar med digital hastighetsskylt", "count", TOWN, ("flera", date(2022, 12, 31)), ("not_reported", "count_missing", None)),
        ),
    ),
    Example(
        "Köping 2022", "Boende ska bli mer delaktiga i sitt område.", date(2022, 1, 1), date(2022, 12, 31), "2022-T2",
        (
            _counted("Trygghetsvandringar", TOWN, 10, "ca 7", date(2022, 8, 31), ("ongoing", "", 0.7), bound="exact"),
            _counted("Insatser i centrum", POLICE, 5, "5", date(2022, 8, 31), ("fulfilled", "", 1.0), unit="tillfällen"),
            _counted("Strategiskt möte", JOINT, 1, "1", date(2022, 8, 31), ("fulfilled", "", 1.0)),
        ),
    ),
    Example(
        "Gagnef 2016–2017", "Polisbilen står vid Tempo i Björbo varje helgfri torsdag klockan 10–11.",
        date(2016, 11, 17), date(2017, 5, 18), "2016-11-17..2017-05-18",
        (
            _counted("Torsdagar på plats", POLICE, 27, "27", date(2017, 5, 18), ("fulfilled", "", 1.0), unit="torsdagar"),
        ),
    ),
)  # fmt: skip
