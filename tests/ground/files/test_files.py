# SPDX-License-Identifier: EUPL-1.2
"""A file that was handed in is kept as it was, once, and reaches only those who may see its row."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from samsyn.ground.files import reads, rules, shelf, writes
from samsyn.ground.files.models import StoredFile
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound
from tests import people

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.7\n" + b"signed on paper " * 1_000


@pytest.fixture(autouse=True)
def shelf_of_its_own(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


def hand_in(content: bytes = SCAN, name: str = "avtal.pdf", **options) -> StoredFile:
    by = options.pop("by", None) or people.coordinator()
    with people.journalled("file stored"):
        return writes.store(people.partnership(), io.BytesIO(content), name, by=by, **options)


def address(file: StoredFile, key: str = "almstad") -> str:
    return f"/{key}/arbete/filer/{file.uuid}/"


def office(entry: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(entry, "<x/>")
    return out.getvalue()


def test_a_signed_original_is_kept_byte_for_byte_with_its_digest():
    file = hand_in()
    assert file.sha256 == hashlib.sha256(SCAN).hexdigest()
    assert (file.size, file.media_type, file.name) == (len(SCAN), "application/pdf", "avtal.pdf")
    assert reads.content(reads.stored(file.uuid, seen_by=people.officer())).read() == SCAN


def test_the_same_content_lies_once_on_disk():
    first, second = hand_in(), hand_in(name="samma.pdf")
    assert first.uuid != second.uuid
    assert [path.name for path in shelf.contents()] == [first.sha256]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (SCAN, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"II*\x00....", "image/tiff"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_known_by_its_content_and_not_by_its_name(content, kind):
    assert hand_in(content, "bild.exe").media_type == kind


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"<svg onload='x'/>", b"MZ\x90", b"GIF89a", office("x/y")]
)
def test_other_kinds_are_refused_whatever_their_name_says(content):
    with pytest.raises(BadInput) as refused:
        writes.store(people.partnership(), io.BytesIO(content), "avtal.pdf", by=people.coordinator())
    assert refused.value.code == "file_kind_refused"
    assert not StoredFile.objects.exists()


def test_where_a_scan_is_asked_for_a_text_document_is_refused():
    with pytest.raises(BadInput):
        hand_in(office("word/document.xml"), accept=rules.SCANS)


def test_an_empty_file_is_refused():
    with pytest.raises(BadInput) as refused:
        hand_in(b"")
    assert refused.value.code == "file_empty"


def test_a_file_over_the_limit_is_refused_and_leaves_nothing_behind(monkeypatch):
    with pytest.raises(BadInput) as refused:
        shelf.put(io.BytesIO(SCAN), rules.SCANS, limit=len(SCAN) - 1)
    assert refused.value.code == "file_too_large"
    assert [path for path in Path(shelf.folder()).rglob("*") if path.is_file()] == []


def test_a_disk_that_fails_half_way_leaves_no_half_file():
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 0:
                raise OSError("read error")
            return super().read(size)

    with pytest.raises(OSError, match="read error"):
        shelf.put(Broken(SCAN + b"x" * 10_000), rules.SCANS)
    assert [path for path in Path(shelf.folder()).rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Mina dokument\\avtal.pdf", "avtal.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("gpj.\u202efdp", "gpj.fdp"),
        ("\n", "fil"),
    ],
)
def test_a_name_is_only_shown_and_can_harm_neither_header_nor_page(given, shown):
    assert hand_in(name=given).name == shown


def test_an_auditor_and_the_public_hand_in_nothing():
    for caller in (people.member("auditor"), people.outsider(), PUBLIC):
        with pytest.raises((NotAllowed, NotFound)):
            writes.store(people.partnership(), io.BytesIO(SCAN), "a.pdf", by=caller)


def test_a_file_of_the_municipality_is_not_seen_by_the_police():
    file = hand_in(record_class="municipality")
    assert reads.stored(file.uuid, seen_by=people.coordinator()) == file
    with pytest.raises(NotFound):
        reads.stored(file.uuid, seen_by=people.officer())


def test_a_public_file_is_still_served_on_the_signed_in_side_only():
    with pytest.raises(NotFound):
        reads.stored(hand_in(record_class="public").uuid, seen_by=PUBLIC)


def test_a_member_downloads_the_file(client):
    file = hand_in(name="Överenskommelse.pdf")
    answer = people.signed_in(people.officer(), client).get(address(file))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == SCAN
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_the_address_of_a_file_is_no_key_to_it(client):
    file = hand_in()
    assert client.get(address(file)).status_code == 302
    people.signed_in(people.outsider(), client)
    assert client.get(address(file)).status_code == 404
    assert client.get(address(file, "annanstad")).status_code == 404


def test_changed_missing_and_unowned_contents_are_found():
    assert reads.faults(seen_by=SYSTEM) == []
    changed, missing = hand_in(), hand_in(SCAN + b"2")
    shelf.path_of(changed.sha256).write_bytes(SCAN + b"!")
    shelf.path_of(missing.sha256).unlink()
    unowned = shelf.put(io.BytesIO(SCAN + b"3"), rules.SCANS)[0]
    assert {(fault.sha256, fault.reason) for fault in reads.faults(seen_by=SYSTEM)} == {
        (changed.sha256, "changed"),
        (missing.sha256, "missing"),
        (unowned, "unowned"),
    }
