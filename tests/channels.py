# SPDX-License-Identifier: EUPL-1.2
"""Everything that anyone can read of a partnership, channel by channel, driven from the address table itself.

A new public address with a part that is not named here makes `addresses` fail, so that a new channel cannot be forgotten.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from django.test import Client

from tests.house.test_scope import table
from tests.kit.documents import pdftext

# First words of addresses that say nothing of what a partnership does, or that need an account or a link of one's own.
SILENT = ("halsa/", "konto/", "sw.js", "hjalp/", "open311/<path", "api/<path", "ogc/<path")
ONE_S_OWN = ("<str:token>",)
# Parts of an address that hold the same for every partnership.
ALWAYS: dict[str, Sequence[str]] = {
    "kind": ("csv", "json", "geojson", "pdf", "docx"),
    "shape": ("bred", "kvadrat"),
    "form": ("json", "xml"),
    "name": ("loften", "redovisningar", "aktiviteter", "lagesbild", "omraden"),
    "code": ("vandalism",),
    "fault": ("1",),
    "feature": ("1",),
    "digest": ("x",),
    "uuid": ("00000000-0000-0000-0000-000000000007",),
}
PART = re.compile(r"<(?:\w+:)?(\w+)>")
# What differs between two publications of the same content.
OF_THE_MOMENT = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.+Z-]+")


def addresses(known: Mapping[str, Sequence[str]], prefixes: Sequence[str] = ("",)) -> Iterator[str]:
    """Every public address, with each known value of its parts. Raises KeyError for a part that nobody has named."""
    values = {**ALWAYS, **known}
    for entry in table():
        route = entry.route
        if "arbete/" in route or route.startswith(SILENT) or any(part in route for part in ONE_S_OWN):
            continue
        names = PART.findall(route)
        for chosen in product(*(values[name] for name in names)):
            parts = iter(chosen)
            path = PART.sub(lambda found: next(parts), route)  # noqa: B023
            for prefix in prefixes if route.startswith("<key:key>/") else ("",):
                yield f"/{prefix}{path}"
    for key in values["key"]:
        yield f"/open311/v2/requests.json?jurisdiction_id={key}"


def told(known: Mapping[str, Sequence[str]], prefixes: Sequence[str] = ("",)) -> dict[str, str]:
    """What a visitor reads at each public address that answers."""
    visitor, found = Client(), {}
    for address in addresses(known, prefixes):
        answer = visitor.get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 200:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[address] = words(body)
    return found


def files(folder: Path) -> dict[str, str]:
    """What stands in every file of a folder."""
    return {
        str(path.relative_to(folder)): words(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def package(path: Path) -> dict[str, str]:
    """What stands in every file of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: words(archive.read(name)) for name in archive.namelist()}


def words(body: bytes) -> str:
    """The words of a page, a table, a PDF or a Word file."""
    if body.startswith(b"%PDF"):
        return pdftext.words(body)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(
                archive.read(name).decode(errors="ignore") for name in archive.namelist() if "xml" in name
            )
    return body.decode(errors="ignore")


def lasting(text: str) -> str:
    """The words without numbers and moments that are new each time something is published."""
    return OF_THE_MOMENT.sub("·", text)
