# SPDX-License-Identifier: EUPL-1.2
"""When a report says it happened: one moment, a day with its time beside it, or an interval."""

from collections.abc import Callable, Mapping

from samsyn.catalogue.reading.dates import BadDate, WallClock, clock_time
from samsyn.catalogue.reading.numbers import EMPTY
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow

FIRST, LAST = "occurred_from", "occurred_to"
FIELDS = ("occurred_at", FIRST, LAST)


class When:
    """Reads the columns of time. `at` is where each field stands, `names` what its column is called."""

    def __init__(self, at: Mapping[str, int], names: Mapping[str, str], clock: WallClock) -> None:
        self.at = at
        self.names = names
        self.clock = clock

    def plain(self) -> Callable[[list[str]], str] | None:
        """The quick way where one column holds date and time; None where there are more columns."""
        if "occurred_at" not in self.at or {"time", "time_to", FIRST, LAST} & self.at.keys():
            return None
        at, read = self.at["occurred_at"], self.clock.read

        def plain(cells: list[str]) -> str:
            try:
                return read(cells[at])
            except BadDate as bad:
                text = cells[at].strip()
                if text.casefold() in EMPTY:
                    raise BadRow("occurred_at", Reason.MISSING_VALUE, column=self.names["occurred_at"])
                raise BadRow("occurred_at", bad.reason, value=text[:80])

        return plain

    def read(self, cells: list[str]) -> tuple[str, str | None]:
        """Start and end of a row; the end is None where there is no interval."""
        at = self.at
        exact = self._moment(cells, "occurred_at", "time")
        start = self._moment(cells, FIRST, "time") or exact
        end = self._moment(cells, LAST, "time_to")
        if end is None and start is not None and "time_to" in at and cells[at["time_to"]].strip():
            end = self._with_time(start[:10], cells[at["time_to"]], "time_to")
        start, end = (start, end) if start is not None else (end, None)
        if start is None:
            field = next(field for field in FIELDS if field in at)
            raise BadRow(field, Reason.MISSING_VALUE, column=self.names[field])
        if end is not None and self.clock.ends_before(start, end):
            field = LAST if LAST in at else "time_to"
            raise BadRow(field, Reason.ENDS_BEFORE_START, **{"from": start, "to": end})
        return start, end if end != start else None

    def _moment(self, cells: list[str], field: str, time_field: str) -> str | None:
        """Day and time of one field, with the time from its own column where the day has none."""
        i = self.at.get(field)
        text = cells[i].strip() if i is not None else ""
        if text.casefold() in EMPTY:
            return None
        try:
            found = self.clock.read(text)
        except BadDate as bad:
            raise BadRow(field, bad.reason, value=text[:80])
        time_at = self.at.get(time_field)
        if time_at is not None and (found.endswith("T00:00") or len(found) == 10):
            written = cells[time_at].strip()
            if written.casefold() not in EMPTY:
                return self._with_time(found[:10], written, time_field)
        return found

    def _with_time(self, day: str, written: str, field: str) -> str:
        """A day with a time from its own column, as people or Excel (part of a day) write it."""
        written = written.strip()
        try:
            fraction = float(written.replace(",", ".")) if written[:1] == "0" and len(written) > 5 else None
        except ValueError:
            fraction = None
        if fraction is not None and 0 <= fraction < 1:
            minutes = round(fraction * 1440) % 1440
            return f"{day}T{minutes // 60:02}:{minutes % 60:02}"
        try:
            hour, minute, _ = clock_time(written)
        except BadDate as bad:
            raise BadRow(field, bad.reason, value=written[:80])
        return self.clock.read(f"{day} {hour:02}:{minute:02}")
