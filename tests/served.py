# SPDX-License-Identifier: EUPL-1.2
"""The product as it is served: granian in processes of its own, on a data folder of its own, that can be killed."""

from __future__ import annotations

import atexit
import functools
import os
import random
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.db import connection

_MADE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.cycle.reports import quarter
quarter.town()
from samsyn.cli.serving import collect_static
collect_static()
"""


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@functools.cache
def _new_installation() -> Path:
    """A data folder as it is before anything is reported, made once for all tests of a process."""
    folder = Path(tempfile.mkdtemp(prefix="samsyn-served-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    tables = Path(connection.settings_dict["NAME"])
    if tables.name.startswith("samsyn-test-") and tables.exists():  # then most of it is made already
        with sqlite3.connect(tables) as made, sqlite3.connect(folder / "samsyn.sqlite3") as ours:
            made.backup(ours)
    subprocess.run([sys.executable, "-c", _MADE], env=_env(folder), check=True, capture_output=True)
    return folder


def _env(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMSYN_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "samsyn.config.settings",
        "SAMSYN_DATA_DIR": str(folder),
        "SAMSYN_DATABASE_URL": f"sqlite:///{folder / 'samsyn.sqlite3'}",
        "SAMSYN_SECRET_KEY": "only for a proof, and long enough to be taken for a real one",
    }


class Served:
    """One installation with the partnership `almstad`; `start`, `kill`, and questions straight to its database."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        self.log.mkdir(parents=True)
        shutil.copytree(_new_installation(), folder / "data")
        self.env = _env(folder / "data") | settings
        self.process: subprocess.Popen[bytes] | None = None
        self.kills = 0
        self.up = threading.Event()
        atexit.register(self.kill)  # however the test ends

    def start(self) -> None:
        """Serve, and come back when it answers."""
        with (self.log / "served.log").open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "samsyn", "serve", "--port", str(self.port), "--no-worker"],
                env=self.env,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        for _ in range(3_000):
            try:
                with urllib.request.urlopen(f"{self.address}/halsa/", timeout=5) as answer:
                    answer.read()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise AssertionError((self.log / "served.log").read_text()[-2000:])
        self.up.set()

    def kill(self) -> None:
        """SIGKILL to the server and all it has started, whatever they are in the middle of."""
        if self.process is not None:
            self.up.clear()
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            self.kills += 1
            time.sleep(0.1)

    def kill_and_start(self) -> None:
        """SIGKILL, and up again."""
        self.kill()
        self.start()

    def wait(self) -> None:
        """Come back when it is up."""
        assert self.up.wait(300), (self.log / "served.log").read_text()[-2000:]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer of the database file itself."""
        with sqlite3.connect(self.folder / "data" / "samsyn.sqlite3", timeout=30) as line:
            return line.execute(sql).fetchall()


class BadLine:
    """A line to the server that is cut at random: before, in the middle of, or after what is sent, or on the way back."""

    def __init__(self, to: int, *, rng: random.Random) -> None:
        self.to, self.rng = to, rng
        self.cuts = 0
        self.bad = False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Take no more calls."""
        self.listening.close()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(caller,), daemon=True).start()

    def _carry(self, caller: socket.socket) -> None:
        """Carry bytes both ways until one side is done, or the line is cut after so many bytes."""
        carried, cut = 0, None
        try:
            with caller, socket.create_connection(("127.0.0.1", self.to), timeout=5) as server:
                other = {caller: server, server: caller}
                while True:
                    for side in select.select([caller, server], [], [], 60)[0]:
                        data = side.recv(16_384)
                        if not data:
                            return
                        if self.bad and cut is None:
                            cut = carried + int(10 ** self.rng.uniform(3.5, 6.2))
                        carried += len(data)
                        if self.bad and cut is not None and carried > cut:
                            self.cuts += 1
                            return
                        other[side].sendall(data)
        except (OSError, ValueError):
            return
