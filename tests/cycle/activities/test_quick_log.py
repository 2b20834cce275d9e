# SPDX-License-Identifier: EUPL-1.2
"""The log on a phone: chosen as it was last, saved by one press, taken back by another; a photo without people."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image

from samsyn.cycle.activities import reads, writes
from samsyn.cycle.activities.models import Activity, LogEntry
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.errors import BadInput
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db

ADDRESS = "/almstad/arbete/aktiviteter/logga/"


def a_patrol(title: str = "Fotpatrull", kind: str = "police") -> Activity:
    return writes.plan(people.partnership(), title, people.organisation(kind), by=people.coordinator())


def a_photo() -> io.BytesIO:
    kept, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Telefonmärket"
    Image.new("RGB", (40, 30), "gray").save(kept, "JPEG", exif=exif)
    kept.seek(0)
    kept.name = "IMG_0001.jpg"
    return kept


def typed(activity: Activity, **said: Any) -> dict[str, Any]:
    return {"activity": str(activity.uuid), "done_on": "2026-03-03", "quantity": "1"} | said


def test_what_was_done_last_is_chosen_and_one_press_logs_it_again() -> None:
    town.districts(people.partnership())
    area = Area.objects.order_by("id").first()
    assert area is not None
    first, patrol = a_patrol("Trafikkontroll"), a_patrol()
    browser = people.signed_in(people.officer())
    with clock.frozen(date(2026, 3, 2)):
        writes.log(patrol, by=people.officer(), minutes=45, area=area)
    with clock.frozen(date(2026, 3, 3)):
        page = browser.get(ADDRESS).content.decode()
        assert "Spara Fotpatrull" in page and "Trafikkontroll" in page
        assert f'value="{area.uuid}" id="quicklogform-area_0" checked' in page
        assert 'value="45" id="quicklogform-length_2" checked' in page
        answer = browser.post(
            ADDRESS, typed(patrol, area=str(area.uuid), length="45", talked="some"), follow=True
        )
    entry = LogEntry.objects.order_by("-id").first()
    assert entry is not None
    assert (entry.done_on, entry.minutes, entry.area, entry.talked, entry.reached) == (
        date(2026, 3, 3), 45, area, "some", None,
    )  # fmt: skip
    said = answer.content.decode()
    assert "Sparat:" in said and "Ångra" in said
    with people.journalled("log entry struck"):
        undone = browser.post(f"/almstad/arbete/aktiviteter/{patrol.uuid}/angra/{entry.uuid}/", follow=True)
    assert "Fotpatrull" in undone.content.decode()
    assert reads.activity(patrol.uuid, people.partnership(), seen_by=people.officer()).done_count == 1
    assert "Spara Trafikkontroll" in browser.get(f"{ADDRESS}?aktivitet={first.uuid}").content.decode()


def test_another_place_and_another_time_go_before_what_was_chosen() -> None:
    town.districts(people.partnership())
    near, far = list(Area.objects.order_by("id")[:2])
    patrol = a_patrol()
    browser = people.signed_in(people.officer())
    with clock.frozen(date(2026, 3, 3)):
        writes.log(patrol, by=people.officer(), minutes=20, area=near)
        assert 'value="20"' in browser.get(ADDRESS).content.decode()
        browser.post(ADDRESS, typed(patrol, area=str(near.uuid), other_area=str(far.uuid), length="other", minutes="25", talked="none"))  # fmt: skip
    entry = LogEntry.objects.order_by("-id").first()
    assert entry is not None and (entry.area, entry.minutes, entry.reached) == (far, 25, 0)


def test_a_photo_is_kept_without_what_the_phone_wrote_in_it_and_only_with_a_word_that_nobody_is_in_it() -> (
    None
):
    patrol = a_patrol()
    browser = people.signed_in(people.officer())
    with clock.frozen(date(2026, 3, 3)):
        refused = browser.post(ADDRESS, typed(patrol, photo=a_photo(), note="Mörkt vid tunneln."))
        page = refused.content.decode()
        assert "Kryssa i att inga människor syns" in page and "Mörkt vid tunneln." in page
        broken = io.BytesIO(b"inget foto")
        broken.name = "x.jpg"
        unread = browser.post(ADDRESS, typed(patrol, photo=broken, no_people="on")).content.decode()
        assert "gick inte att läsa som ett foto" in unread
        assert not LogEntry.objects.exists()
        browser.post(ADDRESS, typed(patrol, photo=a_photo(), no_people="on"))
    entry = LogEntry.objects.get()
    assert entry.photo is not None
    answer = browser.get(f"/almstad/arbete/filer/{entry.photo.uuid}/")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert content.startswith(b"\xff\xd8") and b"Telefonm" not in content
    assert "foto" in browser.get(f"/almstad/arbete/aktiviteter/{patrol.uuid}/").content.decode()


def test_what_cannot_be_logged_is_refused_with_the_typed_words_left() -> None:
    patrol = a_patrol()
    browser = people.signed_in(people.officer())
    with clock.frozen(date(2026, 3, 3)):
        page = browser.post(ADDRESS, typed(patrol, quantity="-1", note="Kvar.")).content.decode()
        assert "Kvar." in page and not LogEntry.objects.exists()
        with pytest.raises(BadInput):
            writes.log(patrol, by=people.officer(), talked="alla")
    assert (
        "Inget att logga än"
        in people.signed_in(people.member("reporter", "housing")).get(ADDRESS).content.decode()
    )
    assert browser.get(f"{ADDRESS}?sparad=inget").status_code == 200
