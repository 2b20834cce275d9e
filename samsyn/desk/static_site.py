# SPDX-License-Identifier: EUPL-1.2
"""The whole public site of a partnership as files: any web server can serve them, in any folder, without script.

Every page is asked for as an anonymous visitor asks, so nothing can stand in the files that is not public.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape

from samsyn.cycle.publications import reads as publications
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotNow
from samsyn.kit.languages import PREFIXES, SOURCE, address_in

# Says that a folder was written by us and may be written again.
MARKER = ".samsyn-site"
# What needs the running installation: links lead there.
LIVING = ("rapportera", "svar", "arbete", "plats")
ADDRESS = re.compile(r'\s(href|src|action)="([^"]*)"')
IN_STYLE = re.compile(r"url\((/static/[^)]+)\)")
# The ground of a map stands in the page's data, from where its script fetches it.
IN_DATA = re.compile(r'("ground": ?)"([^"]+)"')
# Directives that a browser refuses in a page and takes from headers alone.
HEADER_ONLY = ("frame-ancestors", "report-uri", "report-to", "sandbox")


@dataclass
class Written:
    """What was written: pages in HTML, other files, bytes in all, and links that led to nothing."""

    pages: int = 0
    files: int = 0
    size: int = 0
    broken: list[str] = field(default_factory=list)


def write(
    partnership: Partnership,
    out: Path,
    *,
    address: str = "",
    step: Callable[[int], None] = lambda amount: None,
) -> Written:
    """Write the site into `out`, which is new, empty or written so before; it is changed all at once, at the end.

    `address` is where the files will stand (for the feed); links to what needs the installation lead to
    SAMSYN_PUBLIC_URL. `step` is told of each file. Raises BadInput("folder_in_use") and NotNow("page_fails") with the page's address.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARKER).exists())):
        raise BadInput("folder_in_use", field="out", folder=str(out))
    made = out.with_name(out.name + ".new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        site = _Site(partnership, made, (address or settings.PUBLIC_URL).rstrip("/"), step)
        written = site.write()
        (made / MARKER).touch()
        _exchange(made, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return written


class _Site:
    """One writing: what is waiting to be asked for, and what has been."""

    def __init__(
        self, partnership: Partnership, out: Path, address: str, step: Callable[[int], None]
    ) -> None:
        self.step = step
        self.partnership = partnership
        self.out = out
        self.address = address
        self.written = Written()
        self.handler = WSGIHandler()
        self.waiting: deque[str] = deque()
        self.seen: dict[str, str] = {}
        key = re.escape(partnership.key)
        self.own = re.compile(rf"^/(?:(?:{'|'.join(PREFIXES)})/)?{key}/(?!(?:{'|'.join(LIVING)})/)")

    def write(self) -> Written:
        for path in self._first():
            self._want(path)
        while self.waiting:
            path = self.waiting.popleft()
            self._static(path) if path.startswith("/static/") else self._page(path)
        words = render_to_string("desk/static_index.html", {"partnership": self.partnership})
        self._save("index.html", words.encode())
        return self.written

    def _first(self) -> list[str]:
        """The front page in each language, and every lasting address, whether or not a page still leads there."""
        key = self.partnership.key
        paths = [reverse("publications-front", kwargs={"key": key})]
        rows = publications.everything(self.partnership, seen_by=PUBLIC)
        paths += [row.get_absolute_url() for row in rows]
        switched_on = [SOURCE, *(code for code in PREFIXES if code in {"en", *self.partnership.languages})]
        return [address_in(path, code) for code in switched_on for path in dict.fromkeys(paths)]

    def _want(self, path: str) -> str | None:
        """The file of an address of ours, asked for once; None for one that needs the installation."""
        plain = path.partition("#")[0]
        if plain in self.seen:
            return self.seen[plain]
        if not (self.own.match(plain) or plain.startswith("/static/")):
            return None
        self.seen[plain] = name = _file_of(plain)
        self.waiting.append(plain)
        return name

    def _page(self, path: str) -> None:
        status, kind, policy, body = self._ask(path)
        if status == 404:
            self.written.broken.append(path)
            return
        if status != 200:
            raise NotNow("page_fails", address=path, status=status)
        name = self.seen[path]
        if kind.startswith("text/html"):
            _Links.check(body)
            body = _with_policy(self._relinked(body.decode(), path), policy).encode()
            self.written.pages += 1
        elif kind.startswith(("application/atom", "text/css", "application/json")):
            body = body.replace(settings.PUBLIC_URL.encode(), self.address.encode())
        self._save(name, body)

    def _ask(self, path: str) -> tuple[int, str, str, bytes]:
        server, parts = urlsplit(settings.PUBLIC_URL), urlsplit(path)
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": parts.path,
                "QUERY_STRING": parts.query,
                "SERVER_NAME": server.hostname or "localhost",
                "SERVER_PORT": str(server.port or (443 if server.scheme == "https" else 80)),
                "HTTP_HOST": server.netloc,
                "SERVER_PROTOCOL": "HTTP/1.1",
                "wsgi.url_scheme": server.scheme,
                "wsgi.input": BytesIO(),
            }
        )
        response = self.handler.get_response(request)
        body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
        # Not closed: that would end the database connection after every page.
        policy = response.headers.get("Content-Security-Policy", "")
        return response.status_code, response.headers.get("Content-Type", ""), policy, body

    def _relinked(self, text: str, path: str) -> str:
        """The page with links that hold in any folder; what needs the installation leads to it."""
        here = os.path.dirname(self.seen[path])

        def link(found: re.Match[str]) -> str:
            name, said = found[1], found[2].replace("&amp;", "&")
            if not said or said.startswith(("#", "//")) or urlsplit(said).scheme:
                return found[0]
            address, sign, part = urljoin(path, said).partition("#")
            target = self._want(address)
            if target is None:
                return f' {name}="{settings.PUBLIC_URL}{escape(address)}{sign}{part}"'
            return f' {name}="{_relative(target, here)}{sign}{part}"'

        def ground(found: re.Match[str]) -> str:
            target = self._want(found[2])
            return found[0] if target is None else f'{found[1]}"{_relative(target, here)}"'

        return IN_DATA.sub(ground, ADDRESS.sub(link, text))

    def _static(self, path: str) -> None:
        source = finders.find(path.removeprefix(settings.STATIC_URL))
        if not isinstance(source, str):
            self.written.broken.append(path)
            return
        body, name = Path(source).read_bytes(), self.seen[path]
        if path.endswith(".css"):
            here = os.path.dirname(name)
            body = IN_STYLE.sub(
                lambda found: f"url({_relative(self._want(found[1]) or '', here)})", body.decode()
            ).encode()
        if path.endswith(".js"):
            self._beside(Path(source), path)
        self._save(name, body)

    def _beside(self, source: Path, path: str) -> None:
        """The scripts and styles that a script may fetch later: those built beside it that it names."""
        text = source.read_text(encoding="utf-8")
        for other in source.parent.iterdir():
            if other.name != source.name and other.name in text:
                self._want(f"{os.path.dirname(path)}/{other.name}")

    def _save(self, name: str, body: bytes) -> None:
        file = self.out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        self.written.files += 1
        self.step(1)
        self.written.size += len(body)


