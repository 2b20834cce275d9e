# SPDX-License-Identifier: EUPL-1.2
"""Answers kept in memory: the same as without, new as soon as what they rest on is, and told by their mark."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from samsyn.kit import kept


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """A kept view that counts how often it was really asked, what it rests on, and a way to ask it."""
    monkeypatch.setattr(kept, "MEMORY", kept.Memory(most_bytes=8_000, seconds=60))

    def build(answer: Callable[[int], HttpResponse]) -> Callable[..., Any]:
        asked, stamp = [0], ["first"]

        @kept.kept(lambda request: stamp[0], asks=("version",))
        def view(request: Any) -> HttpResponse:
            asked[0] += 1
            return answer(asked[0])

        def ask(path: str = "/a/", *, rests_on: str = "first", method: str = "GET", **headers: str) -> Any:
            stamp[0] = rests_on
            request: Any = RequestFactory().generic(method, path, headers=headers)
            request.language = "sv"
            return view(request)

        return ask

    return build


def test_the_same_page_is_made_once_until_what_it_rests_on_changes(counted: Any) -> None:
    ask = counted(lambda number: HttpResponse(f"page {number}"))
    assert ask().content == b"page 1"
    assert ask().content == b"page 1"
    assert ask(rests_on="second").content == b"page 2"


def test_a_part_of_the_query_that_nobody_reads_makes_no_other_page(counted: Any) -> None:
    ask = counted(lambda number: HttpResponse(f"page {number}"))
    assert ask("/a/?fbclid=1").content == ask("/a/?fbclid=2").content == b"page 1"
    assert ask("/a/?version=2").content == b"page 2"
    assert ask("/b/").content == b"page 3"


def test_one_who_has_the_page_is_told_so_and_is_sent_nothing(counted: Any) -> None:
    ask = counted(lambda number: HttpResponse("page", headers={"Cache-Control": "max-age=60, public"}))
    first = ask()
    again = ask(**{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(**{"If-None-Match": '"another"'}).status_code == 200
    assert first["Cache-Control"] == "max-age=60, public"


def test_a_text_is_sent_packed_to_those_who_can_unpack_it(counted: Any) -> None:
    ask = counted(lambda number: HttpResponse("samma ord " * 200))
    whole, packed = ask(), ask(**{"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in whole
    assert packed["Content-Encoding"] == "gzip" and len(packed.content) < len(whole.content) / 5
    assert gzip.decompress(packed.content) == whole.content
    assert packed["Vary"] == whole["Vary"] == "Accept-Encoding"


def test_a_picture_is_sent_as_it_is(counted: Any) -> None:
    ask = counted(lambda number: HttpResponse(b"x" * 2_000, content_type="image/png"))
    assert "Content-Encoding" not in ask(**{"Accept-Encoding": "gzip"})


@pytest.mark.parametrize("fault", ["status", "cookie"])
def test_what_fails_or_sets_a_cookie_is_never_kept(counted: Any, fault: str) -> None:
    def answer(number: int) -> HttpResponse:
        response = HttpResponse(f"page {number}", status=404 if fault == "status" else 200)
        if fault == "cookie":
            response.set_cookie("who", "somebody")
        return response

    ask = counted(answer)
    assert [ask().content, ask().content] == [b"page 1", b"page 2"]


def test_what_is_sent_is_never_answered_from_memory(counted: Any) -> None:
    ask = counted(lambda number: HttpResponse(f"page {number}"))
    ask()
    assert ask(method="POST").content == b"page 2"


def test_the_memory_holds_no_more_than_it_may_and_drops_what_is_not_asked_for(
    counted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = counted(lambda number: HttpResponse(b"x" * 990 + f"{number:03}".encode(), content_type="image/png"))
    for number in range(8):
        ask(f"/{number}/")
    ask("/0/")  # asked for again, so that /1/ is the one to go
    ask("/8/")
    assert ask("/0/").content.endswith(b"001")
    assert ask("/1/").content.endswith(b"010")


def test_a_page_grows_old(counted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = counted(lambda number: HttpResponse(f"page {number}"))
    ask()
    later = kept.time.monotonic() + 61
    monkeypatch.setattr(kept.time, "monotonic", lambda: later)
    assert ask().content == b"page 2"


def test_what_answers_share_is_asked_for_once_and_the_one_asked_for_longest_ago_goes() -> None:
    parts, asked = kept.Parts(2), []

    def ask(name: str) -> str:
        return parts.get(name, lambda: asked.append(name) or name)

    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == ["a", "b", "a", "c", "a", "b"]
    assert asked == ["a", "b", "c", "b"]
    parts.clear()
    ask("a")
    assert asked[-1] == "a"


def test_a_page_is_packed_for_those_who_take_it_so_and_for_no_others(counted: Any) -> None:
    ask = counted(lambda number: HttpResponse(f"page {number}"))
    plain, packed, again = ask(), ask(**{"Accept-Encoding": "gzip"}), ask()
    assert gzip.decompress(packed.content) == plain.content == again.content == b"page 1"
    assert plain["ETag"] == packed["ETag"] and plain["ETag"].startswith("W/")
    assert "Accept-Encoding" in plain["Vary"] and "Accept-Encoding" in packed["Vary"]
