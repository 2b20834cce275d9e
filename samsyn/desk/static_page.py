# SPDX-License-Identifier: EUPL-1.2
"""One address of the public site as a file whose links hold in any folder."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.html import escape
from lxml import etree

from samsyn.kit.errors import NotNow
from samsyn.kit.languages import PREFIXES

Address = str
# What needs the running installation: links lead there.
LIVING = ("rapportera", "svar", "arbete", "plats", "prenumerera", "sag-till")
ADDRESS = re.compile(r'\s(href|src|action)="([^"]*)"')
IN_STYLE = re.compile(r"url\((/static/[^)]+)\)")
# The ground of a map stands in the page's data, from where its script fetches it.
IN_DATA = re.compile(r'("ground": ?)"([^"]+)"')
# What those who share a page fetch: whole addresses, since they stand outside it.
SHARED = re.compile(r'(<meta property="og:(?:image|url)" content=)"([^"]+)"')
# Directives that a browser refuses in a page and takes from headers alone.
HEADER_ONLY = ("frame-ancestors", "report-uri", "report-to", "sandbox")


@dataclass(frozen=True)
class Outcome:
    """What became of an address: HTTP status, whether it is a page in HTML, bytes written, and what it leads to."""

    address: Address
    status: int
    is_page: bool = False
    size: int = 0
    wants: tuple[Address, ...] = ()


@dataclass
class Maker:
    """Writes files into the folder `out`; `address` is where they will stand, `key` the partnership's."""

    key: str
    out: Path
    address: str

    def write(self, path: Address) -> Outcome:
        """Ask for one address and write what is answered."""
        return self._static(path) if path.startswith("/static/") else self._page(path)

    def write_all(self, paths: list[Address]) -> list[Outcome]:
        """Ask for several addresses, one after the other; none after one that fails."""
        outcomes: list[Outcome] = []
        for path in paths:
            outcomes.append(self.write(path))
            if outcomes[-1].status not in (200, 404):
                break
        return outcomes

    def save(self, name: str, body: bytes) -> None:
        """Write one file, by its name in the folder."""
        file = os.path.join(self.out, name)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as into:
            into.write(body)

    def _own(self, path: Address) -> bool:
        """Whether an address is one of this site's."""
        if path.startswith("/static/"):
            return True
        first, _, rest = path.lstrip("/").partition("/")
        if first in PREFIXES:
            first, _, rest = rest.partition("/")
        return first == self.key and "/" in path[1:] and rest.partition("/")[0] not in LIVING

    def _page(self, path: Address) -> Outcome:
        status, kind, policy, body = self._ask(path)
        if status != 200:
            return Outcome(path, status)
        wants: dict[Address, None] = {}
        is_page = kind.startswith("text/html")
        if is_page:
            _check_links(body, path)
            body = _with_policy(self._relinked(body.decode(), path, wants), policy).encode()
        elif kind.startswith(("application/atom", "text/css", "application/json")):
            body = body.replace(settings.PUBLIC_URL.encode(), self.address.encode())
        self.save(file_of(path), body)
        return Outcome(path, status, is_page, len(body), tuple(wants))

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
        response = _handler().get_response(request)
        body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
        # Not closed: that would end the database connection after every page.
        policy = response.headers.get("Content-Security-Policy", "")
        return response.status_code, response.headers.get("Content-Type", ""), policy, body

    def _relinked(self, text: str, path: Address, wants: dict[Address, None]) -> str:
        """The page with links that hold in any folder; what needs the installation leads to it."""
        here = os.path.dirname(file_of(path))

        def link(found: re.Match[str]) -> str:
            name, said = found[1], found[2].replace("&amp;", "&")
            if not said or said.startswith(("#", "//")) or (":" in said and urlsplit(said).scheme):
                return found[0]
            # Most are whole already; joined all the same they cost more than all else here.
            whole = said if said.startswith("/") and "/." not in said else urljoin(path, said)
            address, sign, part = whole.partition("#")
            if not self._own(address):
                return f' {name}="{settings.PUBLIC_URL}{escape(address)}{sign}{part}"'
            wants[address] = None
            return f' {name}="{_relative(file_of(address), here)}{sign}{part}"'

        def ground(found: re.Match[str]) -> str:
            if not self._own(found[2]):
                return found[0]
            wants[found[2]] = None
            return f'{found[1]}"{_relative(file_of(found[2]), here)}"'

        def shared(found: re.Match[str]) -> str:
            address = found[2].removeprefix(settings.PUBLIC_URL)
            if not self._own(address):
                return found[0]
            wants[address] = None
            return f'{found[1]}"{self.address}/{file_of(address).removesuffix("index.html")}"'

        return SHARED.sub(shared, IN_DATA.sub(ground, ADDRESS.sub(link, text)))

    def _static(self, path: Address) -> Outcome:
        source = finders.find(path.removeprefix(settings.STATIC_URL))
        if not isinstance(source, str):
            return Outcome(path, 404)
        body, name = Path(source).read_bytes(), file_of(path)
        wants: dict[Address, None] = {}
        if path.endswith(".css"):
            here = os.path.dirname(name)

            def face(found: re.Match[str]) -> str:
                wants[found[1]] = None
                return f"url({_relative(file_of(found[1]), here)})"

            body = IN_STYLE.sub(face, body.decode()).encode()
        if path.endswith(".js"):
            wants |= dict.fromkeys(_beside(Path(source), path))
        self.save(name, body)
        return Outcome(path, 200, False, len(body), tuple(wants))


def _beside(source: Path, path: Address) -> list[Address]:
    """The scripts and styles that a script may fetch later: those built beside it that it names."""
    text = source.read_text(encoding="utf-8")
    return [
        f"{os.path.dirname(path)}/{other.name}"
        for other in sorted(source.parent.iterdir())
        if other.name != source.name and other.name in text
    ]


@cache
def _handler() -> WSGIHandler:
    """One for each process: it is handed to no other."""
    return WSGIHandler()


def _check_links(body: bytes, path: Address) -> None:
    """Refuse a page with addresses that our pattern would not see, or sees where there are none."""
    text = body.decode()
    seen = len(ADDRESS.findall(text))
    # Most often every such name in the page, words and all, is one that was seen: then none is hidden from us.
    plain = text.lower()
    if sum(plain.count(name) for name in ("href", "src", "action")) == seen:
        return
    read = etree.HTML(body, etree.HTMLParser(encoding="utf-8"))
    if read.xpath("count(//@href | //@src | //@action)") != seen:
        raise NotNow("page_fails", address=path, status=200)


def thing_of(path: Address) -> str:
    """What an address is about, in whatever language and form: the promise, the follow-up of a period, the page."""
    parts = [part for part in urlsplit(path).path.split("/") if part and part not in PREFIXES]
    return "/".join(parts[:3]).partition(".")[0]


@lru_cache(maxsize=4096)
def file_of(path: str) -> str:
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
    to, start = target.split("/"), here.split("/") if here else []
    same = 0
    while same < min(len(start), len(to) - 1) and start[same] == to[same]:
        same += 1
    found = "/".join([".."] * (len(start) - same) + to[same:])
    return (found[: -len("index.html")] or "./") if found.endswith("index.html") else found


def _with_policy(text: str, policy: str) -> str:
    """The page with its content security policy inside, since a plain web server sends none."""
    # In one order, which the header has not: the same page is the same file each time it is written.
    parts = sorted(part.strip() for part in policy.split(";"))
    kept = "; ".join(part for part in parts if part and not part.startswith(HEADER_ONLY))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{kept}">'
    return text.replace("<head>", f"<head>{meta}", 1) if kept else text
