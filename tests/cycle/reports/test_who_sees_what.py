# SPDX-License-Identifier: EUPL-1.2
"""Role by field, whole: what each caller is told of a report, in every answer of the product and in what leaves as files.

The fields are the model's own, the addresses are read from the address table, and a field without a rule fails. Two
ways look for leaks: a word planted in each field is searched for, and what a caller may not see is changed, after
which every answer to that caller must be the same as before, byte for byte.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samsyn.cycle.reports import models
from samsyn.cycle.reports.api import open311
from samsyn.cycle.reports.models import Report
from samsyn.cycle.reports.rules import SIGHT, Sight
from samsyn.desk import static_site
from samsyn.ground.archive import writes as archive
from samsyn.ground.people.models import Role
from samsyn.kit import clock
from samsyn.kit.callers import Caller, machine
from tests import people
from tests.cycle import chain
from tests.cycle.reports.planted import Planted, another, planted
from tests.house.test_public_side import REPORT_TABLES
from tests.house.test_scope import Address, table
from tests.kit.documents import pdftext

FULL = os.environ.get("SAMSYN_TEST_PROOF") == "full"
TODAY = date(2026, 5, 20)
# Between them they reach every table of reports that an address asks.
PATHFINDERS = ("coordinator", "anonymous")
# Roles with the very rules of another one: asked in `make proof`.
LIKE_ANOTHER = ("moderator", "analyst", "auditor", "publisher", "guest", "outsider")
# One of each kind of eyes: in the ordinary run only for these is what they may not see changed.
CHANGED_FOR = ("police", "housing company", "administrator", "anonymous")
KINDS = ("read", "held", "police", "fault", "told")

# Role by sight -----------------------------------------------------------------------------------------------

ANYONE = {Sight.SUM}
MEMBER = {Sight.SUM, Sight.COUNT}
OWN = MEMBER | {Sight.READ, Sight.WORDS}
ALL = OWN | {Sight.POINT}


@dataclass(frozen=True)
class Eyes:
    """One caller: who it is, and how much of a report that all parties share it may see."""

    sights: frozenset[Sight]
    caller: Callable[[], Caller] | None = None
    moderates: bool = False
    is_police: bool = False
    has_code: bool = False


def _eyes(sights: set[Sight], caller: Callable[[], Caller] | None = None, **more: bool) -> Eyes:
    return Eyes(frozenset(sights), caller, **more)


def _member(role: str, kind: str = "municipality") -> Callable[[], Caller]:
    return lambda: people.member(role, kind)


ROLES = {
    "coordinator": _eyes(ALL, people.coordinator, moderates=True),
    "moderator": _eyes(ALL, _member(Role.MODERATOR), moderates=True),
    "analyst": _eyes(ALL, _member(Role.ANALYST)),
    "police": _eyes(ALL, people.officer, is_police=True),
    "reporter of its own": _eyes(OWN, _member(Role.REPORTER, "association")),
    "housing company": _eyes(OWN, _member(Role.REPORTER, "housing")),
    "reporter of another": _eyes(MEMBER, _member(Role.REPORTER, "school")),
    "steering group": _eyes(MEMBER, people.decision_maker),
    "administrator": _eyes(MEMBER, _member(Role.ADMINISTRATOR)),
    "auditor": _eyes(MEMBER, _member(Role.AUDITOR)),
    "publisher": _eyes(MEMBER, _member(Role.PUBLISHER)),
    "guest": _eyes(MEMBER, _member(Role.GUEST)),
    "outsider": _eyes(ANYONE, people.outsider),
    "anonymous": _eyes(ANYONE),
    "resident": _eyes(ANYONE, has_code=True),
}
# What Open311 tells anyone of a fault, what it tells of one that an application sent, and what a receipt code opens.
OF_A_FAULT = {
    "uuid",
    "subcategory",
    "area",
    "state",
    "helped",
    "with_organisation",
    "received_at",
    "merged_into",
}
OF_ONE_SENT = OF_A_FAULT | {"text", "state_reason", "channel", "guard", "e", "n"}
BY_CODE = {
    "category",
    "subcategory",
    "area",
    "state",
    "state_reason",
    "helped",
    "received_at",
    "local_day",
    "guard",
    "merged_into",
}


def sees(role: str, kind: str, name: str) -> bool:
    """Whether a caller may see a field of a report of this kind: the whole rule, in words of its own."""
    eyes, sight = ROLES[role], SIGHT["Report"][name]
    if sight == Sight.NEVER:
        return False
    if kind in ("fault", "told") and name in (OF_ONE_SENT if kind == "told" else OF_A_FAULT):
        return True
    if eyes.has_code and kind == "read" and name in BY_CODE:
        return True
    sights = eyes.sights
    if kind == "police" and not eyes.is_police:
        sights = sights & ANYONE
    if kind == "told" and role == "reporter of its own":
        sights = sights & MEMBER  # a resident's, not its own
    if kind == "held" and sight == Sight.WORDS and not eyes.moderates:
        return False
    return sight in sights


# The answers -------------------------------------------------------------------------------------------------


def _samples(made: chain.Chain, found: Planted) -> dict[str, dict[str, Any]]:
    report, photo = found.reports["read"], found.photos["waiting"]
    area = report.area
    assert area is not None
    return {
        "reports-photo": {"report": found.reports["fault"].uuid, "photo": photo.uuid},
        "reports-place": {"area": area.uuid},
        "desk-thread": {"area": area.key},
        "reports": {"report": report.uuid},
        "pictures-finding": {"uuid": made.finding.uuid},
        "pictures": {"uuid": made.picture.uuid, "other": made.picture.uuid},
        "promises": {"slug": made.promise.slug},
        "activities": {"uuid": made.activity.uuid},
        "followups": {"period": "2026-T1", "number": 1},
        "publications-leaflet": {"kind": "docx"},
        "publications-picture-document": {"kind": "pdf"},
        "publications-followup-document": {"kind": "docx", "period": "2026-T1"},
        "publications": {"slug": made.promise.slug, "period": "2026-T1"},
        "publications-table": {"name": "laget", "kind": "csv"},
        "open311": {"form": "json", "fault": report.uuid, "token": report.uuid, "code": "vandalism.graffiti"},
        "api": {"slug": made.promise.slug, "period": "2026-T1", "place": area.key},
        "ogc": {"name": "omraden", "feature": area.key},
    }


def addresses(made: chain.Chain, found: Planted) -> Iterator[tuple[str, str]]:
    """Every address that can be asked, with what there is in the place of its parameters."""
    samples = _samples(made, found)
    for address in table():
        name = re.sub(r"[/<].*", "", address.name)
        if address.route.startswith("konto/"):
            continue
        given = next(
            (samples[key] for key in sorted(samples, key=len, reverse=True) if name.startswith(key)), {}
        )
        yield address.name, _filled(address, given)
    for kind, row in found.reports.items():
        yield f"reports-one {kind}", f"/almstad/arbete/rapporter/{row.uuid}/"
        for form in ("json", "xml"):
            yield (
                f"open311 {kind} {form}",
                f"/open311/v2/requests/{row.uuid}.{form}?jurisdiction_id=almstad&extensions=true",
            )
    for look, photo in found.photos.items():
        yield f"photo {look}", f"/almstad/arbete/rapporter/{found.reports['fault'].uuid}/bild/{photo.uuid}/"
    for name in ("requests", "servicerequestupdates"):
        yield f"open311 {name} xml", f"/open311/v2/{name}.xml?jurisdiction_id=almstad"
    yield "open311 words", "/open311/v2/requests.json?jurisdiction_id=almstad&extensions=true&q=zq"
    yield "search", "/almstad/arbete/sok/?q=zq"
    yield "inbox of others", "/almstad/arbete/rapporter/?since=2025-10-01&until=2025-10-30"


def _filled(address: Address, given: dict[str, Any]) -> str:
    route = address.route
    for name, value in given.items():
        route = re.sub(rf"<(?:\w+:)?{name}>", str(value), route)
    path = Address(route, address.name).at("almstad")
    return path + "?jurisdiction_id=almstad" if path.startswith("/open311") else path


def _posts(found: Planted) -> list[tuple[str, str, dict[str, str]]]:
    """What is asked by a form and answers with reports: the file to take away, the code, the duplicate hint."""
    hint = {"category": "theft", "place_text": "Västra", "when": "today"}
    return [
        ("take out", "/almstad/arbete/rapporter/hamta/", {}),
        ("alike", "/almstad/rapportera/lika/", hint),
        ("wrong code", "/almstad/svar/", {"code": "000 000 001"}),
    ]


# Drawn anew each time a page is asked for.
_ONE_TIME = re.compile(rb'(name="(?:csrfmiddlewaretoken|client_id)" value=")[^"]+')


def _body(answer: Any) -> bytes:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        content = pdftext.words(content).encode()
    elif content[:2] == b"PK":
        content = _unpacked(content)
    return f"{answer.status_code} ".encode() + _ONE_TIME.sub(rb"\1", content)


def _unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"\n".join(package.read(name) for name in package.namelist())


@dataclass
class Town:
    """The one town that every question is asked of."""

    made: chain.Chain
    found: Planted
    asking: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    def client(self, role: str) -> Client:
        """A browser of a role."""
        caller = ROLES[role].caller
        return people.signed_in(caller()) if caller else Client()

    def answers(self, role: str) -> dict[str, bytes]:
        """All that a role is answered: the first roles at every address, the rest where reports are asked for."""
        open311.ASKING.forget()
        client = self.client(role)
        told = {}
        for name, path in addresses(self.made, self.found):
            if role in PATHFINDERS and role not in self.known:
                with CaptureQueriesContext(connection) as asked:
                    told[name] = _body(client.get(path))
                if any(set(re.findall(r'"(\w+)"', one["sql"])) & REPORT_TABLES for one in asked):
                    self.asking.add(name)
            elif FULL or name in self.asking:
                told[name] = _body(client.get(path))
        self.known.add(role)
        for name, path, data in _posts(self.found):
            told[name] = _body(client.post(path, data))
        if ROLES[role].has_code:
            told["receipt"] = _body(client.post("/almstad/svar/", {"code": self.found.code}))
        return told


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    here = people.partnership()
    for eyes in ROLES.values():
        if eyes.caller:
            eyes.caller()
    with clock.frozen(date(2025, 10, 8)):
        found = planted(here)
    made = chain.made()
    with clock.frozen(TODAY):
        yield Town(made, found)


# The matrix --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", SIGHT)
def test_every_field_has_a_rule(model: str) -> None:
    names = {field.name for field in getattr(models, model)._meta.concrete_fields}
    assert names == set(SIGHT[model]), "a new field of a report needs its line in rules.SIGHT"


def test_every_table_that_hangs_on_a_report_has_rules() -> None:
    hanging = {
        relation.related_model.__name__
        for relation in Report._meta.related_objects
        if relation.related_model is not Report
    }
    assert hanging == set(SIGHT) - {"Report"} | {"Answer"}, "an answer is told to the one who reported"


@pytest.mark.proof
@pytest.mark.slow
def test_the_matrix_holds_in_every_answer_and_in_every_file(town: Town, tmp_path: Path) -> None:
    """One town, one round for the planted words, one more after each change of what is hidden, and the files."""
    asked = [role for role in ROLES if FULL or role not in LIKE_ANOTHER]
    before = {role: town.answers(role) for role in sorted(asked, key=lambda role: role not in PATHFINDERS)}
    assert len(town.asking) > 30, "the addresses that ask for reports have been found"
    _no_word_is_told_to_others(town, before)
    _nothing_hidden_changes_an_answer(town, before)
    _files_hold_no_more(town, tmp_path)


def _no_word_is_told_to_others(town: Town, told: dict[str, dict[str, bytes]]) -> None:
    leaks, seen = [], set()
    for role, answers in told.items():
        for channel, body in answers.items():
            for (kind, name), words in town.found.words.items():
                if any(word.encode() in body for word in words):
                    seen.add((role, kind, name))
                    if not _may(role, kind, name):
                        leaks.append((role, kind, name, channel))
    assert not leaks, leaks
    for role in ("coordinator", "police", "reporter of its own", "housing company"):
        for name in ("text", "place_text", "journey_line", "action_taken", "state_reason", "Handling.text"):
            assert (role, "read", name) in seen, f"{role} needs {name} for the work"
    assert {("coordinator", "held", "text"), ("police", "police", "text")} <= seen
    assert {("resident", "read", "state_reason"), ("anonymous", "told", "text")} <= seen


def _may(role: str, kind: str, name: str) -> bool:
    if "." not in name:
        return sees(role, kind, name)
    model, _, field = name.partition(".")
    eyes = ROLES[role]
    if (kind == "police" and not eyes.is_police) or (kind == "told" and role == "reporter of its own"):
        return False
    return SIGHT[model][field] in eyes.sights


def _nothing_hidden_changes_an_answer(town: Town, before: dict[str, dict[str, bytes]]) -> None:
    wrong = []
    groups: dict[str, list[str]] = {}
    for role in ROLES if FULL else CHANGED_FOR:
        groups.setdefault(repr(_hidden(role)), []).append(role)
    for roles in groups.values():
        kept = _change(town, _hidden(roles[0]))
        for role in roles:
            after = town.answers(role)
            wrong += [(role, name) for name in after if before[role][name] != after[name]]
        for row, values in kept:
            Report.objects.filter(pk=row.pk).update(**values)
    assert not wrong, wrong


def _hidden(role: str) -> dict[str, list[str]]:
    return {
        kind: [name for name in SIGHT["Report"] if not sees(role, kind, name) and name not in _FIXED]
        for kind in KINDS
    }


# The row itself, what leads to it, and what says whose eyes it is for.
_FIXED = {"id", "uuid", "partnership", "record_class", "owner", "receipt_digest", "guard"}


def _change(town: Town, hidden: dict[str, list[str]]) -> list[tuple[Report, dict[str, Any]]]:
    kept = []
    for kind, names in hidden.items():
        row = Report.objects.get(pk=town.found.reports[kind].pk)
        fields = [Report._meta.get_field(name) for name in names]
        kept.append((row, {field.attname: getattr(row, field.attname) for field in fields}))
        changed = {field.attname: another(row, field, town.made.partnership) for field in fields}
        assert all(changed[name] != value for name, value in kept[-1][1].items() if name != "imported_id")
        Report.objects.filter(pk=row.pk).update(**changed)
    return kept


# What leaves as files ----------------------------------------------------------------------------------------


def _files_hold_no_more(town: Town, tmp_path: Path) -> None:
    static_site.write(town.made.partnership, tmp_path / "site", address="https://trygg.example")
    pages = [
        path for path in (tmp_path / "site").rglob("*") if path.suffix in (".html", ".json", ".atom", ".csv")
    ]
    site = b"\n".join(path.read_bytes() for path in pages)
    assert len(pages) > 20
    assert not re.findall(rb"zq\d\w+x", site)
    # A package of rows as they are shows every field: of reports it is made on the server alone.
    for caller in (people.coordinator(), people.member(Role.ADMINISTRATOR)):
        archive.hand_out(town.made.partnership, tmp_path / "out.zip", by=caller)
        assert not re.findall(rb"zq\d\w+x", _unpacked((tmp_path / "out.zip").read_bytes()))
    archive.hand_out(town.made.partnership, tmp_path / "all.zip", by=machine("cli"))
    whole = _unpacked((tmp_path / "all.zip").read_bytes())
    assert town.found.field("read", "text")[0].encode() in whole
    for row in town.found.reports.values():
        assert row.receipt_digest.encode() not in whole, "a code opens a door"
    for photo in town.found.photos.values():
        assert (
            bytes(photo.content)[:40] not in whole
            and repr(bytes(photo.content)[:40])[2:-1].encode() not in whole
        )
