# SPDX-License-Identifier: EUPL-1.2
"""Notices: a claim is answered with published figures, an event told of, and a late word is said to be late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from samsyn.cycle.publications import compute, reads, tasks, writes
from samsyn.cycle.publications.models import Notice, NoticeState, Subscription
from samsyn.desk import start
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import once, people
from tests.cycle import chain

pytestmark = pytest.mark.django_db
WORK = "/almstad/arbete/publicerat/"
NOON = datetime(2026, 6, 2, 12, tzinfo=clock.LOCAL)

whole, made = once.built(chain.made)


def event(by: Any = None, **said: Any) -> Notice:
    return writes.write_notice(
        people.partnership(), "event", by=by or people.coordinator(),
        **{"title": "Brand i lekstugan", "known": "Det brann i natt. Ingen skadades.", "doing": "Vi har fler ute."} | said,
    )  # fmt: skip


def page(path: str, client: Client | None = None, status: int = 200) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_a_claim_is_answered_with_figures_as_they_are_published(made: chain.Chain) -> None:
    figures = compute.figures(made.partnership, seen_by=people.coordinator())
    reading = next(row for row in figures if row["name"] == "Fotpatruller")
    hidden = next(row for row in figures if row["source"] == "picture" and row["key"] == "rumour")
    client = people.signed_in(people.member("publisher"))
    typed = {
        "title": "Patrullerna gick", "claim": "Ingen patrull har gått.", "known": "Åtta har gått.",
        "figures": [reading["code"], hidden["code"]],
    }  # fmt: skip
    answer = client.post(WORK + "besked/bemot/", typed)
    assert answer.status_code == 302
    assert page("/almstad/besked/patrullerna-gick/", status=404)
    assert client.post(answer["Location"] + "publicera/").status_code == 302
    text = page("/almstad/besked/patrullerna-gick/")
    assert "Ingen patrull har gått." in text and "färre än 5 visas inte" in text
    assert "/almstad/loften/fotpatruller/2026-T1/" in text and "<strong>8" in text
    assert hidden["value"] is None
    for where in ("/almstad/", "/almstad/besked/", "/almstad/flode.atom", "/sitemap.xml"):
        assert "patrullerna-gick" in page(where), where
    assert "Patrullerna gick" in page("/en/almstad/besked/patrullerna-gick/")


def test_what_is_out_never_changes_and_a_correction_stands_beside_it(made: chain.Chain) -> None:
    by = people.coordinator()
    notice = event()
    with people.journalled("notice sent out"):
        writes.publish_notice(notice, by=by)
    with people.journalled("notice rewritten"):
        writes.rewrite_notice(notice, by=by, known="Det brann i går. Ingen skadades.")
    assert "Det brann i natt" in page("/almstad/besked/brand-i-lekstugan/")
    client = people.signed_in(by)
    answer = client.post(f"{WORK}besked/{notice.uuid}/publicera/", {"note": ""})
    assert answer.status_code == 400 and "Skriv vad som är nytt eller var fel" in answer.content.decode()
    writes.publish_notice(notice, by=by, note="I går, inte i natt.")
    new, old = (page(f"/almstad/besked/brand-i-lekstugan/{ask}") for ask in ("", "?version=1"))
    assert "I går, inte i natt." in new and "Det brann i går" in new
    assert "Det brann i natt" in old and "Det finns ett nyare besked" in old


def test_a_late_word_is_said_and_the_coordinator_reminded(made: chain.Chain) -> None:
    with clock.frozen(NOON):
        notice = event(next_at=NOON + timedelta(hours=4))
        writes.publish_notice(notice, by=people.coordinator())
        assert "Nästa besked kommer senast" in page("/almstad/besked/brand-i-lekstugan/")
        assert not reads.late(made.partnership, now=clock.now(), seen_by=PUBLIC)
    with clock.frozen(NOON + timedelta(hours=5)):
        reads_late = reads.late(made.partnership, now=clock.now(), seen_by=PUBLIC)
        assert [row.slug for row, _ in reads_late] == ["brand-i-lekstugan"]
        tasks_now = start.tasks(made.partnership, seen_by=people.coordinator())
        assert [task.url_args for task in tasks_now if task.code == "say_next_word"] == [
            {"uuid": str(notice.uuid)}
        ]
        assert "Ge nästa besked" in page("/almstad/arbete/", people.signed_in(people.coordinator()))
        with pytest.raises(BadInput):
            writes.publish_notice(notice, by=people.coordinator(), note="Igen.")


def test_each_party_speaks_in_its_own_name(made: chain.Chain) -> None:
    officer = people.officer()
    notice = event(officer)
    writes.publish_notice(notice, by=officer)
    assert "Lokalpolisområde Almstad" in page("/almstad/besked/brand-i-lekstugan/")
    with pytest.raises(NotAllowed):
        writes.rewrite_notice(notice, by=people.coordinator(), known="Annat.")
    claim = writes.write_notice(
        made.partnership, "claim", by=officer, title="Så är det", claim="Fel.", known="Rätt."
    )
    with pytest.raises(NotAllowed):
        writes.publish_notice(claim, by=officer)
    for role in ("reporter", "analyst", "auditor"):
        with pytest.raises(NotAllowed):
            event(people.member(role))
    with pytest.raises(NotFound):
        writes.write_notice(made.partnership, "event", by=people.outsider(), title="A", known="B")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"known": ""}, "known_missing"),
        ({"known": "Ring 070-174 06 05."}, "personal_data"),
        ({"figures": ["reading:finns:inte:2026-T1"]}, "no_such_figure"),
        ({"next_at": NOON.replace(year=2099)}, "day_out_of_range"),
    ],
)
def test_what_cannot_be_said_is_stopped(made: chain.Chain, said: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as stopped:
        event(**said)
    assert stopped.value.code == code


def test_what_was_typed_stays_when_it_is_refused(made: chain.Chain) -> None:
    client = people.signed_in(people.coordinator())
    answer = client.post(WORK + "besked/beratta/", {"title": "Brand", "known": "", "next_on": "2026-06-02"})
    text = answer.content.decode()
    assert answer.status_code == 400 and 'value="Brand"' in text and "Skriv vad ni vet" in text
    assert "Skriv både dag och klockslag" in text


def test_a_draft_is_thrown_away_and_what_is_out_is_not(made: chain.Chain) -> None:
    by = people.coordinator()
    draft, out = event(), event()
    assert out.slug == "brand-i-lekstugan-2"
    writes.publish_notice(out, by=by)
    with people.journalled("notice dropped"):
        assert writes.drop_notice(draft, by=by).state == NoticeState.DROPPED
    with pytest.raises(NotNow):
        writes.drop_notice(out, by=by)
    with pytest.raises(NotNow):
        writes.publish_notice(draft, by=by)


def test_those_who_follow_are_told_of_a_notice(made: chain.Chain) -> None:
    writes.subscribe(made.partnership, reads.Choice("all"), "boende@exempel.se", by=PUBLIC)
    row = Subscription.objects.seen_by(SYSTEM).get()
    writes.confirm(row, by=PUBLIC)
    writes.publish_notice(event(), by=people.coordinator())
    tasks.tell(row.pk)
    (message,) = mail.outbox
    assert "Brand i lekstugan" in message.subject and "/almstad/besked/brand-i-lekstugan/" in message.body
    assert "Besked från Almstads kommun" in message.body
