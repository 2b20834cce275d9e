# SPDX-License-Identifier: EUPL-1.2
"""A scan and its signature, a photo and its log entry: when the middle fails neither is left, and no content on the disk."""

from __future__ import annotations

import os
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import LogEntry
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import How
from samsyn.ground.files import shelf, tasks
from samsyn.ground.files import writes as files
from samsyn.ground.files.models import StoredFile
from samsyn.ground.journal import writes as journal
from samsyn.kit import clock
from tests import people
from tests.cycle.followups.test_chain import a_proposed_promise
from tests.cycle.promises.test_agreements import a_draft

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.4\n% en undertecknad sida\n%%EOF\n"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


class Stopped(Exception):
    """The machine stopped in the middle."""


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> set[str]:
    """Lines of the journal at which everything fails; a shelf of its own."""
    settings.FILES_DIR = str(tmp_path / "files")
    at: set[str] = set()
    record = journal.record

    def failing(verb: str, *args: Any, **facts: Any) -> Any:
        if verb in at:
            raise Stopped(verb)
        return record(verb, *args, **facts)

    monkeypatch.setattr(journal, "record", failing)
    return at


def scan(content: bytes = SCAN) -> BytesIO:
    found = BytesIO(content)
    found.name = "underskrift.pdf"
    return found


def left() -> tuple[int, int]:
    return StoredFile.objects.count(), len(list(shelf.contents()))


def test_a_scan_is_kept_with_its_signature_or_not_at_all(stopping: set[str]) -> None:
    promise, police = a_proposed_promise(), people.organisation("police")
    agreement = promises.propose_agreement(a_draft(), by=people.coordinator())
    asked: dict[str, Any] = {
        "by": people.coordinator(),
        "organisation": police,
        "how": How.PAPER,
        "title": "Chef",
    }
    stopping |= {"promise signed", "agreement signed"}
    for sign, under in ((promises.sign, promise), (promises.sign_agreement, agreement)):
        with pytest.raises(Stopped):
            sign(under, scan=scan(), **asked)
        assert left() == (0, 0) and not under.signatures.exists()
    stopping.clear()
    promises.sign(promise, scan=scan(), **asked)
    assert left() == (1, 1)
    assert promise.signatures.get().original == StoredFile.objects.get()


def test_the_same_content_handed_in_before_stays(stopping: set[str]) -> None:
    promise = a_proposed_promise()
    files.store(people.partnership(), scan(), "samma.pdf", by=people.coordinator())
    stopping.add("promise signed")
    with pytest.raises(Stopped):
        promises.sign(
            promise, by=people.coordinator(), organisation=people.organisation("police"), how=How.PAPER,
            title="Chef", scan=scan(),
        )  # fmt: skip
    assert left() == (1, 1)


def test_a_photo_is_kept_with_its_entry_or_not_at_all(stopping: set[str]) -> None:
    activity = activities.plan(
        people.partnership(), "Pass", people.organisation("police"), by=people.coordinator()
    )
    stopping.add("activity logged")
    with pytest.raises(Stopped):
        activities.log(activity, by=people.officer(), done_on=date(2026, 1, 1), picture=PHOTO)
    assert left() == (0, 0) and not LogEntry.objects.exists()
    stopping.clear()
    entry = activities.log(activity, by=people.officer(), done_on=date(2026, 1, 1), picture=PHOTO)
    assert entry.photo is not None and left() == (1, 1)


def test_what_no_row_points_at_is_swept_when_it_is_old_enough(stopping: set[str]) -> None:
    kept = files.store(people.partnership(), scan(), "kvar.pdf", by=people.coordinator())
    old, new = (shelf.put(scan(SCAN + word), files.DOCUMENTS)[0] for word in (b"gammal", b"ny"))
    past = (clock.now() - timedelta(hours=3)).timestamp()
    for sha256 in (kept.sha256, old):
        os.utime(shelf.path_of(sha256), (past, past))
    tasks.daily()
    assert {path.name for path in shelf.contents()} == {kept.sha256, new}
