# SPDX-License-Identifier: EUPL-1.2
"""What lies under the map of a partnership: its own ground, and where it has chosen one, a background map of tiles.

A background map is an address: a PMTiles file, or tiles of pictures (WMTS, XYZ) with {z}, {x} and {y} in it.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from samsyn.ground.people.models import Partnership
from samsyn.kit.errors import BadInput

KINDS = ("none", "pmtiles", "raster")
# What WMTS calls them, and what the map does.
WMTS_NAMES = {"{tilematrix}": "{z}", "{tilecol}": "{x}", "{tilerow}": "{y}"}
LONGEST = 1_000


def checked(kind: str, address: str = "", attribution: str = "") -> dict[str, str]:
    """A background map as it is kept, {} for none. Raises BadInput that says what is wrong with the address."""
    if kind not in KINDS:
        raise BadInput("unknown_basemap", field="kind", kind=kind)
    if kind == "none":
        return {}
    address = address.strip()
    for name, ours in WMTS_NAMES.items():
        address = re.sub(re.escape(name), ours, address, flags=re.IGNORECASE)
    if not address:
        raise BadInput("basemap_address_missing", field="address")
    if len(address) > LONGEST or any(sign.isspace() or sign in "\"'<>;,\\" for sign in address):
        raise BadInput("basemap_address_odd", field="address")
    _check_host(address)
    if kind == "raster" and not all(part in address for part in ("{z}", "{x}", "{y}")):
        raise BadInput("basemap_without_tiles", field="address")
    if kind == "pmtiles" and not urlsplit(address).path.endswith(".pmtiles"):
        raise BadInput("basemap_not_pmtiles", field="address")
    return {kind: address, "attribution": " ".join(attribution.split())[:200]}


def _check_host(address: str) -> None:
    """Own addresses begin with a slash; others are https, for a page over https may fetch nothing else."""
    if address.startswith("/") and not address.startswith("//"):
        return
    try:
        parts = urlsplit(address)
        _ = parts.port  # asked for what it raises: a port that is no number
    except ValueError:
        raise BadInput("basemap_address_odd", field="address") from None
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise BadInput("basemap_not_https", field="address")


def kind_of(partnership: Partnership) -> str:
    """Which kind of background map a partnership has chosen."""
    return next((kind for kind in KINDS if partnership.basemap.get(kind)), "none")


def foreign_origin(partnership: Partnership) -> str:
    """The origin that a browser must be let to for the background map; empty where it is our own or none."""
    address = str(partnership.basemap.get(kind_of(partnership)) or "")
    if not address.startswith("https://"):
        return ""
    parts = urlsplit(address)
    return f"https://{parts.netloc}"


def under(partnership: Partnership) -> dict[str, Any]:
    """What every map of a partnership has in its data: where the ground is fetched, and the background map chosen."""
    found: dict[str, Any] = {"ground": reverse("places-ground", kwargs={"key": partnership.key})}
    if kind_of(partnership) != "none":
        found["basemap"] = partnership.basemap
    return found
