# SPDX-License-Identifier: EUPL-1.2
"""Makes the demo partnerships: ground, people, figures, three years of reports, and the story told of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from samsyn.catalogue.records import FigureRecord, ReportRecord
from samsyn.cycle.pictures import tasks as alerts
from samsyn.cycle.reports import writes as reports
from samsyn.demo import geography, inbox, law, notices, plans, rhythm, streets
from samsyn.demo.laid import DemoAccount, Ground, Plan, digest_of
from samsyn.demo.made import TOWNS, told_of
from samsyn.demo.simulation import ZONE, Drawn, simulate, simulate_since
from samsyn.demo.story import Story
from samsyn.demo.teller import Calendar
from samsyn.ground.figures import writes as figures
from samsyn.ground.imports import writes as imports
from samsyn.ground.people import reads as people_reads
from samsyn.ground.people import writes as people
from samsyn.ground.people.models import Account, Organisation, Partnership
from samsyn.ground.places import writes as places
from samsyn.ground.places.models import Area
from samsyn.kit import clock, frozen, periods
from samsyn.kit.callers import SYSTEM, Caller, machine

DEMO = machine("demo")
ONE_BY_ONE_DAYS = 14
"""So many days before the last report, they come in one by one, as they do in use; those before come as a file."""
LEFT_NEW_DAYS = 3
SPACE = UUID("8d4f6a52-3c0e-5b7f-9a61-2f1f0c5de001")
WORDS = "alm ask asp bok ek gran hassel lind lupin malva mossa oxel pil ros tall timjan vide viol".split()


@dataclass(frozen=True)
class DemoKey:
    """The key with which an outside application may send reports to a demo partnership."""

    partnership: str
    name: str
    key: str


@dataclass(frozen=True)
class Demo:
    """What one needs to try the demo: who may sign in, and the keys of Open311."""

    accounts: list[DemoAccount]
    keys: list[DemoKey]


def plan_days(as_of: date) -> Calendar:
    """The days of a demo made for a day: the simulation ends with the last tertial that was over then."""
    return Calendar(as_of, periods.tertial_before(as_of))


def plan(name: str, as_of: date, *, scale: float = 1.0) -> Plan:
    """Draw a town as it is on a day. `scale` draws fewer reports."""
    told = told_of(name) | plans.told_of(name)
    calendar = plan_days(as_of)
    town = geography.draw(told, told["seed"])
    how: dict[str, Any] = {"seed": told["seed"], "change": calendar.change, "scale": scale}
    drawn = simulate(town, told, calendar.start, calendar.last.end, **how)
    since = simulate_since(town, told, calendar.last.end, as_of - timedelta(days=1), **how)
    return Plan(told, calendar, town, streets.ground(town, told, told["seed"]), drawn, since)


def build(
    as_of: date,
    *,
    towns: Sequence[str] = TOWNS,
    scale: float = 1.0,
    step: Callable[[str], None] = lambda _: None,
) -> Demo:
    """Make the demo partnerships, all or none; `step` is told the name of each town begun."""
    demo = Demo([], [])
    with transaction.atomic():
        for name in towns:
            step(name)
            made = _build(plan(name, as_of, scale=scale), name)
            demo.accounts.extend(made.accounts)
            with clock.frozen(as_of - timedelta(days=LEFT_NEW_DAYS)):
                demo.keys.append(_key(made.partnership))
    return demo


def ground_and_reports(planned: Plan) -> Ground:
    """Make a town's partnership, organisations, accounts, districts, populations and reports."""
    told, calendar = planned.told, planned.calendar
    with clock.frozen(calendar.start - timedelta(days=30)):
        partnership = people.add_partnership(
            told["key"],
            name=told["name"],
            by=SYSTEM,
            metric_crs=geography.CRS,
            contact_role=told["contact_role"],
            contact_address=told["contact_address"],
            case_number=told["case_number"],
        )
        organisations = {
            row["name"]: people.add_organisation(partnership, row["name"], row["kind"], by=SYSTEM)
            for row in told["organisations"]
        }
        accounts = [_account(partnership, organisations[row["of"]], row) for row in told["accounts"]]
        areas = _ground(partnership, planned)
    callers = _callers(partnership, accounts)
    _populations(partnership, planned)
    _reported_crime(partnership, planned)
    made = Ground(partnership, organisations, areas, accounts, callers)
    _reports(made, planned, planned.drawn, (calendar.start, calendar.last.end), "rapporter.csv")
    return made


