# SPDX-License-Identifier: EUPL-1.2
"""A background map by setting is drawn: a file of vector tiles, tiles of pictures, and none that answers."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Page, Route, expect

from samsyn.ground.people import writes as people_writes
from samsyn.ground.places import basemap
from samsyn.kit.callers import SYSTEM
from tests import people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
PAGE = "/almstad/arbete/installningar/karta/"
# The map waits eight seconds for a background map before it says that it is silent; here one.
HURRY = """
const wait = window.setTimeout;
window.setTimeout = (what, ms, ...more) => wait(() => {
  what(...more);
  if (ms === 8000) document.documentElement.dataset.waited = "";
}, ms === 8000 ? 1000 : ms);
"""


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def part(field: int, content: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(content)) + content


def lake() -> bytes:
    """A vector tile with one layer, `water`, that covers all of it."""
    corners = [9, *_zigzag(-99, -99), 26, *_zigzag(4_300, 0), *_zigzag(0, 4_300), *_zigzag(-4_300, 0), 15]
    feature = b"\x18\x03" + part(4, b"".join(map(varint, corners)))
    layer = part(1, b"water") + part(2, feature) + b"\x28" + varint(4_096) + b"\x78\x02"
    return part(3, layer)


def _zigzag(*steps: int) -> list[int]:
    return [step << 1 ^ step >> 31 for step in steps]


def pmtiles() -> bytes:
    """The smallest file: version 3, nothing compressed, one tile for the whole world."""
    tile, told = lake(), b"{}"
    root = b"".join(map(varint, (1, 0, 1, len(tile), 1)))
    at_told = 127 + len(root)
    at_tile = at_told + len(told)
    places = (127, len(root), at_told, len(told), at_tile, 0, at_tile, len(tile), 1, 1, 1)
    world = (-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    kinds = struct.pack("<6B", 1, 1, 1, 1, 0, 0)
    head = b"PMTiles\x03" + struct.pack("<11Q", *places) + kinds
    head += struct.pack("<4i", *world) + struct.pack("<B2i", 0, 0, 0)
    assert len(head) == 127
    return head + root + told + tile


def in_parts(content: bytes) -> Callable[[Route], None]:
    """Answer for a range of a file, as a web server does."""

    def answer(route: Route) -> None:
        first, last = route.request.headers["range"].removeprefix("bytes=").split("-")
        body = content[int(first) : int(last) + 1]
        end = int(first) + len(body) - 1
        told = {"content-range": f"bytes {first}-{end}/{len(content)}", "etag": '"1"'}
        route.fulfill(status=206, body=body, headers=told)

    return answer


def red(route: Route) -> None:
    out = io.BytesIO()
    Image.new("RGB", (256, 256), "#e00000").save(out, "PNG")
    route.fulfill(body=out.getvalue(), content_type="image/png", headers={"access-control-allow-origin": "*"})


def colour(page: Page) -> tuple[int, int, int]:
    """The colour that most of the map has."""
    page.locator("[data-map][data-ready]").first.wait_for()
    seen = Image.open(io.BytesIO(page.locator("[data-map-canvas]").first.screenshot())).convert("RGB")
    return max(seen.getcolors(seen.width * seen.height) or [], key=lambda one: one[0])[1]  # type: ignore[return-value]


def token(page: Page, name: str) -> tuple[int, ...]:
    said = page.evaluate(
        "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", f"--ss-{name}"
    )
    return tuple(bytes.fromhex(said.removeprefix("#")))


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 4 for a, b in zip(one, other, strict=True))


def test_each_kind_of_background_is_drawn_and_one_that_is_silent_is_told_of(
    live_server: Any, visitor: Callable[..., Any]
) -> None:
    client = people.signed_in(people.coordinator())
    home = people.partnership()
    page = visitor()
    page.add_init_script(HURRY)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.route("**/kartor/prov.pmtiles", in_parts(pmtiles()))
    page.route("https://kartor.example/**", red)
    page.route("https://tyst.example/**", lambda route: route.abort())
    page.route("https://tom.example/**", lambda route: route.fulfill(status=404))

    def shown(kind: str, address: str) -> None:
        people_writes.change_settings(home, by=SYSTEM, basemap=basemap.checked(kind, address, "© Provet"))
        page.goto(live_server.url + PAGE)

    shown("pmtiles", "/kartor/prov.pmtiles")
    assert near(colour(page), token(page, "map-water"))
    expect(page.locator("[data-map-unanswered]")).to_be_hidden()

    shown("raster", "https://kartor.example/{TileMatrix}/{TileRow}/{TileCol}.png")
    seen = colour(page)
    assert seen[0] > seen[1] + 15, f"no red tiles on the map: {seen}"
    page.locator("html[data-waited]").wait_for()
    expect(page.locator("[data-map-unanswered]")).to_be_hidden()
    page.emulate_media(media="print")  # what is written on the map is not on paper: the key says it there
    expect(page.locator("[data-map-origins]")).to_have_text("© Provet")
    expect(page.locator("[data-map-origins]")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator("[data-map-origins]")).to_be_hidden()

    shown("raster", "https://tom.example/{z}/{x}/{y}.png")
    expect(page.locator("[data-map-unanswered]")).to_be_visible()

    shown("raster", "https://tyst.example/{z}/{x}/{y}.png")
    expect(page.locator("[data-map-unanswered]")).to_be_visible()
    expect(page.get_by_text("Allt annat på kartan visas ändå")).to_be_visible()
    assert not near(colour(page), seen)
    page.locator("html[data-waited]").wait_for()
    expect(page.locator("[data-map-unanswered]")).to_be_visible()
