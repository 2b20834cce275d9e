# SPDX-License-Identifier: EUPL-1.2
"""What residents read: requests a second beside a plain Django page of equal size, documents, and the whole site as files.

Served by granian as `samsyn serve` does it, one process and two threads, so one core's worth of Python.
`python -m bench public`. Goals: 300 requests a second and a slowest twentieth under 30 ms for pages asked for again and
again, a document of twelve pages under a second, 200 promises through nine tertials as files under 60 seconds.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import reports

ROUNDS, SECONDS, CALLERS = 3, 4, 4
A_SECOND, P95 = 300, 0.03
PROMISES, TERTIALS, EXPORT = 200, 9, 60.0
PDF_PROMISES, PDF = 22, 1.0
PAGES = (
    ("front", "/almstad/"),
    ("promise", "/almstad/loften/fotpatruller/"),
    ("picture", "/almstad/lagesbild/"),
)


def rows() -> Iterator[dict[str, Any]]:
    """The benchmark's rows in the shape of var/bench.json, each as soon as it is measured."""
    with tempfile.TemporaryDirectory(prefix="samsyn-bench-") as folder:
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "samsyn.config.settings",
            "SAMSYN_DATA_DIR": folder,
            "SAMSYN_DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        }
        _run(env, "build")
        yield from _served(env)
        yield from json.loads(_run(env, "whole", str(Path(folder) / "site")))


def _run(env: dict[str, str], *asked: str) -> str:
    command = [sys.executable, "-m", "bench.public", *asked]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


def _served(env: dict[str, str]) -> Iterator[dict[str, Any]]:
    ours = reports.served("samsyn.config.wsgi:application", env)
    try:
        plain = reports.served(
            "bench._plain:application", env | {"DJANGO_SETTINGS_MODULE": "bench._plain_settings"}
        )
    except RuntimeError:
        ours.stop()
        raise
    try:
        for name, path in PAGES:
            size = len(_get(http.client.HTTPConnection("127.0.0.1", ours.port), path))
            asked = {"ours": (ours.port, path), "plain": (plain.port, f"/almstad/sida/{size}/")}
            found: dict[str, list[float]] = {called: [] for called in asked}
            slow: list[float] = []
            for _ in range(ROUNDS):
                for called, (port, page) in asked.items():
                    many, spent = _rate(port, page)
                    found[called].append(many)
                    slow += spent if called == "ours" else []
            rate = {called: statistics.median(many) for called, many in found.items()}
            p95 = statistics.quantiles(slow, n=20)[18]
            yield _row(
                f"public_{name}_served", 1 / rate["ours"], 1 / rate["plain"], rate["ours"] / A_SECOND, size
            )
            yield _row(f"public_{name}_p95_{CALLERS}_callers", p95, P95, P95 / p95, size, "limit")
    finally:
        ours.stop()
        plain.stop()


def _get(line: http.client.HTTPConnection, path: str) -> bytes:
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status)
    return body


def _rate(port: int, path: str) -> tuple[float, list[float]]:
    """Answers a second by callers who ask again as soon as they are answered, and the seconds of each."""
    until = time.perf_counter() + SECONDS
    spent: list[float] = []

    def call() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (begun := time.perf_counter()) < until:
            _get(line, path)
            spent.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    reports.together(call, CALLERS)
    return len(spent) / (time.perf_counter() - begun), spent


def _row(
    job: str,
    ours: float,
    reference: float,
    kept: float,
    size: int,
    called: str = "plain Django page of equal size",
) -> dict[str, Any]:
    return {
        "job": job,
        "ours_s": round(ours, 5),
        "reference": f"{called}, {size} bytes",
        "reference_s": round(reference, 5),
        "ratio": round(kept, 2),
        "goal": 1.0,
        "same_answer": True,
        "peak_mb": None,
    }


def build() -> None:
    """Fill the database: the chain as tests build it, and its town's reports."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.cycle import chain

    chain.made()


def whole(out: Path) -> list[dict[str, Any]]:
    """Many promises through nine tertials, as one document and as files."""
    import django

    django.setup()
    from django.test import Client

    from samsyn.cycle.publications.models import Kind, Publication
    from samsyn.desk import static_site
    from samsyn.ground.people.models import Partnership

    here = Partnership.objects.get(key="almstad")
    promise = Publication.objects.filter(kind=Kind.PROMISE).latest("id")
    followup = Publication.objects.filter(kind=Kind.FOLLOWUP).latest("id")
    _copied(promise, followup, PDF_PROMISES, 1)
    visitor = Client()
    visitor.get("/almstad/loften.pdf")
    begun = time.perf_counter()
    document = visitor.get(f"/almstad/uppfoljning/{_periods(1)[0]}.pdf")
    pdf = time.perf_counter() - begun
    import io

    import pikepdf

    leaves = len(pikepdf.open(io.BytesIO(document.content)).pages)
    _copied(promise, followup, PROMISES, TERTIALS)
    begun = time.perf_counter()
    written = static_site.write(here, out, processes=os.cpu_count() or 1)
    export = time.perf_counter() - begun
    limit = "limit"
    return [
        _row(f"public_followup_pdf_{leaves}_pages", pdf, PDF, PDF / pdf, len(document.content), limit),
        _row(f"static_site_{written.pages}_pages", export, EXPORT, EXPORT / export, written.size, limit)
        | {"same_answer": not written.broken},
    ]


def _periods(many: int) -> list[str]:
    return [f"{2023 + index // 3}-T{index % 3 + 1}" for index in range(many)]


def _copied(promise: Any, followup: Any, promises: int, tertials: int) -> None:
    """The published promise under `promises` addresses, each with a follow-up for every tertial, and no others."""
    from samsyn.cycle.publications.models import Publication
    from samsyn.kit import frozen

    Publication.objects.exclude(pk__in=(promise.pk, followup.pk)).filter(
        kind__in=(promise.kind, followup.kind)
    ).delete()
    made = []
    for number in range(promises):
        for row, periods in ((promise, [""]), (followup, _periods(tertials))):
            content = json.loads(row.content)["data"]
            content["chain"]["promise"]["slug"] = slug = f"lofte-{number}"
            kept = frozen.freeze(row.kind, 1, content)
            made += [
                Publication(
                    partnership_id=row.partnership_id,
                    kind=row.kind,
                    slug=slug,
                    period=period,
                    title=f"{row.title} {number}",
                    position=number,
                    content=kept.text,
                    digest=kept.digest,
                    record_class="public",
                )
                for period in periods
            ]
    Publication.objects.bulk_create(made, batch_size=200)


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build()
    else:
        json.dump(whole(Path(sys.argv[2])), sys.stdout)
