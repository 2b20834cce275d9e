# SPDX-License-Identifier: EUPL-1.2
"""Nothing tells who reported: an address used only here is searched for in all that the server has kept."""

from __future__ import annotations

import http.client
import os
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.cycle.reports import quarter
from tests.served import Served

SENDER = "127.77.0.9"
AGENT = "Sparlos-provare/7.3"
MANY = 200 if os.environ.get("SAMSYN_TEST_PROOF") == "full" else 10


def send(address: str, told: dict[str, object]) -> tuple[int, list[str]]:
    """Post one form from the sender's own address; the status, and the cookies that were set."""
    host = urlsplit(address)
    line = http.client.HTTPConnection(host.hostname or "", host.port, timeout=30, source_address=(SENDER, 0))
    try:
        kind = {"content-type": "application/x-www-form-urlencoded", "user-agent": AGENT}
        line.request("POST", "/almstad/rapportera/", urlencode(told), kind)
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers.get_all("Set-Cookie") or []
    finally:
        line.close()


@pytest.mark.proof
@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.slow
def test_after_many_reports_the_senders_address_is_kept_nowhere(tmp_path: Path) -> None:
    """The server as it is served: its database with the cache and the sessions, its files, and all that it printed."""
    served = Served(tmp_path / "served")
    served.start()
    try:
        answers = [send(served.address, quarter.typed(text=f"Klotter nummer {n}")) for n in range(MANY)]
        answers.append(send(served.address, quarter.typed(text="Ring 070-174 06 58")))
        answers.append(send(served.address, quarter.typed(category="")))
    except OSError as reason:
        served.kill()
        pytest.skip(f"this machine cannot send from {SENDER}: {reason}")
    assert Counter(status for status, _ in answers) == {201: MANY, 400: 2}
    assert [cookies for _, cookies in answers if cookies] == []
    assert served.rows("SELECT count(*) FROM reports_report") == [(MANY,)]
    assert served.rows("SELECT count(*) FROM django_session") == [(0,)]
    served.kill()  # what was only in memory is gone; what was to be written has been
    names = [str(path) for path in served.folder.rglob("*")]
    kept = b"\n".join(path.read_bytes() for path in served.folder.rglob("*") if path.is_file())
    assert b"Klotter nummer 7" in kept, "the search does look where reports are kept"
    print(f"\n{MANY} reports from {SENDER}: {len(kept):,} bytes in {len(names)} files searched")
    for trace in (SENDER, AGENT):
        assert trace.encode() not in kept
        assert not [name for name in names if trace in name]
    assert b"174 06 58" not in kept, "a refused text is written nowhere"
