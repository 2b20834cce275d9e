# SPDX-License-Identifier: EUPL-1.2
"""Reads the answers of Kolada's API, version 3 (and 2, which has the same shape)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from samsyn.catalogue.reading.jsonrows import items
from samsyn.catalogue.reading.mapping import checked
from samsyn.catalogue.reading.opening import File, Opened, decoded_sample
from samsyn.catalogue.reading.periods import months
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import BadRow, FigureRecord, Rejected, SourceError

GROUPS = {"T": None, "K": "women", "M": "men"}
_LIST = re.compile(r'"(values|results|data)"\s*:\s*\[')


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
) -> Iterator[FigureRecord | Rejected]:
    """Each value by key figure, municipality, year and gender. `measure` is `kolada.` and the id of the key figure.

    Kolada's answer does not tell the unit: the mapping's `unit` does, else it is "unknown". Raises SourceError.
    """
    unit = str(checked(mapping, ()).options.get("unit", "unknown"))
    with Opened(file) as opened:
        if opened.format not in ("json", "ndjson"):
            raise SourceError(Reason.FORMAT_NOT_FOR_SOURCE, format=opened.format, expected="json")
        opened.format = "json"  # a whole answer may stand on one line
        head = decoded_sample(opened.sample)
        found = _LIST.search(head)
        if head.lstrip("\ufeff \t\r\n")[:1] == "{" and found is None:
            raise SourceError(Reason.FORMAT_NOT_FOR_SOURCE, format="json", expected="values")
        for item in items(opened, f"{found[1]}.item" if found and head.lstrip()[:1] == "{" else "item"):
            if isinstance(item, Rejected):
                yield item
                continue
            row, value = item
            try:
                yield from _figures(row, value, unit)
            except BadRow as bad:
                yield bad.rejected(row, {})


def _figures(row: int, value: object, unit: str) -> list[FigureRecord]:
    """The figures of one key figure, municipality and year."""
    if not isinstance(value, dict):
        raise BadRow(None, Reason.NOT_AN_OBJECT, value=str(value)[:80])
    kpi, code = str(value.get("kpi") or "").strip(), str(value.get("municipality") or "").strip()
    for field, text in (("kpi", kpi), ("municipality", code)):
        if not text:
            raise BadRow(field, Reason.MISSING_VALUE, column=field)
    if not re.fullmatch(r"\d{4}|G\d+", code):
        raise BadRow("municipality", Reason.BAD_PLACE_CODE, value=code[:80])
    try:
        year = int(str(value.get("period")))
        first, last = months(year, 1, 12)
    except ValueError:
        raise BadRow("period", Reason.BAD_PERIOD, value=str(value.get("period"))[:80])
    out = []
    parts = value.get("values")
    for part in parts if isinstance(parts, list) else [value]:
        if not isinstance(part, dict):
            raise BadRow("values", Reason.NOT_AN_OBJECT, value=str(part)[:80])
        number, gender = part.get("value"), part.get("gender", "T")
        if number is None or part.get("isdeleted"):
            continue
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise BadRow("value", Reason.BAD_NUMBER, value=str(number)[:80])
        out.append(
            FigureRecord(
                row=row,
                place_code=code,
                place_name=None,
                period_from=first,
                period_to=last,
                measure=f"kolada.{kpi}",
                group=GROUPS.get(gender, str(gender)),
                value=float(number),
                unit=unit,
                definition=f"kolada.{kpi}",
            )
        )
    return out