class _Links(HTMLParser):
    """Refuses a page with addresses that our pattern would not see, or sees where there are none."""

    @classmethod
    def check(cls, body: bytes) -> None:
        reader = cls()
        reader.asked = 0
        text = body.decode()
        reader.feed(text)
        if reader.asked != len(ADDRESS.findall(text)):
            raise NotNow("page_fails", address="", status=0)

    asked: int

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.asked += sum(name in ("href", "src", "action") for name, _ in attrs)


def _file_of(path: str) -> str:
    """The file that answers at an address: a folder's index, and a folder more for an earlier version of a page."""
    parts = urlsplit(path)
    name = parts.path.lstrip("/")
    if parts.query:
        version = parse_qs(parts.query).get("version", [""])[0]
        name += (
            f"version-{version}/" if version.isdecimal() else re.sub(r"[^A-Za-z0-9]+", "-", parts.query) + "/"
        )
    return name + "index.html" if name.endswith("/") else name


def _relative(target: str, here: str) -> str:
    """From a folder to a file; an index is named by its folder, as links on the web are."""
    found = os.path.relpath(target, here or ".")
    return (found[: -len("index.html")] or "./") if found.endswith("index.html") else found


def _with_policy(text: str, policy: str) -> str:
    """The page with its content security policy inside, since a plain web server sends none."""
    kept = "; ".join(
        part.strip()
        for part in policy.split(";")
        if part.strip() and not part.strip().startswith(HEADER_ONLY)
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{kept}">'
    return text.replace("<head>", f"<head>{meta}", 1) if kept else text


def _exchange(made: Path, out: Path) -> None:
    """Put the new folder in the old one's place; readers see either all of the old or all of the new."""
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    made.rename(out)
    shutil.rmtree(old, ignore_errors=True)
