# SPDX-License-Identifier: EUPL-1.2
"""A record as plain data, without what stands at its default: how expected.json is written and compared."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from samsyn.catalogue.records import Record, Rejected


def plain(record: Record | Rejected) -> dict[str, Any]:
    """A record as JSON would hold it: its type under "is", then every field that says something."""
    out: dict[str, Any] = {"is": type(record).__name__}
    for field in fields(record):
        value = getattr(record, field.name)
        if value is None or (field.default is not MISSING and value == field.default):
            continue
        if isinstance(value, Mapping):
            if not value:
                continue
            value = {str(name): _plain(part) for name, part in value.items() if part is not None}
        out[field.name] = list(value) if isinstance(value, tuple) else value
    return out


def _plain(part: object) -> object:
    return part if isinstance(part, (int, float, bool, list, tuple)) else str(part)
