# SPDX-License-Identifier: EUPL-1.2
"""Nothing tells who reported: an address used only here is searched for in all that the server has kept."""

from __future__ import annotations

import http.client
import os
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection

from samsyn.cycle.reports.models import Report
from tests.cycle.reports import quarter

SENDER = "127.77.0.9"
AGENT = "Sparlos-provare/7.3"
MANY = 200 if os.environ.get("SAMSYN_TEST_PROOF") == "full" else 25


def send(address: str, told: dict[str, object]) -> tuple[int, list[str]]:
    """Post one form from the sender's own address; the status, and the cookies that were set."""
    host = urlsplit(address)
    line = http.client.HTTPConnection(host.hostname, host.port, timeout=10, source_address=(SENDER, 0))
    try:
        kind = {"content-type": "application/x-www-form-urlencoded", "user-agent": AGENT}
        line.request("POST", "/almstad/rapportera/", urlencode(told), kind)
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers.get_all("Set-Cookie") or []
    finally:
        line.close()


def everything_kept() -> bytes:
    """All rows of all tables, and all files of the data folder (the database's own among them)."""
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # names of our own tables
            kept.append(repr(cursor.fetchall()).encode())
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file():
            kept.append(path.read_bytes())
    return b"\n".join(kept)


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_after_many_reports_the_senders_address_is_kept_nowhere(live_server, caplog, capfd) -> None:
    quarter.town()
    address = live_server.url.replace("localhost", "127.0.0.1")
    try:
        answers = [send(address, quarter.typed(text=f"Klotter nummer {n}")) for n in range(MANY)]
    except OSError as reason:
        pytest.skip(f"this machine cannot send from {SENDER}: {reason}")
    assert {status for status, _ in answers} == {201}
    assert [cookies for _, cookies in answers if cookies] == []
    assert Report.objects.count() == MANY
    out, err = capfd.readouterr()
    kept = everything_kept() + caplog.text.encode() + out.encode() + err.encode()
    assert b"Klotter nummer 7" in kept, "the search does look where reports are kept"
    for trace in (SENDER, AGENT):
        assert trace.encode() not in kept