def _build(planned: Plan, name: str) -> Ground:
    made = ground_and_reports(planned)
    calendar = planned.calendar
    since = (calendar.last.end + timedelta(days=1), calendar.as_of - timedelta(days=1))
    _reports(made, planned, planned.since, since, "rapporter-sedan.csv")
    inbox.fill(made, planned, name)
    story = Story(
        made.partnership,
        planned.told,
        planned.calendar,
        made.callers["coordinator"],
        made.callers["police_officer"],
        made.organisations,
        made.areas,
    )
    story.tell()
    rhythm.tell(story, name)
    law.tell(story, name)
    notices.tell(story, name)
    _alerts(made.partnership, planned.calendar)
    return made


def _key(partnership: Partnership) -> DemoKey:
    """An application that may send faults and tell what became of them, as a fault service does."""
    application, key = reports.add_application(
        partnership, f"Felanmälan {partnership.name}", by=SYSTEM.inside(partnership.pk), may_update=True
    )
    return DemoKey(partnership.key, application.name, key)


def _alerts(partnership: Partnership, calendar: Calendar) -> None:
    """Search the last whole weeks, as the nightly job does."""
    monday = calendar.as_of - timedelta(days=calendar.as_of.weekday() + 7)
    with clock.frozen(calendar.as_of):
        for back in (2, 1, 0):
            alerts.look(partnership.pk, (monday - timedelta(weeks=back)).isoformat())


def _account(partnership: Partnership, organisation: Organisation, row: dict[str, Any]) -> DemoAccount:
    made = DemoAccount(
        partnership=partnership.key,
        organisation=organisation.name,
        role=row["role"],
        title=row["title"],
        email=f"{row['task']}@{partnership.key}.example",
        password=f"{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.randbelow(9000) + 1000}",
    )
    people.add_member(
        organisation,
        made.email,
        made.role,
        by=SYSTEM,
        name=made.title,
        title=made.title,
        password=made.password,
    )
    return made


def _callers(partnership: Partnership, accounts: Iterable[DemoAccount]) -> dict[str, Caller]:
    found: dict[str, Caller] = {}
    for made in accounts:
        caller = people_reads.caller_for(Account.objects.get(email=made.email), partnership)
        if caller is not None:
            found.setdefault(made.role, caller)
    return found


def _ground(partnership: Partnership, planned: Plan) -> dict[str, Area]:
    places.import_areas(
        partnership,
        geography.features(planned.town),
        kind="district",
        name_field="name",
        code_field="code",
        version_year=planned.calendar.start.year,
        by=SYSTEM,
    )
    for kind, features in planned.ground.items():
        places.import_ground(partnership, features, kind=kind, by=SYSTEM)
    for place in planned.town.places.values():
        places.add_named_place(partnership, place.name, e=place.e, n=place.n, kind=place.kind, by=SYSTEM)
    return {area.name: area for area in Area.objects.filter(partnership=partnership, kind="district")}


def _populations(partnership: Partnership, planned: Plan) -> None:
    """How many live in each district, as an import of the demo's own."""
    year = planned.calendar.last.end.year - 1
    records = [
        FigureRecord(
            row=number,
            place_code=district.key,
            place_name=district.name,
            period_from=f"{year}-12-31",
            period_to=f"{year}-12-31",
            measure="population",
            group=None,
            value=float(district.population),
            unit="persons",
        )
        for number, district in enumerate(planned.town.districts, start=1)
    ]
    with clock.frozen(min(date(year + 1, 3, 1), planned.calendar.as_of)):
        row = imports.begin(
            partnership,
            "scb-population",
            by=DEMO,
            file_name="folkmangd.json",
            file_digest=frozen.digest(repr(records)),
        )
        taken = figures.take_figures(partnership, records, import_row=row, by=DEMO, record_class="public")
        imports.finish(row, by=DEMO, counts={"read": len(records), "created": taken.created}, rejects=[])


def _reported_crime(partnership: Partnership, planned: Plan) -> None:
    """What is reported to the police in the whole municipality, year by year: made up, in the shape of Brå's tables."""
    as_of = planned.calendar.as_of
    # A year's final numbers come at the end of March.
    newest = as_of.year - (1 if as_of.month > 3 else 2)
    records = [
        FigureRecord(
            row=number,
            place_code=planned.told["code"],
            place_name=planned.told["name"],
            period_from=f"{newest - back}-01-01",
            period_to=f"{newest - back}-12-31",
            measure="reported_crime",
            group=told["crime"],
            value=float(count),
            unit="count",
            definition="bra_reported_crime",
        )
        for number, told in enumerate(planned.told["reported_crime"], start=1)
        for back, count in enumerate(reversed(told["counts"]))
    ]
    with clock.frozen(min(date(newest + 1, 3, 31), as_of)):
        row = imports.begin(
            partnership,
            "bra-reported-crime",
            by=DEMO,
            file_name="anmalda-brott.json",
            file_digest=frozen.digest(repr(records)),
        )
        taken = figures.take_figures(partnership, records, import_row=row, by=DEMO, record_class="public")
        imports.finish(row, by=DEMO, counts={"read": len(records), "created": taken.created}, rejects=[])


