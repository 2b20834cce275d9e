# SPDX-License-Identifier: EUPL-1.2
"""The only now: everything that asks what time it is asks here, so that tests can travel in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Stockholm")
_frozen: list[datetime] = []


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen[-1] if _frozen else datetime.now(UTC)


def today() -> date:
    """Today's date on the wall in Sweden."""
    return now().astimezone(LOCAL).date()


@contextmanager
def frozen(at: datetime | date) -> Iterator[None]:
    """Stop the clock at `at` (a date means noon that day in Sweden), in every thread."""
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, 12, tzinfo=LOCAL)
    if at.tzinfo is None:
        at = at.replace(tzinfo=LOCAL)
    _frozen.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()
