# SPDX-License-Identifier: EUPL-1.2
"""Frozen records: what is decided, signed or published is kept as canonical JSON with its digest."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Frozen:
    """A text that never changes, and its digest as `sha256:…`."""

    text: str
    digest: str

    @property
    def data(self) -> dict[str, Any]:
        """The frozen content, without kind and schema."""
        return json.loads(self.text)["data"]


class Tampered(ValueError):
    """A frozen text no longer agrees with its digest."""


def canonical(value: Any) -> str:
    """Write `value` as JSON with sorted keys, no spaces, dates as ISO text and no NaN.

    The same content gives the same bytes on any machine.
    """
    return json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(text: str) -> str:
    """`sha256:` and the hexadecimal digest of the text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def freeze(kind: str, schema: int, data: dict[str, Any]) -> Frozen:
    """Freeze `data` under a kind and the version number of its schema."""
    text = canonical({"kind": kind, "schema": schema, "data": data})
    return Frozen(text, digest(text))


def thaw(text: str, expected_digest: str) -> dict[str, Any]:
    """Read a frozen text again; raises Tampered when one character of it has changed."""
    if digest(text) != expected_digest:
        raise Tampered(expected_digest)
    return json.loads(text)["data"]


def _plain(value: Any) -> Any:
    if value is None or isinstance(
        value, (str, int)
    ):  # most of what is frozen, so asked first; a bool is an int
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a frozen number must be finite")
        return value
    if hasattr(value, "item"):  # a numpy scalar
        return _plain(value.item())
    raise TypeError(f"cannot freeze {type(value).__name__}")
