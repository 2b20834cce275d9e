# SPDX-License-Identifier: EUPL-1.2
"""The whole public site of a partnership as files: any web server can serve them, in any folder, without script.

Every page is asked for as an anonymous visitor asks, so nothing can stand in the files that is not public.
"""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse

from samsyn.cycle.publications import reads as publications
from samsyn.desk import static_process
from samsyn.desk.static_page import Address, Maker, Outcome, thing_of
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotNow
from samsyn.kit.languages import PREFIXES, SOURCE, address_in

# Says that a folder was written by us and may be written again.
MARKER = ".samsyn-site"
# So many bundles wait at each process: enough to keep it at work, few enough to be told of a fault soon.
AHEAD = 2
# So many addresses go to a process together: a promise's pages and periods, which share what they are read from.
TOGETHER = 24


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
    processes: int = 1,
) -> Written:
    """Write the site into `out`, which is new, empty or written so before; it is changed all at once, at the end.

    `address` is where the files will stand (for the feed); links to what needs the installation lead to
    SAMSYN_PUBLIC_URL. `step` is told of each file. `processes` share the work; inside a transaction, which no other
    process sees, there is one. Raises BadInput("folder_in_use") and NotNow("page_fails") with the page's address.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARKER).exists())):
        raise BadInput("folder_in_use", field="out", folder=str(out))
    made = out.with_name(out.name + ".new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        maker = Maker(partnership.key, made, (address or settings.PUBLIC_URL).rstrip("/"))
        written = _write_all(partnership, maker, step, 1 if connection.in_atomic_block else processes)
        words = render_to_string("desk/static_index.html", {"partnership": partnership})
        maker.save("index.html", words.encode())
        written.files += 1
        written.size += len(words.encode())
        (made / MARKER).touch()
        _exchange(made, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return written


def _write_all(
    partnership: Partnership, maker: Maker, step: Callable[[int], None], processes: int
) -> Written:
    """Every page from the first ones on, each once, with all that they link to."""
    written = Written()
    seen = set(_first(partnership))
    with _workers(maker, processes) as begin:
        waiting = _bundles(_first(partnership))
        under_way: set[Future[list[Outcome]]] = set()
        while waiting or under_way:
            while waiting and len(under_way) < AHEAD * processes:
                under_way.add(begin(waiting.pop()))
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            found: dict[Address, None] = {}
            outcomes = [outcome for future in done for outcome in future.result()]
            for outcome in sorted(outcomes, key=lambda one: one.address):
                if outcome.status == 404:
                    written.broken.append(outcome.address)
                    continue
                if outcome.status != 200:
                    raise NotNow("page_fails", address=outcome.address, status=outcome.status)
                written.pages += outcome.is_page
                written.files += 1
                written.size += outcome.size
                step(1)
                found |= dict.fromkeys(want for want in outcome.wants if want not in seen)
            seen.update(found)
            waiting += _bundles(found)
    written.broken.sort()
    return written


def _bundles(addresses: Iterable[Address]) -> list[list[Address]]:
    """The addresses in bundles of those that share what they are read from, in whatever language; the first one last."""
    by_thing: dict[str, list[Address]] = {}
    for address in dict.fromkeys(addresses):
        by_thing.setdefault(thing_of(address), []).append(address)
    bundles = [
        found[start : start + TOGETHER]
        for found in by_thing.values()
        for start in range(0, len(found), TOGETHER)
    ]
    return bundles[::-1]


def _first(partnership: Partnership) -> list[Address]:
    """The front page in each language, and every lasting address, whether or not a page still leads there."""
    paths = [reverse("publications-front", kwargs={"key": partnership.key})]
    rows = publications.everything(partnership, seen_by=PUBLIC)
    paths += [row.get_absolute_url() for row in rows]
    switched_on = [SOURCE, *(code for code in PREFIXES if code in {"en", *partnership.languages})]
    return [address_in(path, code) for code in switched_on for path in dict.fromkeys(paths)]


@contextmanager
def _workers(maker: Maker, processes: int) -> Iterator[Callable[[list[Address]], Future[list[Outcome]]]]:
    """A way to have a bundle written: in so many processes, or here and now where there is one."""
    if processes < 2:

        def here(bundle: list[Address]) -> Future[list[Outcome]]:
            done: Future[list[Outcome]] = Future()
            done.set_result(maker.write_all(bundle))
            return done

        yield here
        return
    # Started anew, never forked: a copy of a process whose typesetter has threads would wait for them for ever.
    pool = ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("spawn"), initializer=static_process.begin
    )
    try:
        yield lambda bundle: pool.submit(maker.write_all, bundle)
    finally:
        pool.shutdown(cancel_futures=True)


def _exchange(made: Path, out: Path) -> None:
    """Put the new folder in the old one's place; readers see either all of the old or all of the new."""
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    made.rename(out)
    shutil.rmtree(old, ignore_errors=True)
