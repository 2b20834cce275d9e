# SPDX-License-Identifier: EUPL-1.2
"""A partnership's logo and colours are set by screen: safe ones are drawn anew, others refused in words."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from samsyn.ground.people import writes
from samsyn.ground.people.models import Logo, Role
from samsyn.kit.errors import NotAllowed
from tests import people

pytestmark = pytest.mark.django_db

PAGE = "/almstad/arbete/installningar/utseende/"


def picture(width: int = 400, height: int = 120, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    colours = Image.new("RGB", (width, height), "#6b1f5c")
    colours.save(out, kind, **more)
    return out.getvalue()


def sent(content: bytes, name: str = "logga.png") -> dict[str, SimpleUploadedFile]:
    return {"logo": SimpleUploadedFile(name, content)}


@pytest.fixture
def coordinator(client: Client) -> Client:
    return people.signed_in(people.coordinator(), client)


def test_residents_see_the_logo_that_was_saved_and_the_mark_when_it_is_taken_away(
    coordinator: Client,
) -> None:
    assert "Ingen logotyp" in coordinator.get(PAGE).content.decode()
    with people.journalled("logo set"):
        answer = coordinator.post(PAGE + "logotyp/", sent(picture(2_000, 500)))
    assert "är sparad" in coordinator.get(answer["Location"]).content.decode()
    home = people.partnership()
    address = f"/almstad/logotyp/{home.logo_digest[:16]}.png"
    assert address in Client().get("/almstad/").content.decode()
    shown = Client().get(address)
    with Image.open(io.BytesIO(shown.content)) as found:
        assert (found.format, found.size) == ("PNG", (640, 160))
    assert "sandbox" in shown["Content-Security-Policy"]
    assert Client().get("/almstad/logotyp/0123456789abcdef.png").status_code == 404
    with people.journalled("logo removed"):
        coordinator.post(PAGE + "logotyp/ta-bort/")
    assert "/logotyp/" not in Client().get("/almstad/").content.decode()
    assert Client().get(address).status_code == 404


def test_nothing_comes_along_but_the_picture(coordinator: Client) -> None:
    tagged = Image.Exif()
    tagged[0x010E] = "hemlig beskrivning"
    coordinator.post(PAGE + "logotyp/", sent(picture(kind="JPEG", exif=tagged.tobytes())))
    assert b"hemlig" not in bytes(Logo.objects.get().content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', "SVG kan innehålla mer"),
        (b'<?xml version="1.0"?><svg/>', "SVG kan innehålla mer"),
        (b"GIF89a" + b"0" * 60, "varken PNG eller JPEG"),
        (b"%PDF-1.7 logotyp", "varken PNG eller JPEG"),
        (picture()[:90], "går inte att öppna"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_001, "större än 2 MB"),
        (picture(5_000, 4_000), "16 miljoner bildpunkter"),
        (picture(20, 20), "mindre än 24 bildpunkter"),
        (picture(900, 60), "för smal"),
        (b"", "Filen är tom"),
    ],
)
def test_what_cannot_stand_there_is_refused_in_words_and_the_one_before_stays(
    coordinator: Client, content: bytes, said: str
) -> None:
    with people.journalled():
        writes.set_logo(people.partnership(), picture(), by=people.coordinator())
    before = people.partnership().logo_digest
    answer = coordinator.post(PAGE + "logotyp/", sent(content))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert people.partnership().logo_digest == before


def test_no_file_chosen_says_so(coordinator: Client) -> None:
    answer = coordinator.post(PAGE + "logotyp/", {})
    assert answer.status_code == 400
    assert "Välj en fil" in answer.content.decode()


def test_colours_are_chosen_by_screen_and_those_no_text_can_stand_on_are_refused(coordinator: Client) -> None:
    answer = coordinator.post(PAGE, {"brand": "6b1f5c", "second": "#b9781d"})
    assert answer.status_code == 302
    assert people.partnership().brand_colours == ["#6b1f5c", "#b9781d"]
    page = coordinator.get(PAGE).content.decode()
    shown = page.split('id="forhandsvisning"')[1]
    for scheme in ("light", "dark"):
        assert f'data-color-scheme="{scheme}"' in shown
    assert all(
        float(said.replace(",", ".")) >= 4.5
        for pair in re.findall(r"Kontrast ([\d,]+) för länkar och ([\d,]+) på", shown)
        for said in pair
    )
    for typed, said in (
        ({"brand": "rosa"}, "# och sex tecken"),
        ({"brand": "#ffff00"}, "för ljus"),
        ({"second": "#b9781d"}, "länkar och knappar också"),
    ):
        refused = coordinator.post(PAGE, typed)
        assert refused.status_code == 400
        assert said in refused.content.decode()
        assert next(iter(typed.values())) in refused.content.decode()
    assert people.partnership().brand_colours == ["#6b1f5c", "#b9781d"]
    coordinator.post(PAGE, {"brand": "", "second": ""})
    assert people.partnership().brand_colours == []


def test_only_those_who_manage_the_partnership_may() -> None:
    reporter = people.member(Role.REPORTER)
    with pytest.raises(NotAllowed):
        writes.set_logo(people.partnership(), picture(), by=reporter)
    with pytest.raises(NotAllowed):
        writes.remove_logo(people.partnership(), by=reporter)
