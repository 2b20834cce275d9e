# SPDX-License-Identifier: EUPL-1.2
"""Being told by mail: asked twice, left once, told once a publication, and nothing else kept or shown."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from samsyn.cli.run import run
from samsyn.cycle.activities import writes as activities
from samsyn.cycle.publications import reads, tasks, writes
from samsyn.cycle.publications.models import Subscription
from samsyn.cycle.publications.reads.subscriptions import token
from samsyn.cycle.publications.views import subscriptions as views
from samsyn.ground.journal.models import Entry
from samsyn.kit import clock, jobs
from samsyn.kit import mail as kit_mail
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed
from tests import channels, once, people
from tests.cycle import chain

pytestmark = pytest.mark.django_db
ADDRESS = "boende@exempel.se"
FORM = "/almstad/prenumerera/"
ALL = reads.Choice("all")
FOLLOWED = reads.Choice("promise", "fotpatruller")
LATER = datetime(2026, 6, 2, 12, tzinfo=clock.LOCAL)

whole, made = once.built(chain.made)


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    views.PER_SENDER.forget()
    views.PER_ADDRESS.forget()


def work(at: Any = LATER) -> None:
    """Do what waits, as the worker would."""
    with clock.frozen(at):
        jobs.run_due()


def ask(choice: str = "all", address: str = ADDRESS, prefix: str = "") -> Any:
    return Client().post(prefix + FORM, {"choice": choice, "address": address})


def link(text: str, word: str) -> str:
    found = re.search(rf"http://[^/]+(\S*/{word}/\S+)", text)
    assert found, text
    return found[1]


def subscribed(
    here: Any, choice: reads.Choice = ALL, address: str = ADDRESS, language: str = "sv"
) -> Subscription:
    writes.subscribe(here, choice, address, by=PUBLIC, language=language)
    row = Subscription.objects.seen_by(SYSTEM).get(address=address, about=choice.about, which=choice.which)
    writes.confirm(row, by=PUBLIC)
    return row


def left() -> int:
    return Subscription.objects.seen_by(SYSTEM).count()


def test_a_resident_asks_says_yes_and_leaves(made: chain.Chain) -> None:
    answer = ask("promise:fotpatruller")
    assert answer.status_code == 200 and "Titta i din inkorg" in answer.content.decode()
    assert not answer.cookies and "no-store" in answer["Cache-Control"]
    work(clock.now())
    message = mail.outbox[-1]
    assert message.to == [ADDRESS] and "fotpatruller" in message.body
    yes, no = link(message.body, "bekrafta"), link(message.body, "avsluta")
    for _ in range(2):  # a mail scanner opens every link, and has said nothing by it
        assert "Ja, skicka besked" in Client().get(yes).content.decode()
        assert "Sluta och radera" in Client().get(no).content.decode()
    assert Subscription.objects.seen_by(SYSTEM).get().waits_since is not None
    assert "Nu får du besked" in Client(enforce_csrf_checks=True).post(yes).content.decode()
    assert Subscription.objects.seen_by(SYSTEM).get().waits_since is None
    assert Client().post(yes).status_code == 200, "pressed twice it is as pressed once"
    one_click = Client(enforce_csrf_checks=True).post(no, {"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200 and left() == 0
    for used_up in (yes, no, FORM + "bekrafta/pahittad/", FORM + "avsluta/pahittad/"):
        assert Client().get(used_up).status_code == Client().post(used_up).status_code == 404


def test_only_digests_of_the_tokens_are_kept_and_the_journal_names_nobody(made: chain.Chain) -> None:
    member = people.signed_in(people.coordinator())
    member.post(FORM, {"choice": "all", "address": ADDRESS})
    work(clock.now())
    yes = link(mail.outbox[-1].body, "bekrafta")
    member.post(yes)
    row = Subscription.objects.seen_by(SYSTEM).get()
    secret = yes.rstrip("/").rpartition("/")[2]
    assert secret not in str({field.name: getattr(row, field.name) for field in row._meta.concrete_fields})
    lines = list(Entry.objects.filter(verb__startswith="subscription"))
    assert [line.verb for line in lines] == ["subscription asked for", "subscription confirmed"]
    assert {line.actor for line in lines} == {"public"}
    told = str([(line.facts, line.subject) for line in lines])
    assert ADDRESS not in told and str(row.uuid) not in told
    assert ADDRESS not in str(list(jobs.Job.objects.values_list("args", "last_error")))


def test_a_known_address_gets_the_same_answer_as_an_unknown(made: chain.Chain) -> None:
    subscribed(made.partnership)
    known, unknown = ask(), ask(address="annan@exempel.se")
    strip = re.compile(r"nonce-\S+")
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    work(clock.now())
    assert [message.to for message in mail.outbox] == [["annan@exempel.se"]]


def test_nobody_fills_a_mailbox_in_anothers_name(made: chain.Chain) -> None:
    for offered in reads.choices(made.partnership, seen_by=PUBLIC):
        writes.subscribe(made.partnership, offered, ADDRESS, by=PUBLIC)
        writes.subscribe(made.partnership, offered, ADDRESS.upper(), by=PUBLIC)
    assert left() <= writes.subscriptions.MOST_WAITING
    work(clock.now())
    assert len(mail.outbox) == left()
    answers = [ask().status_code for _ in range(8)]
    assert answers[0] == 200 and answers[-1] == 429
    assert ADDRESS not in str(views.PER_ADDRESS._left)


@pytest.mark.parametrize(
    ("choice", "address", "status"),
    [
        ("all", "ingen adress", 400),
        ("all", "", 400),
        ("all", "a@b.se\nBcc: c@d.se", 400),
        ("promise:finns-inte", ADDRESS, 400),
        ("", ADDRESS, 400),
    ],
)
def test_what_cannot_be_followed_is_said_and_nothing_kept(
    made: chain.Chain, choice: str, address: str, status: int
) -> None:
    answer = ask(choice, address)
    assert answer.status_code == status and left() == 0
    assert address.splitlines()[:1] == [] or address.splitlines()[0] in answer.content.decode()
    with pytest.raises(BadInput):
        reads.choice(made.partnership, "district:finns-inte", seen_by=PUBLIC)
    with pytest.raises(BadInput):
        writes.subscribe(made.partnership, ALL, "ingen adress", by=PUBLIC)


def test_a_form_on_another_site_asks_nobody(made: chain.Chain) -> None:
    answer = Client().post(FORM, {"choice": "all", "address": ADDRESS}, HTTP_ORIGIN="https://elak.example")
    assert answer.status_code == 403 and left() == 0


def test_who_never_says_yes_is_forgotten_after_two_days(made: chain.Chain) -> None:
    writes.subscribe(made.partnership, FOLLOWED, ADDRESS, by=PUBLIC)
    confirmed = subscribed(made.partnership, address="ja@exempel.se")
    row = Subscription.objects.seen_by(SYSTEM).get(address=ADDRESS)
    late = clock.now() + timedelta(hours=49)
    with clock.frozen(late):
        assert Client().post(f"{FORM}bekrafta/{token(row.uuid, 'confirm')}/").status_code == 404
        with people.journalled("subscriptions forgotten"):
            tasks.daily()
        assert writes.forget_unconfirmed(made.partnership, by=SYSTEM) == 0
    assert Subscription.objects.seen_by(SYSTEM).get().pk == confirmed.pk


def test_a_followup_is_one_mail_in_each_language_and_is_told_once(made: chain.Chain) -> None:
    subscribed(made.partnership)
    subscribed(made.partnership, FOLLOWED)
    subscribed(made.partnership, FOLLOWED, "resident@example.com", "en")
    chain.correct(made)
    work()
    work()
    tasks.tell_all(made.partnership.pk)
    work()
    assert sorted(message.to[0] for message in mail.outbox) == [ADDRESS, "resident@example.com"]
    swedish, english = sorted(mail.outbox, key=lambda message: message.to[0])
    body = swedish.body
    assert body.count("Vi lovade: Minst tio fotpatruller") == 1
    assert "Löftet pågår." in body
    assert "Rättat: 7, inte 8." in body
    assert "/almstad/loften/fotpatruller/2026-T1/" in body and "/en/" not in body
    assert "/en/almstad/loften/fotpatruller/2026-T1/" in english.body and "We promised" in english.body
    for message in (swedish, english):
        headers = message.message()
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = headers["List-Unsubscribe"]
        raw = message.message().as_bytes().decode()
        assert "List-Unsubscribe: <http" in re.sub(r"\s*\n[ \t]+", " ", raw) and "=?" not in address
        assert Client().post(link(message.body, "avsluta")).status_code == 200
    assert left() == 0, "one press ends all that the address follows here"


@pytest.mark.parametrize(
    ("status", "missed", "said"),
    [
        ("fulfilled", 0, "Löftet är uppfyllt."),
        ("not_fulfilled", 2, "Löftet är inte uppfyllt. 2 delar är inte uppfyllda."),
        ("partly_fulfilled", 1, "Löftet är delvis uppfyllt. 1 del är inte uppfylld."),
        ("not_reported", 0, "Redovisning saknas, så det går inte att säga hur det står."),
        ("cancelled", 0, "Löftet är avbrutet."),
    ],
)
def test_missed_is_said_as_plainly_as_kept(status: str, missed: int, said: str) -> None:
    item = {
        "kind": "followup",
        "title": "Tio patruller.",
        "status": status,
        "missed": missed,
        "followed_up": "2026-T1",
    }
    kit_mail.send(
        ADDRESS, "publications_told", {"place": "Almstad", "first": item},
        items=[(item, settings.PUBLIC_URL + "/almstad/loften/patruller/")],
        leave=settings.PUBLIC_URL + "/almstad/prenumerera/avsluta/x/",
    )  # fmt: skip
    lines = mail.outbox[-1].body.splitlines()
    assert said in lines and "Vi lovade: Tio patruller." in lines
    assert mail.outbox[-1].subject == "Almstad: så gick det januari–april 2026"


def test_only_those_whom_it_concerns_are_told(made: chain.Chain) -> None:
    districts = [one for one in reads.choices(made.partnership, seen_by=PUBLIC) if one.about == "district"]
    for one in districts:
        subscribed(made.partnership, one, f"{one.which}@exempel.se")
    writes.subscribe(made.partnership, ALL, "obekraftad@exempel.se", by=PUBLIC)
    elsewhere = people.partnership("strand")
    subscribed(elsewhere, ALL, "annanstans@exempel.se")
    chain.correct(made)
    mail.outbox.clear()
    tasks.tell_all(made.partnership.pk)
    tasks.tell_all(elsewhere.pk)
    with clock.frozen(LATER):
        for row in Subscription.objects.seen_by(SYSTEM):
            tasks.tell(row.pk)
    west = next(one for one in districts if one.name == "Västra")
    assert [message.to for message in mail.outbox] == [[f"{west.which}@exempel.se"]]


def test_what_was_published_before_is_not_told(made: chain.Chain) -> None:
    row = subscribed(made.partnership)
    assert writes.tell(row, by=SYSTEM) == 0
    writes.publish_promise(made.promise, by=people.coordinator())  # the same content: nothing new
    work()
    assert mail.outbox == []


def test_a_mail_that_failed_is_tried_again_and_never_doubled(
    made: chain.Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = subscribed(made.partnership)
    chain.correct(made)

    def away(*_: Any, **__: Any) -> None:
        raise SMTPServerDisconnected("borta")

    with monkeypatch.context() as broken:
        broken.setattr("samsyn.cycle.publications.writes.subscriptions.mail.send", away)
        work()
    assert mail.outbox == []
    work(LATER + timedelta(hours=3))
    assert len(mail.outbox) == 1
    row.refresh_from_db()
    assert row.told_to == reads.last_number(made.partnership, seen_by=SYSTEM)


def test_a_worker_that_is_killed_on_the_way_is_followed_by_another(
    made: chain.Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = subscribed(made.partnership)
    chain.correct(made)

    class Killed(BaseException):
        """What nothing catches, as when the process ends."""

    def killed(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as broken, pytest.raises(Killed), clock.frozen(LATER):
        broken.setattr("samsyn.cycle.publications.writes.subscriptions.mail.send", killed)
        writes.tell(row, by=SYSTEM)
    for minutes, sent in ((9, 0), (11, 1), (30, 0)):
        with clock.frozen(LATER + timedelta(minutes=minutes)):
            assert writes.tell(row, by=SYSTEM) == sent, f"after {minutes} minutes"
    assert len(mail.outbox) == 1
    assert timedelta(seconds=900) > writes.subscriptions.SENT_WITHIN, (
        "the job's lease: else its second try finds it taken"
    )


def test_a_question_that_failed_is_asked_again(made: chain.Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    writes.subscribe(made.partnership, ALL, ADDRESS, by=PUBLIC)
    row = Subscription.objects.seen_by(SYSTEM).get()
    with monkeypatch.context() as broken:
        broken.setattr("samsyn.kit.mail.send", lambda *_, **__: (_ for _ in ()).throw(OSError("borta")))
        with pytest.raises(OSError):
            writes.ask_by_mail(row, by=SYSTEM)
    for _ in range(2):
        writes.ask_by_mail(row, by=SYSTEM)
    assert len(mail.outbox) == 1


def test_an_address_that_takes_no_mail_is_taken_away(
    made: chain.Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = subscribed(made.partnership)

    def refused(to: str, *_: Any, **__: Any) -> None:
        raise SMTPRecipientsRefused({to: (550, b"no such user")})

    monkeypatch.setattr("samsyn.cycle.publications.writes.subscriptions.mail.send", refused)
    for times in range(1, 4):
        Subscription.objects.seen_by(SYSTEM).update(told_to=0)
        row.refresh_from_db()
        writes.tell(row, by=SYSTEM)
        assert left() == (1 if times < 3 else 0)
    writes.subscribe(made.partnership, ALL, "finns-inte@exempel.se", by=PUBLIC)
    writes.ask_by_mail(Subscription.objects.seen_by(SYSTEM).get(), by=SYSTEM)
    assert left() == 0


def test_those_who_publish_see_how_many_and_never_who(made: chain.Chain) -> None:
    for number in range(5):
        subscribed(made.partnership, ALL, f"b{number}@exempel.se")
    subscribed(made.partnership, FOLLOWED, "b1@exempel.se")
    assert reads.subscribers(made.partnership, seen_by=people.coordinator()) == [(ALL, 5)]
    with pytest.raises(NotAllowed):
        reads.subscribers(made.partnership, seen_by=people.officer())
    page = people.signed_in(people.coordinator()).get("/almstad/arbete/publicerat/").content.decode()
    assert "Det som färre än 5 följer visas inte" in page and "exempel.se" not in page
    assert reads.confirmed(made.partnership, seen_by=people.coordinator()).count() == 0
    assert reads.confirmed(made.partnership, seen_by=PUBLIC).count() == 0


def test_no_package_holds_an_address(made: chain.Chain, tmp_path: Path) -> None:
    row = subscribed(made.partnership)
    for name, extra in (("out.zip", []), ("whole.zip", ["--whole"])):
        assert run(["export", "almstad", "--out", str(tmp_path / name), *extra]) == 0
        said = "".join(channels.package(tmp_path / name).values())
        assert ADDRESS not in said and row.leave_digest not in said


def test_an_activity_under_embargo_is_in_no_mail(made: chain.Chain) -> None:
    subscribed(made.partnership)
    activities.plan(
        made.partnership, "Spaning vid torget", people.organisation("police"), by=people.officer(),
        promises=[made.promise], embargo=True, place_text="Torget 7", period_from=date(2026, 6, 9),
    )  # fmt: skip
    chain.correct(made)
    work()
    said = "".join(str(message.subject) + message.body for message in mail.outbox)
    assert said and "Spaning" not in said and "Torget 7" not in said and "9 juni" not in said


def test_the_forms_choice_is_the_pages_that_led_there(made: chain.Chain) -> None:
    for path in ("/almstad/", "/almstad/loften/fotpatruller/", "/almstad/omrade/vastra/"):
        answer = Client().get(path)
        if answer.status_code == 200:
            assert "/almstad/prenumerera/" in answer.content.decode(), path
    page = Client().get(FORM + "?lofte=fotpatruller").content.decode()
    assert re.search(r'value="promise:fotpatruller"\s+selected', page)
    assert Client().get(FORM + "?lofte=<b>").status_code == 200
