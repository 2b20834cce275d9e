# SPDX-License-Identifier: EUPL-1.2
"""The product's settings, with a database and a data folder of the test's own.

`SAMSYN_TEST_DATABASE=postgresql` runs on PostgreSQL: the server named in `SAMSYN_TEST_POSTGRES`, else one that
the tests start themselves. Otherwise SQLite, in a file of its own for each process.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="samsyn-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# What a developer has set for the demo must not reach the tests.
for _name in [name for name in os.environ if name.startswith("SAMSYN_")]:
    if _name not in {"SAMSYN_REAL_DATA", "SAMSYN_REQUIRE_BROWSER"} and not _name.startswith("SAMSYN_TEST_"):
        del os.environ[_name]

(_folder / "static").mkdir()  # where a server would have its collected files
os.environ["SAMSYN_DATA_DIR"] = str(_folder)
os.environ["SAMSYN_SECRET_KEY"] = "only for tests, and long enough to be taken for a real one"
os.environ["SAMSYN_ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"

if os.environ.get("SAMSYN_TEST_POSTGRES"):
    os.environ.setdefault("SAMSYN_TEST_DATABASE", "postgresql")
if os.environ.get("SAMSYN_TEST_DATABASE", "sqlite") == "postgresql":
    if not os.environ.get("SAMSYN_TEST_POSTGRES"):
        from tests import postgres

        # Parallel workers inherit the address and start no server of their own.
        os.environ["SAMSYN_TEST_POSTGRES"] = postgres.start()
    os.environ["SAMSYN_DATABASE_URL"] = os.environ["SAMSYN_TEST_POSTGRES"]

from samsyn.config.settings import *  # noqa: E402, F403
from samsyn.config.settings import DATABASES  # noqa: E402

_test = DATABASES["default"].setdefault("TEST", {})
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # One file a process: two runs beside each other, or a server thread, never share or lose it.
    _test["NAME"] = str(_folder / f"test-{os.getpid()}.sqlite3")
    DATABASES["default"].setdefault("OPTIONS", {})["init_command"] = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"
    )
else:
    _test["NAME"] = f"test_samsyn_{os.getpid()}"
    # A pool keeps connections open to a database that the tests want to drop.
    DATABASES["default"]["OPTIONS"].pop("pool", None)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; no password here is real
