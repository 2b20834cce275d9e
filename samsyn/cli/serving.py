# SPDX-License-Identifier: EUPL-1.2
"""`samsyn serve`, `samsyn worker`, `samsyn tick`: the web server with its worker, or each by itself."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

# Linux: the child gets this signal when its parent dies, however that happens.
_PR_SET_PDEATHSIG = 1


def register(commands: argparse._SubParsersAction) -> None:
    """Add the commands."""
    serve_command = commands.add_parser(
        "serve",
        help="webbserver med sin arbetare",
        epilog="Exempel: samsyn serve --port 8000",
    )
    serve_command.add_argument("--host", default="127.0.0.1", help="adress att lyssna på (127.0.0.1)")
    serve_command.add_argument("--port", type=int, default=8000, metavar="N")
    serve_command.add_argument(
        "--no-worker", action="store_true", help="arbetaren körs för sig: samsyn worker"
    )
    serve_command.set_defaults(run=run_serve)
    worker_command = commands.add_parser(
        "worker",
        help="gör det som väntar, tills den avbryts",
        epilog="Exempel: samsyn worker",
    )
    worker_command.add_argument("--once", action="store_true", help="gör det som väntar nu, och sluta")
    worker_command.set_defaults(run=run_worker)
    tick_command = commands.add_parser(
        "tick",
        help="ställ schemalagt arbete som är på tur i kön (för cron)",
        epilog="Exempel: samsyn tick",
    )
    tick_command.set_defaults(run=run_tick)


def run_serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    return serve(options.host, options.port, with_worker=not options.no_worker)


def run_worker(options: argparse.Namespace) -> int:
    """Do what waits; ends after the job in hand when interrupted, or when the server that started it is gone."""
    from samsyn.kit import jobs

    if options.once:
        jobs.run_due(1_000_000)
        return 0
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    jobs.work(stopped)
    return 0


def run_tick(options: argparse.Namespace) -> int:
    """Queue what is due."""
    from samsyn.kit import jobs

    sys.stdout.write(f"{jobs.tick()}\n")
    return 0


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    with_worker: bool = True,
    when_ready: Callable[[str], None] | None = None,
) -> int:
    """Serve at host and port until interrupted; calls `when_ready(address)` when the server answers.

    Raises BadInput("port_taken") when something listens there already. A worker that dies is started again; when
    the server dies, all ends with its exit status.
    """
    _check_free(host, port)
    collect_static()
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    server = _start("granian", *_granian(host, port), "samsyn.config.wsgi:application")
    workers = [_start("samsyn", "worker")] if with_worker else []
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError):  # a test calls this from another thread
            signal.signal(number, lambda *_: stopped.set())
    threading.Thread(target=_announce, args=(address, stopped, when_ready or _say_ready), daemon=True).start()
    try:
        while not stopped.wait(0.5) and server.poll() is None:
            for index, worker in enumerate(workers):
                if worker.poll() is not None:
                    time.sleep(1)
                    workers[index] = _start("samsyn", "worker")
        return 0 if stopped.is_set() else server.returncode or 1
    finally:
        stopped.set()
        for child in (*workers, server):
            _end(child)


def collect_static() -> None:
    """Gather and compress the static files in the data folder, when they are others than last time."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    now = _static_digest()
    if stamp.exists() and stamp.read_text() == now:
        return
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def _static_digest() -> str:
    """A digest over name, size and time of every static file the apps bring."""
    from django.contrib.staticfiles.finders import get_finders

    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            found = os.stat(storage.path(name))
            total.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return total.hexdigest()


def _granian(host: str, port: int) -> list[str]:
    # One process and two threads: SQLite has one writer, and a page answers while something slower runs. Granian
    # keeps no access log unless asked, and is not asked: no sender's address is written anywhere.
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": "2",
        "--log-level": "warning",
    }
    return [*(part for pair in options.items() for part in pair), "--no-ws", "--no-access-log"]


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "samsyn.config.settings"}
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments], env=environment, preexec_fn=_die_with_parent
    )


def _die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _check_free(host: str, port: int) -> None:
    from samsyn.kit.errors import BadInput

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            raise BadInput("port_taken", field="port", port=port) from None


def _announce(address: str, stopped: threading.Event, tell: Callable[[str], None]) -> None:
    reached = address.replace("//0.0.0.0", "//127.0.0.1").replace("//[::]", "//[::1]")
    while not stopped.wait(0.1):
        try:
            with urllib.request.urlopen(f"{reached}/halsa/", timeout=5) as answer:  # noqa: S310 – our own server
                answer.read()
        except urllib.error.HTTPError:
            pass  # it answers, if only to say what is failing
        except OSError:
            continue
        tell(address)
        return


def _say_ready(address: str) -> None:
    sys.stdout.write(f"Samsyn is ready: {address}\n")
    sys.stdout.flush()
