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
from samsyn.demo import geography, rhythm, streets
from samsyn.demo.made import TOWNS, told_of
from samsyn.demo.simulation import ZONE, Drawn, simulate
from samsyn.demo.story import Calendar, Story
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
ONE_BY_ONE_DAYS = 30
"""So many days before the end, reports come in one by one, as they do in use; those before come in as a file."""
LEFT_NEW_DAYS = 3
SPACE = UUID("8d4f6a52-3c0e-5b7f-9a61-2f1f0c5de001")
WORDS = "alm ask asp bok ek gran hassel lind lupin malva mossa oxel pil ros tall timjan vide viol".split()


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo, with its password: shown when the demo is made, and kept in its own file."""

    partnership: str
    organisation: str
    role: str
    title: str
    email: str
    password: str


@dataclass(frozen=True)
class Plan:
    """What a town's file says, drawn for a day: its calendar, ground and reports. No database is asked."""

    told: dict[str, Any]
    calendar: Calendar
    town: geography.Town
    ground: streets.Layers
    drawn: list[Drawn]

    def digest(self) -> str:
        """A digest over all that the simulation decided: the same file, seed and day give the same."""
        rows = [
            [
                row.wall,
                row.category,
                row.source,
                row.organisation,
                row.district,
                row.place,
                row.e,
                row.n,
                row.text,
            ]
            for row in self.drawn
        ]
        return frozen.digest(frozen.canonical([geography.features(self.town), self.ground, rows]))


def plan_days(as_of: date) -> Calendar:
    """The days of a demo made for a day: the simulation ends with the last tertial that was over then."""
    return Calendar(as_of, periods.tertial_before(as_of))


def plan(name: str, as_of: date, *, scale: float = 1.0) -> Plan:
    """Draw a town as it is on a day. `scale` draws fewer reports."""
    told = told_of(name)
    calendar = plan_days(as_of)
    town = geography.draw(told, told["seed"])
    drawn = simulate(
        town,
        told,
        calendar.start,
        calendar.last.end,
        seed=told["seed"],
        change=calendar.change,
        scale=scale,
    )
    return Plan(told, calendar, town, streets.ground(town, told, told["seed"]), drawn)


def build(
    as_of: date,
    *,
    towns: Sequence[str] = TOWNS,
    scale: float = 1.0,
    step: Callable[[str], None] = lambda _: None,
) -> list[DemoAccount]:
    """Make the demo partnerships, all or none; `step` is told the name of each town begun. Returns the accounts."""
    accounts: list[DemoAccount] = []
    with transaction.atomic():
        for name in towns:
            step(name)
            accounts += _build(plan(name, as_of, scale=scale), name)
    return accounts


@dataclass(frozen=True)
class Ground:
    """A town in the database before its story is told."""

    partnership: Partnership
    organisations: dict[str, Organisation]
    areas: dict[str, Area]
    accounts: list[DemoAccount]
    callers: dict[str, Caller]


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
    _reports(partnership, planned, areas, callers["coordinator"])
    return Ground(partnership, organisations, areas, accounts, callers)


def _build(planned: Plan, name: str) -> list[DemoAccount]:
    made = ground_and_reports(planned)
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
    _alerts(made.partnership, planned.calendar)
    return made.accounts


def _alerts(partnership: Partnership, calendar: Calendar) -> None:
    """Search the last whole weeks of the period, as the nightly job does."""
    last = calendar.last.end + timedelta(days=1)
    monday = last - timedelta(days=last.weekday() + 7)
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


def _reports(partnership: Partnership, planned: Plan, areas: dict[str, Area], coordinator: Caller) -> None:
    """The older reports as one file from before, the latest one by one as they are sent in use."""
    border = planned.calendar.last.end - timedelta(days=ONE_BY_ONE_DAYS)
    older = [row for row in planned.drawn if row.day <= border]
    with clock.frozen(border + timedelta(days=1)):
        row = imports.begin(
            partnership,
            "reports",
            by=DEMO,
            file_name="rapporter.csv",
            file_digest=planned.digest(),
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
            period=(planned.calendar.start, border),
        )
    organisations = {
        row.name: Caller(
            "machine",
            "demo",
            partnership_id=partnership.pk,
            organisation_id=row.pk,
            organisation_kind=row.kind,
        )
        for row in Organisation.objects.filter(partnership=partnership)
    }
    resident = Caller("machine", "demo", partnership_id=partnership.pk)
    for number, drawn in enumerate(row for row in planned.drawn if row.day > border):
        _send(
            partnership,
            drawn,
            number,
            areas[drawn.district],
            planned,
            organisations.get(drawn.organisation, resident),
            coordinator,
        )


def _send(
    partnership: Partnership,
    drawn: Drawn,
    number: int,
    area: Area,
    planned: Plan,
    sender: Caller,
    coordinator: Caller,
) -> None:
    seen_at = datetime.combine(drawn.day, time(drawn.hour or 12, drawn.minute), clock.LOCAL)
    with clock.frozen(seen_at + timedelta(minutes=7 + number % 170)):
        received = reports.receive(
            partnership,
            reports.Sighting(
                category=drawn.category,
                wall_from=drawn.wall,
                text=drawn.text,
                area=area,
                e=drawn.e,
                n=drawn.n,
                place_text=drawn.place,
            ),
            by=sender,
            source=drawn.source,
            client_id=uuid5(SPACE, f"{partnership.key}:{number}:{drawn.wall}"),
        )
    if drawn.day <= planned.calendar.last.end - timedelta(days=LEFT_NEW_DAYS):
        with clock.frozen(seen_at + timedelta(days=1)):
            reports.move(received.report, "handled" if number % 4 else "seen", by=coordinator)


def _sent(drawn: Drawn, number: int) -> reports.Sent:
    """An older report came from whom it came from, an hour or two after it was seen, and was handled since."""
    seen_at = datetime.combine(drawn.day, time(drawn.hour or 12, drawn.minute), clock.LOCAL)
    return reports.Sent(drawn.source, seen_at + timedelta(minutes=7 + number % 170), "handled")


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
