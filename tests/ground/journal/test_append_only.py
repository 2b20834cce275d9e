# SPDX-License-Identifier: EUPL-1.2
"""The database itself refuses to change a line of the journal, and the chain finds what was done behind its back."""

import pytest
from django.db import DatabaseError, connection, transaction

from samsyn.ground.journal import reads
from samsyn.ground.journal.models import Entry
from tests import people

pytestmark = pytest.mark.django_db


def test_a_line_is_never_changed() -> None:
    people.partnership()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(actor="någon annan")
    assert not Entry.objects.filter(actor="någon annan").exists()


@pytest.mark.postgres
def test_a_line_is_never_deleted() -> None:
    people.partnership()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()
    assert Entry.objects.exists()


def test_a_line_changed_behind_the_trigger_is_found() -> None:
    people.partnership()
    assert reads.faults() == []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER journal_entry_append_only")
        cursor.execute("UPDATE journal_entry SET actor = 'x'")
    assert [fault.reason for fault in reads.faults()] == ["changed"]
