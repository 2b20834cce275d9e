# SPDX-License-Identifier: EUPL-1.2
"""An import is a row of its own: what came, by which mapping, what it gave; codes of the rejected, never their text."""

from datetime import timedelta

import pytest

from samsyn.ground.imports import reads, writes
from samsyn.ground.imports.models import Import, State
from samsyn.kit import clock
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import NotNow
from tests import people

pytestmark = pytest.mark.django_db


def begun() -> Import:
    """An import under way."""
    return writes.begin(
        people.partnership(),
        "reports",
        by=SYSTEM,
        file_name="rapporter.csv",
        file_digest="sha256:00",
        mapping={"columns": {"category": "typ"}},
    )


def test_an_import_keeps_counts_and_codes_but_not_what_stood_in_a_rejected_row() -> None:
    row = begun()
    rejects = [{"row": 4, "field": "category", "reason": "unknown_category", "facts": {"value": "hemligt"}}]
    with people.journalled():
        writes.finish(row, by=SYSTEM, counts={"read": 9, "created": 8}, rejects=rejects)
    row.refresh_from_db()
    assert (row.state, row.read, row.created, row.rejected) == (State.DONE, 9, 8, 1)
    assert reads.rejects(row) == [{"row": 4, "field": "category", "reason": "unknown_category", "hint": None}]
    assert row.mapping_digest.startswith("sha256:")


def test_an_import_ends_once() -> None:
    row = writes.fail(begun(), by=SYSTEM, code="file_empty")
    with pytest.raises(NotNow):
        writes.finish(row, by=SYSTEM, counts={}, rejects=[])
    with pytest.raises(NotNow):
        writes.mark_undone(row, by=SYSTEM, removed=0)


def test_only_the_own_partnership_sees_its_imports() -> None:
    begun()
    home = people.partnership()
    assert reads.imports(home, seen_by=people.coordinator()).count() == 1
    assert reads.imports(home, seen_by=people.outsider()).count() == 0


def test_an_import_whose_process_was_killed_is_closed_by_the_next() -> None:
    killed, running = begun(), begun()
    Import.objects.filter(pk=killed.pk).update(fetched_at=clock.now() - timedelta(hours=7))
    begun()
    killed.refresh_from_db()
    running.refresh_from_db()
    assert (killed.state, killed.failure) == (State.FAILED, "interrupted")
    assert running.state == State.RUNNING
