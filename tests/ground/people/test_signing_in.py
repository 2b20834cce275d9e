# SPDX-License-Identifier: EUPL-1.2
"""Those who work here sign in with password and a code from their telephone; nobody makes an account themselves."""

from __future__ import annotations

import base64
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client

from samsyn.ground.people import writes
from samsyn.ground.people.models import Account, Organisation
from samsyn.kit.callers import SYSTEM, Caller
from tests import people

pytestmark = pytest.mark.django_db

LOGIN = "/konto/login/"
START = "/konto/start/"


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


def address_of(caller: Caller) -> str:
    return Account.objects.get(pk=caller.account_id).email


def sign_in(client: Client, caller: Caller, password: str = people.PASSWORD, query: str = ""):
    return client.post(LOGIN + query, {"login": address_of(caller), "password": password})


def code_now(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_the_page_for_signing_in_is_in_swedish_and_keeps_nobody_out_of_reporting(client):
    page = client.get(LOGIN)
    assert page.status_code == 200
    words = page.content.decode()
    assert "Logga in" in words
    assert "behöver inte logga in" in words
    assert "autocomplete" in words


def test_one_with_one_partnership_comes_straight_to_its_own_work(client):
    answer = sign_in(client, people.coordinator())
    assert answer.status_code == 302
    assert answer["Location"] == START
    assert client.get(START)["Location"] == "/almstad/arbete/"


def test_one_with_several_partnerships_chooses(client):
    caller = people.coordinator()
    people.coordinator("annanstad")
    other = Organisation.objects.get(partnership__key="annanstad")
    writes.add_member(other, address_of(caller), "reporter", by=SYSTEM)
    sign_in(client, caller)
    words = client.get(START).content.decode()
    assert "Trygga Almstad" in words
    assert "/annanstad/arbete/" in words


def test_one_who_followed_an_address_comes_to_it(client):
    wanted = "/almstad/arbete/installningar/"
    people.coordinator()
    turned_away = client.get(wanted)
    assert turned_away["Location"] == f"{LOGIN}?next={wanted}"
    answer = client.post(
        turned_away["Location"],
        {"login": address_of(people.coordinator()), "password": people.PASSWORD, "next": wanted},
    )
    assert answer["Location"] == wanted


def test_nobody_is_sent_elsewhere_after_signing_in(client):
    answer = client.post(
        LOGIN,
        {
            "login": address_of(people.coordinator()),
            "password": people.PASSWORD,
            "next": "https://elak.example/",
        },
    )
    assert answer["Location"] == START


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client):
    wrong = sign_in(client, people.coordinator(), "fel lösenord helt")
    unknown = client.post(LOGIN, {"login": "ingen@almstad.example", "password": "fel lösenord helt"})

    def said(page) -> str:
        return re.sub(r"\s+", " ", re.search(r'role="alert".*?</div>', page.content.decode(), re.S).group())

    assert said(wrong) == said(unknown)
    assert "_auth_user_id" not in client.session


def test_many_wrong_passwords_lock_the_door_for_a_while(client):
    caller = people.coordinator()
    for _ in range(12):
        page = sign_in(client, caller, "fel lösenord helt")
    assert "För många" in page.content.decode() or page.status_code == 429
    sign_in(client, caller)
    assert "_auth_user_id" not in client.session


def test_the_count_of_attempts_keeps_no_address_of_the_sender(client, monkeypatch):
    kept: list[str] = []
    monkeypatch.setattr(cache, "set", lambda key, *a, **k: kept.append(f"{key}"))
    client.post(LOGIN, {"login": "x@y.example", "password": "fel lösenord helt"}, REMOTE_ADDR="127.77.0.9")
    assert kept
    assert not any("127.77" in key for key in kept)


