# SPDX-License-Identifier: EUPL-1.2
"""How fast a resident's report is durable, beside plain Django views that insert the same row; and 50 a second for a minute.

All are served by granian as `samsyn serve` does it, one after the other in turns, asked by the same callers. On SQLite
with synchronous=FULL, and on PostgreSQL where a server is found. `python -m bench reports`. The goal is held against
a form page (token, fields, partnership); a view that looks at nothing is told beside it.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

ROUNDS, SECONDS, CALLERS = 3, 6, 8
A_SECOND, FOR_SECONDS = 50, 60
SHARE, P99 = 0.7, 0.25
KIND = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
PAGE, BARE = "/almstad/rapportera/", "/almstad/osedd/"
_MADE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.cycle.reports import quarter
quarter.town()
"""


def rows() -> Iterator[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, each as soon as it is measured."""
    with tempfile.TemporaryDirectory(prefix="samsyn-bench-") as folder:
        yield from on("sqlite", f"sqlite:///{folder}/bench.sqlite3", Path(folder))
    from tests import postgres

    try:
        address = postgres.start()
    except RuntimeError as reason:
        sys.stderr.write(f"PostgreSQL left out: {reason}\n")
        return
    with tempfile.TemporaryDirectory(prefix="samsyn-bench-") as folder:
        yield from on("postgresql", address, Path(folder))


def on(name: str, address: str, folder: Path) -> list[dict[str, Any]]:
    """Rate beside the plain view, and the slowest hundredth at a steady pace."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "samsyn.config.settings",
        "SAMSYN_DATA_DIR": str(folder),
        "SAMSYN_DATABASE_URL": address,
        "SAMSYN_REPORTS_PER_HOUR": "0",
    }
    subprocess.run([sys.executable, "-c", _MADE], env=env, check=True, capture_output=True)
    plain_env = env | {"DJANGO_SETTINGS_MODULE": "bench._plain_settings"}
    ours = served("samsyn.config.wsgi:application", env)
    try:
        plain = served("bench._plain:application", plain_env)
    except RuntimeError:
        ours.stop()
        raise
    pages = {"ours": (ours, PAGE), "form": (plain, PAGE), "bare": (plain, BARE)}
    try:
        rates: dict[str, list[float]] = {name: [] for name in pages}
        for one, page in pages.values():
            rate(one, page, 1.0)
        for _ in range(ROUNDS):
            for called, (one, page) in pages.items():
                rates[called].append(rate(one, page, SECONDS))
        spent, faults = steady(ours)
    finally:
        ours.stop()
        plain.stop()
    each = {called: 1 / statistics.median(found) for called, found in rates.items()}
    p99 = statistics.quantiles(spent, n=100)[98]
    about = {"same_answer": faults == 0, "peak_mb": None}
    told = [
        (f"report_post_{name}", "plain Django form, same row", "form", SHARE),
        (f"report_post_{name}_beside_bare", "insert that looks at nothing", "bare", None),
    ]
    return [
        {
            "job": job,
            "ours_s": round(each["ours"], 5),
            "reference": reference,
            "reference_s": round(each[called], 5),
            "ratio": round(each[called] / each["ours"], 2),
            "goal": goal,
            **about,
        }
        for job, reference, called, goal in told
    ] + [
        {
            "job": f"report_p99_{A_SECOND}_a_second_{name}",
            "ours_s": round(p99, 4),
            "reference": f"limit, {len(spent)} reports",
            "reference_s": P99,
            "ratio": round(P99 / p99, 2),
            "goal": 1.0,
            **about,
        },
    ]


class served:  # noqa: N801 – reads as what it is
    """One application in granian, one process and two threads, as `samsyn serve` runs it."""

    def __init__(self, application: str, env: dict[str, str]) -> None:
        from tests.served import free_port

        self.port = free_port()
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"]
        options += ["--blocking-threads", "2", "--log-level", "warning", "--no-ws", "--no-access-log"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *options, application], env=env, stdout=subprocess.DEVNULL
        )
        for _ in range(300):
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                line.request("GET", PAGE)
                answer = line.getresponse()
                cookie, found = answer.headers.get("Set-Cookie", ""), answer.read()
                self.kind = dict(KIND)
                if cookie:  # the reference's own token: ours sets no cookie, and looks where a form came from
                    token = json.loads(found)["token"]
                    self.kind |= {"cookie": cookie.split(";")[0], "x-csrftoken": token}
                assert post(line, self.kind) == 201
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"{application} does not answer")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()


def post(line: http.client.HTTPConnection, kind: dict[str, str], page: str = PAGE) -> int:
    """Send one report; the status of the answer."""
    told = {
        "client_id": str(uuid4()),
        "text": "Mopeder kör fort på gångvägen nästan varje kväll",
        "category": "traffic",
        "place_text": "Gångvägen bakom Lötängsskolan",
        "when": "today",
    }
    line.request("POST", page, urlencode(told), kind)
    answer = line.getresponse()
    answer.read()
    return answer.status


def rate(one: served, page: str, seconds: float) -> float:
    """Reports a second that are answered with 201, by callers who send again as soon as they are answered."""
    until = time.perf_counter() + seconds
    done: list[int] = []

    def call() -> None:
        line = http.client.HTTPConnection("127.0.0.1", one.port, timeout=30)
        many = 0
        while time.perf_counter() < until:
            assert post(line, one.kind, page) == 201
            many += 1
        done.append(many)

    begun = time.perf_counter()
    together(call, CALLERS)
    return sum(done) / (time.perf_counter() - begun)


def steady(one: served) -> tuple[list[float], int]:
    """The seconds of each report at a steady pace, counted from when it was due, and how many were not taken."""
    spent: list[float] = []
    faults: list[int] = []
    turn = iter(range(A_SECOND * FOR_SECONDS))
    lock = threading.Lock()
    begun = time.perf_counter()

    def call() -> None:
        line = http.client.HTTPConnection("127.0.0.1", one.port, timeout=30)
        while True:
            with lock:
                number = next(turn, None)
            if number is None:
                return
            due = begun + number / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            status = post(line, one.kind)
            spent.append(time.perf_counter() - due)
            if status != 201:
                faults.append(status)

    together(call, CALLERS)
    return spent, len(faults)


def together(work: Callable[[], None], many: int) -> None:
    """Do it in so many threads, and come back when all are done."""
    threads = [threading.Thread(target=work) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    json.dump(list(rows()), sys.stdout, indent=1)
