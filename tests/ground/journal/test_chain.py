# SPDX-License-Identifier: EUPL-1.2
"""A line of the journal cannot be changed, added or taken away without the chain telling where."""

import pytest
from django.db import DatabaseError, connection, transaction

from samsyn.ground.journal import reads, writes
from samsyn.ground.journal.models import Entry, Head
from samsyn.kit.callers import SYSTEM
from tests import people

pytestmark = pytest.mark.django_db


def whatever_the_database_says(sql: str, *values: object) -> None:
    """Change the journal as one would who holds the database itself, past every guard in it."""
    table = Entry._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql.format(table=table), values)


@pytest.fixture
def chain() -> int:
    """A partnership's chain with five lines in it."""
    home = people.partnership()
    for number in range(4):
        writes.record(f"done {number}", home, by=SYSTEM, partnership=home, count=number)
    return home.pk


def test_a_whole_journal_has_no_faults(chain: int) -> None:
    assert reads.faults() == []


def test_a_changed_line_is_found(chain: int) -> None:
    whatever_the_database_says("UPDATE {table} SET facts = '{{}}' WHERE chain = %s AND number = 3", chain)
    assert reads.faults(chain) == [reads.Fault(chain, 3, "changed")]


def test_a_line_taken_away_is_found(chain: int) -> None:
    whatever_the_database_says("DELETE FROM {table} WHERE chain = %s AND number = 2", chain)
    assert [(fault.number, fault.reason) for fault in reads.faults(chain)] == [(2, "missing")]


def test_a_last_line_cut_off_is_found(chain: int) -> None:
    last = Entry.objects.filter(chain=chain).order_by("-number").values_list("number", flat=True)[0]
    whatever_the_database_says("DELETE FROM {table} WHERE chain = %s AND number = %s", chain, last)
    assert [fault.reason for fault in reads.faults(chain)] == ["cut_off"]


def test_a_whole_chain_taken_away_is_found(chain: int) -> None:
    whatever_the_database_says("DELETE FROM {table} WHERE chain = %s", chain)
    assert [fault.reason for fault in reads.faults()] == ["cut_off"]


def test_a_line_with_another_hand_is_found(chain: int) -> None:
    whatever_the_database_says("UPDATE {table} SET actor = 'member:1' WHERE chain = %s AND number = 1", chain)
    assert reads.Fault(chain, 1, "changed") in reads.faults(chain)


def test_the_database_itself_refuses_to_change_a_line(chain: int) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(chain=chain).update(actor="member:1")
    assert reads.faults() == []


def test_each_partnership_has_a_chain_of_its_own(chain: int) -> None:
    other = people.partnership("annanstad", "Trygga annanstad")
    writes.record("done", other, by=SYSTEM, partnership=other)
    assert Head.objects.get(chain=chain).digest != Head.objects.get(chain=other.pk).digest
    whatever_the_database_says("UPDATE {table} SET verb = 'x' WHERE chain = %s AND number = 1", chain)
    assert reads.faults(other.pk) == []


def test_a_line_says_who_by_number_and_never_by_name() -> None:
    officer = people.officer()
    line = writes.record("looked", people.partnership(), by=officer, partnership=people.partnership())
    assert line.actor == f"member:{officer.member_id}"


def test_a_change_that_fails_leaves_no_line(chain: int) -> None:
    before = Entry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        writes.record("half done", people.partnership(), by=SYSTEM, partnership=people.partnership())
        raise RuntimeError
    assert Entry.objects.count() == before
    assert reads.faults() == []


def test_the_journal_of_a_row_is_read_by_its_own_partnership_alone(chain: int) -> None:
    home = people.partnership()
    assert reads.lines_about(home, seen_by=people.coordinator()).count() >= 5
    assert reads.lines_about(home, seen_by=people.outsider()).count() == 0