def test_one_whose_membership_has_ended_sees_nothing(client):
    caller = people.officer()
    sign_in(client, caller)
    member = people.reads.members(people.partnership(), seen_by=SYSTEM).get(pk=caller.member_id)
    writes.end_member(member, by=SYSTEM)
    assert client.get("/almstad/arbete/filer/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert "hör inte till något partnerskap" in client.get(START).content.decode()


def test_nobody_makes_an_account_for_themselves(client):
    assert "läggs upp av samordnaren" in client.get("/konto/signup/").content.decode()
    client.post(
        "/konto/signup/",
        {"email": "ny@almstad.example", "password1": people.PASSWORD, "password2": people.PASSWORD},
    )
    assert not Account.objects.filter(email="ny@almstad.example").exists()


def test_nobody_adds_an_address_to_their_account(client):
    people.signed_in(people.coordinator(), client)
    assert client.get("/konto/email/").status_code == 404


def test_a_new_member_chooses_a_password_by_mail(client, settings):
    settings.PUBLIC_URL = "http://testserver"
    member = writes.add_member(
        people.organisation("police"), "ny@polisen.example", "police_officer", by=SYSTEM
    )
    with people.journalled("member invited"):
        writes.invite(member, by=SYSTEM)
    people.jobs.run_due()
    invitation = mail.outbox[-1]
    assert invitation.to == ["ny@polisen.example"]
    assert "http://testserver/konto/password/reset/" in invitation.body

    client.post("/konto/password/reset/", {"email": "ny@polisen.example"})
    link = re.search(r"http\S+/konto/password/reset/key/\S+", mail.outbox[-1].body)
    assert link is not None
    form = client.get(link.group(), follow=True)
    assert form.status_code == 200
    chosen = {"password1": people.PASSWORD, "password2": people.PASSWORD}
    client.post(form.redirect_chain[-1][0], chosen)
    assert (
        client.post(LOGIN, {"login": "ny@polisen.example", "password": people.PASSWORD})["Location"] == START
    )


class TestWithACodeFromTheTelephone:
    """TOTP, from setting it up to losing the telephone."""

    def begin(self, client: Client, caller: Caller) -> None:
        """Sign in, and say the password once more: a computer left open connects no telephone."""
        sign_in(client, caller)
        asked = client.get("/konto/2fa/totp/activate/")
        assert asked["Location"].startswith("/konto/reauthenticate/")
        assert "Lösenord" in client.get(asked["Location"]).content.decode()
        client.post(asked["Location"], {"password": people.PASSWORD})

    def set_up(self, client: Client, caller: Caller) -> str:
        self.begin(client, caller)
        page = client.get("/konto/2fa/totp/activate/").content.decode()
        secret = re.search(r'id="authenticator_secret">([A-Z2-7]+)<', page)
        assert secret is not None
        drawn = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
        assert drawn is not None
        # Black on the dark page would be read by no telephone.
        assert b'fill="#fff"' in base64.b64decode(drawn.group(1))
        answer = client.post("/konto/2fa/totp/activate/", {"code": code_now(secret.group(1))})
        assert answer.status_code == 302
        return secret.group(1)

    def test_a_wrong_code_connects_no_telephone(self, client):
        self.begin(client, people.officer())
        client.get("/konto/2fa/totp/activate/")
        assert client.post("/konto/2fa/totp/activate/", {"code": "000000"}).status_code == 200
        assert not Authenticator.objects.exists()

    def test_after_the_password_the_code_is_asked_for(self, client):
        secret = self.set_up(client, people.officer())
        cache.clear()  # a code is used once; the next one would come in half a minute
        visitor = Client()
        answer = sign_in(visitor, people.officer())
        assert answer["Location"].startswith("/konto/2fa/authenticate/")
        assert visitor.get("/almstad/arbete/installningar/").status_code == 302
        page = visitor.get(answer["Location"]).content.decode()
        assert "Kod ur appen" in page
        assert visitor.post("/konto/2fa/authenticate/", {"code": "000000"}).status_code == 200
        assert "_auth_user_id" not in visitor.session
        done = visitor.post("/konto/2fa/authenticate/", {"code": code_now(secret)})
        assert done["Location"] == START
        assert visitor.get(START)["Location"] == "/almstad/arbete/"

    def test_a_spare_code_works_once(self, client):
        self.set_up(client, people.officer())
        page = client.get("/konto/2fa/recovery-codes/").content.decode()
        spare = re.findall(r"<li><code>(\w+)</code>", page)
        assert len(spare) >= 8
        for visitor, works in ((Client(), True), (Client(), False)):
            sign_in(visitor, people.officer())
            visitor.post("/konto/2fa/authenticate/", {"code": spare[0]})
            assert ("_auth_user_id" in visitor.session) is works

    def test_the_pages_for_it_are_in_swedish(self, client):
        self.set_up(client, people.officer())
        assert "Appen är kopplad" in client.get("/konto/2fa/").content.decode()
        assert "slutar gälla" in client.get("/konto/2fa/recovery-codes/generate/").content.decode()
        assert "Koppla bort appen" in client.get("/konto/2fa/totp/deactivate/").content.decode()
        assert "Logga ut" in client.get("/konto/logout/").content.decode()
