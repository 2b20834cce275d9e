# SPDX-License-Identifier: EUPL-1.2
"""Statements: the screens' own figures, words by people, frozen by the decision and never other again."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest

from samsyn.cycle.activities import writes as planning
from samsyn.cycle.publications.models import Kind, Publication
from samsyn.cycle.reports import reads as reports
from samsyn.kit import clock, frozen
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.rhythm import law, reads, statements, writes
from samsyn.rhythm.models import ForumKind, Statement, StatementKind
from tests import people
from tests.cycle import chain
from tests.cycle.activities import test_plans as measures
from tests.cycle.pictures import town

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
WORK = "/almstad/arbete/arshjul/redogorelser/"
FIRST, TODAY = date(2026, 1, 1), date(2026, 10, 6)


def begun(kind: str = StatementKind.COUNCIL, last: date = TODAY) -> Statement:
    with people.journalled("statement begun"):
        return writes.begin_statement(people.partnership(), kind, FIRST, last, by=people.coordinator())


def decided(found: Statement, **decision: Any) -> Statement:
    with people.journalled("statement decided"):
        return writes.decide_statement(
            found, by=people.coordinator(), body="Kommunfullmäktige", paragraph="88", case_number="KS 2026/9", **decision
        )  # fmt: skip


def text_of(page: Any) -> str:
    return page.content.decode().replace("\xa0", " ")


@pytest.fixture
def worked() -> Any:
    """A town with reports, a decided plan and a meeting with two decisions."""
    town.districts(people.partnership())
    town.reports(people.partnership(), 14, start=date(2026, 9, 1), days=20)
    plan = measures.decided()
    with clock.frozen(TODAY):
        coordinator, home = people.coordinator(), people.organisation()
        planning.plan(people.partnership(), "Vuxna ute", home, by=coordinator, period_from=FIRST)
        forum = writes.add_forum(people.partnership(), ForumKind.STEERING, "Styrgruppen", by=coordinator, led_by=home)  # fmt: skip
        meeting = writes.call(forum, TODAY, by=coordinator)
        writes.decide(meeting, "Mer belysning", home, by=coordinator)
        done = writes.decide(meeting, "Ny rutin", home, by=coordinator)
        writes.review(done, meeting, "done", by=coordinator)
    return plan


@pytest.mark.parametrize("kind", StatementKind.values)
def test_the_figures_are_those_of_the_screens(worked: Any, kind: str) -> None:
    with clock.frozen(TODAY):
        found = begun(kind)
        figures = statements.figures(found, seen_by=people.coordinator())
        page = text_of(people.signed_in(people.coordinator()).get(f"{WORK}{found.uuid}/"))
    asked = reports.Filters(since=FIRST, until=TODAY)
    listed = reports.how_many(people.partnership(), asked, seen_by=people.coordinator())
    assert figures["reports"] == listed == 14
    assert figures["decisions"] == {"made": 2, "open": 1, "done": 1, "withdrawn": 0}
    assert figures["meetings"] == [{"forum": "Styrgruppen", "kind": "steering", "count": 1}]
    plan = text_of(people.signed_in(people.coordinator()).get(f"/almstad/arbete/aktiviteter/atgardsplan/{worked.uuid}/"))  # fmt: skip
    assert figures["plans"][0]["cost"] == {"sum": 250_000, "without": 2} and "250 000" in plan
    if "measures" in statements.PARTS[kind]:
        assert "Tänd gångvägen" in page and "Kommunfullmäktige, § 41, KS 2026/12" in page
    if "cooperation" in statements.PARTS[kind]:
        assert "2 beslut fattades: 1 är gjorda och 1 är öppna." in page
        assert "14 rapporter om otrygga händelser kom in." in page
    if "costs" in statements.PARTS[kind]:
        assert "Tillsammans 250 000 kronor." in page
    if kind == StatementKind.SURVEY:
        assert "Har kommunen en åtgärdsplan? (§ 5)" in page and "Ja." in page and "Nej." in page


def test_what_is_decided_never_changes_though_the_figures_do(worked: Any) -> None:
    client = people.signed_in(people.coordinator())
    with clock.frozen(TODAY):
        found = begun()
        address = f"{WORK}{found.uuid}/"
        with people.journalled("statement written"):
            writes.write_statement(found, "summary", "Läget är lugnare.", by=people.coordinator())
        answer = client.post(f"{address}beslut/", {"body": "Kommunfullmäktige", "decided_on": "2026-10-06", "paragraph": "88", "case_number": "KS 2026/9"})  # fmt: skip
        assert answer.status_code == 302
        before = text_of(client.get(address))
        assert "Kommunfullmäktige, § 88, KS 2026/9" in before
        town.reports(people.partnership(), 5, start=date(2026, 9, 1), days=20)
        after = text_of(client.get(address))
        assert "14 rapporter om otrygga händelser kom in." in after
        assert "Siffror har ändrats sedan beslutet" in after and "Rapporterna" in after
        found.refresh_from_db()
        for change in (
            lambda: writes.write_statement(found, "summary", "Annat", by=people.coordinator()),
            lambda: writes.decide_statement(found, by=people.coordinator(), body="KS"),
            lambda: writes.drop_statement(found, by=people.coordinator()),
        ):
            with pytest.raises(NotNow):
                change()
        row = next(row for row in law.sections(people.partnership(), seen_by=people.officer()) if row.code == "report")  # fmt: skip
        assert row.due == date(2027, 10, 6) and row.evidence[0].url_args == {"uuid": found.uuid}


def test_pdf_and_word_say_the_same_and_the_pdf_is_tagged(worked: Any) -> None:
    client = people.signed_in(people.coordinator())
    with clock.frozen(TODAY):
        found = begun(StatementKind.YEAR)
        writes.write_statement(found, "ahead", "Fullmäktige föreslås besluta.\nSedan följs det upp.", by=people.coordinator())  # fmt: skip
        draft = client.get(f"{WORK}{found.uuid}/dokument.pdf")
        decided(found)
        pdf = client.get(f"{WORK}{found.uuid}/dokument.pdf")
        word = client.get(f"{WORK}{found.uuid}/dokument.docx")
    assert draft.content.startswith(b"%PDF") and draft.content != pdf.content
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert opened.Root.MarkInfo.Marked and str(opened.Root.Lang).startswith("sv")
        kinds = {str(kind) for kind in _tags(opened.Root.StructTreeRoot)}
        assert {"/H1", "/Table", "/TH", "/TD", "/P"} <= kinds
        assert "pdfuaid" in opened.Root.Metadata.read_bytes().decode()
    body = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert "Fullmäktige föreslås besluta." in body and "Tänd gångvägen" in body and "250" in body


def _tags(node: Any, deep: int = 0) -> list[Any]:
    found = [node.S] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and deep < 30:
            found += _tags(kid, deep + 1)
    return found


def test_nobodys_words_are_lost_and_no_person_is_named() -> None:
    client = people.signed_in(people.coordinator())
    with clock.frozen(TODAY):
        found = begun()
        address = f"{WORK}{found.uuid}/text/"
        assert client.post(address, {"part": "summary", "text": "Deras ord"}).status_code == 302
        answer = client.post(address, {"part": "summary", "text": "Mina ord"})
        page = answer.content.decode()
        assert answer.status_code == 409 and "Mina ord" in page and "Deras ord" in page
        named = client.post(address, {"part": "ahead", "text": "Anna Svensson 19800101-1234"})
        assert named.status_code == 400 and "Anna Svensson" in named.content.decode()
        with pytest.raises(BadInput):
            writes.write_statement(found, "costs", "Hör inte hit", by=people.coordinator())
        with people.journalled("statement dropped"):
            writes.drop_statement(found, by=people.coordinator())
        assert client.get(f"{WORK}{found.uuid}/").status_code == 404


def test_a_draft_is_the_municipalitys_own_and_what_is_decided_is_read_by_the_parties() -> None:
    with clock.frozen(TODAY):
        found = begun()
        police, guest = people.officer(), people.member("guest")
        with pytest.raises(NotFound):
            reads.statement(found.uuid, people.partnership(), seen_by=police)
        assert people.signed_in(people.member("reporter")).get(f"{WORK}{found.uuid}/").status_code == 403
        assert people.signed_in(people.member("analyst")).get(f"{WORK}{found.uuid}/").status_code == 200
        for who in (police, people.member("reporter"), people.member("analyst"), guest, people.member("coordinator", "police")):  # fmt: skip
            with pytest.raises(NotAllowed):
                writes.begin_statement(people.partnership(), "council", FIRST, TODAY, by=who)
            with pytest.raises(NotAllowed):
                writes.decide_statement(found, by=who, body="KF")
        decided(found)
        assert people.signed_in(police).get(f"{WORK}{found.uuid}/").status_code == 200
        assert people.signed_in(guest).get(f"{WORK}{found.uuid}/").status_code == 403


def test_a_period_that_runs_is_told_and_a_bad_one_is_refused() -> None:
    client = people.signed_in(people.coordinator())
    with clock.frozen(TODAY):
        found = begun(last=date(2026, 12, 31))
        page = text_of(client.get(f"{WORK}{found.uuid}/"))
        assert "Perioden är inte slut" in page
        typed = {"kind": "year", "period_from": "2027-01-01", "period_to": "2027-12-31"}
        assert "har inte börjat än" in text_of(client.post(WORK, typed))
        typed |= {"period_from": "2026-05-01", "period_to": "2026-04-01"}
        assert client.post(WORK, typed).status_code == 400
        for day, code in ((TODAY + timedelta(days=1), "in_future"), (date(2025, 12, 31), "decided_before_period")):  # fmt: skip
            with pytest.raises(BadInput) as refused:
                writes.decide_statement(found, by=people.coordinator(), body="KF", decided_on=day)
            assert refused.value.code == code
        assert client.post(f"{WORK}{found.uuid}/beslut/", {"body": "", "decided_on": "2026-10-06"}).status_code == 400  # fmt: skip


def test_what_residents_are_not_told_of_a_picture_stands_in_no_statement() -> None:
    made = chain.made()
    row = Publication.objects.get(kind=Kind.PICTURE)
    content = json.loads(row.content)["data"]
    for one in content["public_figures"]["categories"]:
        if one["key"] == "vandalism":
            one |= {"count": None, "before": None, "hidden": "small"}
    kept = frozen.freeze(Kind.PICTURE, 1, content)
    Publication.objects.filter(pk=row.pk).update(content=kept.text, digest=kept.digest)
    with clock.frozen(TODAY):
        found = statements.figures(begun(), seen_by=people.coordinator())
    assert made.picture.period_from.isoformat() == found["picture"]["from"]
    assert "vandalism" not in [one["key"] for one in found["picture"]["categories"]]
