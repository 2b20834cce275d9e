# SPDX-License-Identifier: EUPL-1.2
"""Who the tests are about: a coordinator (municipality), an officer (police), and an outsider who sees nothing.

coordinator, officer = people.coordinator(), people.officer()
with people.journalled():
    writes.sign(promise, by=officer)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import Client

from samsyn.ground.journal.models import Entry
from samsyn.ground.people import reads, writes
from samsyn.ground.people.models import Account, Organisation, Partnership, Role
from samsyn.kit import jobs as jobs
from samsyn.kit.callers import SYSTEM, Caller

PASSWORD = "ett-långt-lösenord-i-prov"


def partnership(key: str = "almstad", name: str = "Trygga Almstad", **settings: object) -> Partnership:
    """The partnership with this key; founded the first time it is asked for."""
    found = Partnership.objects.filter(key=key).first()
    return found or writes.add_partnership(key, name=name, by=SYSTEM, **settings)


def organisation(kind: str = "municipality", *, key: str = "almstad", name: str = "") -> Organisation:
    """The party of this kind in a partnership; joined the first time it is asked for."""
    names = {
        "municipality": "Almstads kommun",
        "police": "Lokalpolisområde Almstad",
        "housing": "Almstads bostäder",
    }
    shown = name or names.get(kind, kind) + ("" if key == "almstad" else f" ({key})")
    home = partnership(key, f"Trygga {key}" if key != "almstad" else "Trygga Almstad")
    found = Organisation.objects.filter(partnership=home, name=shown).first()
    return found or writes.add_organisation(home, shown, kind, by=SYSTEM)


def member(role: str, kind: str = "municipality", *, key: str = "almstad") -> Caller:
    """The caller with this role in the party of this kind, with an account of its own."""
    party = organisation(kind, key=key)
    address = f"{role}.{kind}@{key}.example"
    account = Account.objects.filter(email=address).first()
    if account is None:
        writes.add_member(party, address, role, by=SYSTEM, name=role, password=PASSWORD)
        account = Account.objects.get(email=address)
    caller = reads.caller_for(account, party.partnership)
    assert caller is not None
    return caller


def coordinator(key: str = "almstad") -> Caller:
    """The municipality's coordinator."""
    return member(Role.COORDINATOR, key=key)


def officer(key: str = "almstad") -> Caller:
    """A police officer of the local police area."""
    return member(Role.POLICE_OFFICER, "police", key=key)


def decision_maker(kind: str = "municipality", key: str = "almstad") -> Caller:
    """One who signs for a party."""
    return member(Role.DECISION_MAKER, kind, key=key)


def outsider() -> Caller:
    """The coordinator of another partnership, who sees nothing of the first."""
    return coordinator("annanstad")


def signed_in(caller: Caller, client: Client | None = None) -> Client:
    """A browser in which this caller has signed in."""
    client = client or Client()
    client.force_login(
        Account.objects.get(pk=caller.account_id), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@contextmanager
def journalled(verb: str = "") -> Iterator[None]:
    """Requires that what happens inside writes at least one line in the journal (with this verb, where given)."""
    before = Entry.objects.count()
    yield
    new = list(Entry.objects.order_by("id").values_list("verb", flat=True)[before:])
    assert new, "nothing was written in the journal"
    if verb:
        assert verb in new, f"the journal says {new}, not {verb!r}"
