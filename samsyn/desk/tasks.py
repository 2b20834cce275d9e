# SPDX-License-Identifier: EUPL-1.2
"""The shape of a task on the start page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Task:
    """One thing to do: a code with facts (the words stand in a template), where to do it, and whether it is due."""

    code: str
    url_name: str
    url_args: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    due: bool = False
    by: date | None = None
    query: dict[str, str] = field(default_factory=dict)
