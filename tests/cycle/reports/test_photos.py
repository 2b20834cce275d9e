# SPDX-License-Identifier: EUPL-1.2
"""A photo of a place: drawn anew without where and when, unseen until looked at, gone when the matter closes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.models import Look, Photo, Report
from samsyn.kit import photos
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from samsyn.kit.photos import redrawn
from tests import people
from tests.cycle.reports import pictures_of, quarter

pytestmark = pytest.mark.django_db
NEW = "/almstad/rapportera/"
INBOX = "/almstad/arbete/rapporter/"


@pytest.fixture
def here():
    return quarter.town()


def post(client, *files: bytes, **changed: object):
    return client.post(NEW, quarter.typed(**changed) | {"photo": [pictures_of.sent(one) for one in files]})


def reported(client, *files: bytes) -> Report:
    """A report with photos, made by a resident."""
    answer = post(client, *(files or (pictures_of.jpeg(),)))
    assert answer.status_code == 201, answer.content.decode()[-600:]
    return Report.objects.latest("id")


def address(photo: Photo) -> str:
    return f"{INBOX}{photo.report.uuid}/bild/{photo.uuid}/"


def test_a_photo_is_drawn_anew_and_tells_neither_place_nor_camera(here, client) -> None:
    before = pictures_of.jpeg()
    assert pictures_of.PLACE.encode() in before
    report = reported(client, before, pictures_of.png())
    first, second = Photo.objects.filter(report=report).order_by("number")
    kept = Image.open(io.BytesIO(bytes(first.content)))
    assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (640, 480), {})
    assert "icc_profile" not in kept.info and "comment" not in kept.info
    for row in (first, second):
        for trace in (pictures_of.PLACE, pictures_of.CAMERA, "Exif"):
            assert trace.encode() not in bytes(row.content)
    red, green, blue = kept.getpixel((5, 5))
    assert red > 180 and green < 60 and blue < 60


def test_a_large_photo_becomes_small(here, client) -> None:
    reported(client, pictures_of.jpeg(size=(4000, 3000)))
    row = Photo.objects.get()
    assert (row.width, row.height) == (1600, 1200)
    assert len(row.content) < 500_000


def test_a_photo_is_for_the_moderator_alone_until_looked_at(here, client) -> None:
    report = reported(client)
    photo = Photo.objects.get()
    coordinator, officer = people.coordinator(), people.officer()
    assert client.get(address(photo)).status_code == 302
    assert people.signed_in(officer).get(address(photo)).status_code == 404
    assert people.signed_in(people.outsider()).get(address(photo)).status_code == 404
    assert reads.photos(report, seen_by=officer) == []
    with pytest.raises(NotFound):
        reads.photo(here, photo.uuid, seen_by=PUBLIC)
    browser = people.signed_in(coordinator)
    answer = browser.get(address(photo))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in answer["Cache-Control"] and "sandbox" in answer["Content-Security-Policy"]
    assert address(photo) in browser.get(INBOX + "granska/").content.decode()
    assert browser.post(address(photo) + "granska/", {"show": "1"}).status_code == 302
    photo.refresh_from_db()
    assert photo.look == Look.SHOWN
    assert people.signed_in(officer).get(address(photo)).status_code == 200
    assert address(photo) not in browser.get(INBOX + "granska/").content.decode()
    with pytest.raises(NotNow):
        writes.show_photo(photo, by=coordinator)


def test_a_photo_of_a_person_is_taken_away_and_the_report_stays(here, client) -> None:
    report = reported(client)
    with pytest.raises(NotAllowed):
        writes.delete_photo(Photo.objects.get(), by=people.officer())
    browser = people.signed_in(people.coordinator())
    queue = browser.post(address(Photo.objects.get()) + "granska/", {"delete": "1", "queue": "1"})
    assert queue["Location"] == INBOX + "granska/", "who looks from the queue is led back to it"
    assert not Photo.objects.exists()
    assert Report.objects.filter(pk=report.pk).exists()


@pytest.mark.parametrize("to", ["handled", "no_action"])
def test_the_photos_are_gone_when_the_matter_closes(here, client, to) -> None:
    report, other = reported(client), reported(client, pictures_of.png())
    officer = people.officer()
    writes.merge(other, report, by=officer)
    assert Photo.objects.count() == 2, "the matter is still open"
    writes.move(report, to, reason="Sanerat", by=officer)
    assert not Photo.objects.exists()
    assert writes.delete_photos(report, by=officer) == 0


def test_a_photo_lies_in_no_file_and_on_no_public_page(here, client) -> None:
    reported(client)
    row = Photo.objects.get()
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file() and ".sqlite3" not in path.name:
            assert bytes(row.content) not in path.read_bytes(), f"the photo lies in {path.name}"
    for page in ("/almstad/", "/almstad/svar/", f"/almstad/plats/{row.report.area.uuid}/"):
        assert str(row.uuid) not in client.get(page).content.decode()


@pytest.mark.parametrize("category", ["violence", "drugs", "gathering", "traffic"])
def test_a_category_about_people_takes_no_photo(here, client, category) -> None:
    answer = post(client, pictures_of.jpeg(), category=category)
    assert answer.status_code == 400
    assert "Skicka utan bild" in answer.content.decode()
    assert not Report.objects.exists()


HOSTILE = {
    "bomb": (pictures_of.bomb(), "bildpunkter"),
    "wrong type": (b"GIF89a" + b"\0" * 50, "ingen bild som vi tar emot"),
    "script": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "ingen bild som vi tar emot",
    ),
    "program": (b"MZ" + b"\0" * 200, "ingen bild som vi tar emot"),
    "page and picture": (pictures_of.jpeg() + b"<script>alert(1)</script>", "ingen bild som vi tar emot"),
    "archive and picture": (pictures_of.png() + b"PK\x03\x04 PK\x05\x06", "ingen bild som vi tar emot"),
    "cut off": (pictures_of.jpeg()[:900], "går inte att läsa"),
    "nonsense": (b"\xff\xd8\xff" + b"nonsens" * 50, "går inte att läsa"),
    "a thousand passes": (pictures_of.jpeg() + b"\xff\xda" * 1_000, "går inte att läsa"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_harmless_picture_is_refused_with_a_sentence(here, client, name) -> None:
    content, said = HOSTILE[name]
    answer = post(client, content, text="Det jag skrev")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "Det jag skrev" in page
    assert not Report.objects.exists()


def test_three_photos_or_a_heavy_one_are_refused_with_a_sentence(here, client, monkeypatch) -> None:
    answer = post(client, *[pictures_of.png()] * 3)
    assert answer.status_code == 400
    assert "högst två bilder" in answer.content.decode()
    monkeypatch.setattr(photos, "BYTES_MOST", 1_000)
    answer = post(client, pictures_of.jpeg())
    assert answer.status_code == 400
    assert "för stor" in answer.content.decode()
    assert not Report.objects.exists()


def test_many_pixels_are_counted_before_any_is_decoded(monkeypatch) -> None:
    monkeypatch.setattr(photos, "PIXELS_MOST", 1_000)
    with pytest.raises(BadInput, match="photo_too_many_pixels"):
        redrawn(pictures_of.jpeg())


def test_an_empty_file_field_is_no_photo_and_a_signal_takes_none(here, client) -> None:
    rows = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in quarter.typed().items()
    ]
    rows.append(
        '--x\r\nContent-Disposition: form-data; name="photo"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n'
    )
    answer = client.post(NEW, "".join(rows).encode(), content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 201
    assert post(client, pictures_of.jpeg(), signal="1").status_code == 201
    assert not Photo.objects.exists()


def test_a_photo_with_a_refused_text_is_not_kept_and_the_page_says_so(here, client) -> None:
    answer = post(client, pictures_of.jpeg(), text="Ring 070-174 06 58")
    assert answer.status_code == 400
    assert "Välj dem igen" in answer.content.decode()
    assert not Photo.objects.exists()


def test_the_same_sending_with_photos_is_stored_once(here, client) -> None:
    told = quarter.typed()
    for status in (201, 200):
        answer = client.post(NEW, told | {"photo": pictures_of.sent(pictures_of.jpeg())})
        assert answer.status_code == status
    assert Photo.objects.count() == 1
