# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL server of the tests' own: made in a folder of its own, reached by socket only, gone afterwards."""

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

NO_SERVER = (
    "no PostgreSQL server found: install Debian's `postgresql` or name a database in SAMSYN_TEST_POSTGRES"
)
SUPERUSER = "samsyn"


def server_folder() -> Path | None:
    """Return the folder that holds `initdb` and `postgres`, the newest where there are several, or None."""
    found = shutil.which("initdb")
    candidates = [Path(found).resolve().parent] if found else []
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(versions, key=lambda path: float(path.parent.name), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def _as_ordinary_user() -> tuple[list[str], int | None]:
    """Return how to run the server as a user it accepts (it refuses root), and that user's number if not ours."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0:
        return ([setpriv, "--pdeathsig", "QUIT"] if setpriv else []), None
    if setpriv is None:
        raise RuntimeError("PostgreSQL refuses to run as root, and `setpriv` (util-linux) is not on PATH")
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        subprocess.run(["useradd", "--system", "--user-group", "postgres"], check=True)
        user = pwd.getpwnam("postgres")
    change = ["--reuid", "postgres", "--regid", str(user.pw_gid), "--clear-groups", "--pdeathsig", "QUIT"]
    return [setpriv, *change], user.pw_uid


def start() -> str:
    """Start a server and return the address of its database; it stops when this process ends."""
    binaries = server_folder()
    if binaries is None:
        raise RuntimeError(NO_SERVER)
    prefix, owner = _as_ordinary_user()
    # A socket's path may be no longer than about 100 characters, and the server's user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="samsyn-pg-", dir="/tmp"))
    if owner is not None:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "-N"]
    made = subprocess.run([*prefix, *initdb, "--locale=C.UTF-8"], capture_output=True, text=True, cwd=folder)
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise RuntimeError(f"initdb failed: {made.stderr}")
    # Nothing here outlives the run, so nothing needs to reach the disk.
    wishes = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "60",
        "timezone": "UTC",
    }
    options = [part for key, value in wishes.items() for part in ("-c", f"{key}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*prefix, str(binaries / "postgres"), "-D", str(data), *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
        )
    ours = os.getpid()

    def stop() -> None:
        if os.getpid() != ours:  # a forked child ends without taking its parent's server with it
            return
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(signal.SIGQUIT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    _wait_until_ready(server, folder)
    return f"postgresql://{SUPERUSER}@{quote(str(folder), safe='')}/postgres"


def _wait_until_ready(server: "subprocess.Popen[bytes]", folder: Path, seconds: float = 30) -> None:
    import psycopg

    until = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(host=str(folder), user=SUPERUSER, dbname="postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > until:
                log = (folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {error}\n{log}") from error
            time.sleep(0.1)


if __name__ == "__main__":
    # Asked by the Makefile before the second run: is there anything to run it on?
    if os.environ.get("SAMSYN_TEST_POSTGRES") or server_folder():
        sys.exit(0)
    print(NO_SERVER)
    sys.exit(1)
