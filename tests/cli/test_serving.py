# SPDX-License-Identifier: EUPL-1.2
"""The server says when it answers, keeps its worker alive, and leaves nothing running behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from samsyn.cli import serving
from samsyn.kit.errors import BadInput


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(parent: int) -> dict[int, str]:
    """The processes that a process has started, each with its command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if int(status[1]) == parent and status[0] != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def worker_of(parent: int) -> int:
    return next((pid for pid, command in children(parent).items() if "samsyn worker" in command), 0)


def wait_for(question, seconds: float = 60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = question()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


def test_a_port_that_is_taken_is_said_to_be():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput) as refused:
            serving.serve(port=port)
    assert refused.value.code == "port_taken"
    with pytest.raises(BadInput):
        serving.serve(port=70_000)


def test_static_files_are_gathered_once_and_again_when_they_change(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    gathered = []
    monkeypatch.setattr("django.core.management.call_command", lambda *a, **k: gathered.append(a))
    serving.collect_static()
    serving.collect_static()
    assert len(gathered) == 1
    monkeypatch.setattr(serving, "_static_digest", lambda: "other")
    serving.collect_static()
    assert len(gathered) == 2


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_serving_from_start_to_end(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SAMSYN_", "DJANGO_"))},
        "SAMSYN_DATA_DIR": str(tmp_path),
    }
    subprocess.run([sys.executable, "-m", "samsyn", "init"], env=environment, check=True, timeout=120)
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "samsyn", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == f"Samsyn is ready: http://127.0.0.1:{port}\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=20) as answer:
            assert json.load(answer) == {"status": "ok"}

        first = wait_for(lambda: worker_of(server.pid))
        os.kill(first, signal.SIGKILL)
        assert wait_for(lambda: worker_of(server.pid) not in (0, first))

        started = list(children(server.pid))
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=40) == 0
        wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))
    finally:
        if server.poll() is None:
            server.kill()
        server.wait()