def _reports(
    made: Ground, planned: Plan, drawn: Sequence[Drawn], period: tuple[date, date], file_name: str
) -> None:
    """The older reports of a period as one file from before, the latest ones one by one as they are sent in use."""
    border = planned.calendar.as_of - timedelta(days=ONE_BY_ONE_DAYS)
    older = [row for row in drawn if row.day < border]
    if older:
        _taken_over(made.partnership, older, (period[0], min(period[1], border)), file_name)
    organisations = {
        row.name: Caller(
            "machine",
            "demo",
            partnership_id=made.partnership.pk,
            organisation_id=row.pk,
            organisation_kind=row.kind,
        )
        for row in made.organisations.values()
    }
    resident = Caller("machine", "demo", partnership_id=made.partnership.pk)
    for number, row in enumerate(row for row in drawn if row.day >= border):
        _send(made, row, number, planned, organisations.get(row.organisation, resident))


def _taken_over(
    partnership: Partnership, older: Sequence[Drawn], period: tuple[date, date], file_name: str
) -> None:
    with clock.frozen(period[1] + timedelta(days=1)):
        row = imports.begin(
            partnership, "reports", by=DEMO, file_name=file_name, file_digest=digest_of(older)
        )
        added = reports.add_many(
            partnership,
            (_record(number, drawn) for number, drawn in enumerate(older)),
            import_row=row,
            by=DEMO,
            sent=lambda record: _sent(older[record.row], record.row),
        )
        imports.finish(
            row,
            by=DEMO,
            counts={
                "read": len(older),
                "created": added.created,
                "text_withheld": added.text_withheld,
                "text_waiting": added.text_waiting,
                "unplaced": added.unplaced,
            },
            rejects=[],
            period=period,
        )


def _send(made: Ground, drawn: Drawn, number: int, planned: Plan, sender: Caller) -> None:
    """A report sent by itself, and looked at the day after unless it is one of the latest."""
    partnership, after = made.partnership, planned.calendar.as_of
    seen_at = datetime.combine(
        drawn.day, time(12 if drawn.hour is None else drawn.hour, drawn.minute), clock.LOCAL
    )
    sent_at = min(
        seen_at + timedelta(minutes=7 + number % 170),
        datetime.combine(after, time(0), clock.LOCAL) - timedelta(minutes=1),
    )
    with clock.frozen(sent_at):
        received = reports.receive(
            partnership,
            reports.Sighting(
                category=drawn.category,
                wall_from=drawn.wall,
                text=drawn.text,
                area=made.areas[drawn.district],
                e=drawn.e,
                n=drawn.n,
                place_text=drawn.place,
            ),
            by=sender,
            source=drawn.source,
            client_id=uuid5(SPACE, f"{partnership.key}:{number}:{drawn.wall}"),
        )
    if drawn.day <= after - timedelta(days=LEFT_NEW_DAYS):
        with clock.frozen(seen_at + timedelta(days=1)):
            state = "handled" if number % 4 else "seen"
            reports.move(received.report, state, by=made.callers["coordinator"])


def _sent(drawn: Drawn, number: int) -> reports.Sent:
    """An older report came from whom it came from, an hour or two after it was seen, and was handled since."""
    seen_at = datetime.combine(
        drawn.day, time(12 if drawn.hour is None else drawn.hour, drawn.minute), clock.LOCAL
    )
    sent_at = seen_at + timedelta(minutes=7 + number % 170)
    return reports.Sent(drawn.source, sent_at, "handled", sent_at + timedelta(hours=3 + number % 31))


def _record(number: int, drawn: Drawn) -> ReportRecord:
    category, dot, _ = drawn.category.partition(".")
    return ReportRecord(
        row=number,
        source_id=None,
        category=category,
        subcategory=drawn.category if dot else None,
        wall_from=drawn.wall,
        wall_to=None,
        zone=ZONE,
        x=drawn.e,
        y=drawn.n,
        crs=geography.CRS if drawn.e is not None else None,
        place_text=drawn.place or None,
        area=drawn.district,
        text=drawn.text or None,
        organisation=drawn.organisation or None,
        channel="web" if drawn.source == "resident" else "",
    )
