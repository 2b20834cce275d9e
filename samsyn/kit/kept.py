# SPDX-License-Identifier: EUPL-1.2
"""Answers that are the same for everyone, kept in memory until what they rest on changes, and told by their ETag."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from samsyn.kit.requests import Request

Args = ParamSpec("Args")
Part = TypeVar("Part")
View = Callable[Concatenate[Request, Args], HttpResponse]
# Not of the answer itself: the language's is set by the middleware for every answer, and a length follows the content.
_LEFT_TO_OTHERS = {"content-length", "content-language"}

MOST_PARTS = 64
"""So many parts that answers share are kept: those of the pages asked for just now."""

MOST_LARGE = 4
"""So many of those that hold a whole follow-up or document."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, when (seconds of the monotonic clock), and the mark that tells it from others."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    at: float
    # gzip, where it is text and somebody has asked for it so; what everyone may read holds no secret that its length
    # could tell
    packed: bytes = b""
    packs: bool = False

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.content) + len(self.packed)


class Parts:
    """What several answers share: the `most` that were asked for last. Safe for several threads."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, ask: Callable[[], Part]) -> Part:
        """What is kept under the key, asked for once; `key` holds all that it rests on. Nobody changes what is given."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                found: Part = self._found[key]
                return found
        found = ask()
        with self._lock:
            self._found[key] = found
            while len(self._found) > self.most:
                self._found.popitem(last=False)
        return found

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._found.clear()


class Memory:
    """The answers asked for last, at most `most_bytes` of them, none older than `seconds`. Safe for several threads."""

    def __init__(self, most_bytes: int, seconds: float) -> None:
        self.most_bytes, self.seconds = most_bytes, seconds
        # By partnership: when it was asked what the answers rest on (monotonic seconds), and what was said.
        self.stamps: dict[int, tuple[float, Hashable]] = {}
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self.parts, self.large = Parts(MOST_PARTS), Parts(MOST_LARGE)
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under the key, or None where there is none or it is too old."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            if time.monotonic() - found.at > self.seconds:
                self._drop(key)
                return None
            self._answers.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep the answer; those that were asked for longest ago make room."""
        if answer.size > self.most_bytes // 8:
            return
        with self._lock:
            self._drop(key)
            self._answers[key] = answer
            self._bytes += answer.size
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._answers)))

    def clear(self) -> None:
        """Forget all."""
        self.parts.clear()
        self.large.clear()
        with self._lock:
            self._answers.clear()
            self.stamps.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        gone = self._answers.pop(key, None)
        self._bytes -= gone.size if gone else 0


# As long as the answers themselves say that others may keep them.
MEMORY = Memory(most_bytes=32_000_000, seconds=60)


def kept(
    rests_on: Callable[[Request], Hashable], *, asks: tuple[str, ...] = ()
) -> Callable[[View[Args]], View[Args]]:
    """Keep a view's answers as long as `rests_on(request)` says the same, for at most a minute.

    Only for views that answer everyone alike; `asks` names the parts of the query that they read. What sets a cookie,
    fails or is sent in parts is never kept. An answer that the asker already has is told by 304.
    """

    def around(view: View[Args]) -> View[Args]:
        @wraps(view)
        def answer(request: Request, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return view(request, *args, **kwargs)
            asked = tuple(request.GET.get(name, "") for name in asks)
            where = (request.scheme, request.get_host(), request.path)
            key = (*where, request.language, asked, rests_on(request))
            found = MEMORY.get(key)
            if found is None:
                response = view(request, *args, **kwargs)
                if not _may_be_kept(request, response):
                    return response
                found = _answer_of(response)
                MEMORY.put(key, found)
            if found.packs and not found.packed and _takes_packed(request):
                # Without a time inside: the same content gives the same bytes.
                found = replace(found, packed=gzip.compress(found.content, 6, mtime=0))
                MEMORY.put(key, found)
            return _respond(request, found)

        return answer

    return around


def _may_be_kept(request: Request, response: HttpResponse) -> bool:
    asks_for_cookie = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    marked = hasattr(response, "_csp_update") or hasattr(response, "_csp_replace")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not asks_for_cookie
        and not marked
    )


def _answer_of(response: HttpResponse) -> Answer:
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in _LEFT_TO_OTHERS)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    text = response["Content-Type"].startswith(
        ("text/", "application/json", "application/atom", "application/rdf")
    )
    return Answer(response.content, headers, etag, time.monotonic(), packs=text)


def _takes_packed(request: Request) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _respond(request: Request, answer: Answer) -> HttpResponse:
    packed = bool(answer.packed) and _takes_packed(request)
    response: Any = HttpResponse(answer.packed if packed else answer.content)
    for name, value in answer.headers:
        response[name] = value
    # The same mark for both forms must be a weak one.
    response["ETag"] = etag = f"W/{answer.etag}" if answer.packs else answer.etag
    if answer.packs:
        patch_vary_headers(response, ("Accept-Encoding",))
    if packed:
        response["Content-Encoding"] = "gzip"
    return get_conditional_response(request, etag, None, response) or response
