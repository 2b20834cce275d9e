# SPDX-License-Identifier: EUPL-1.2
"""What a list of choices is filled with."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import RowChoice


def codes(enum: Any) -> list[tuple[str, str]]:
    return [(code, code) for code in enum.values]


def offer(form: forms.Form, name: str, rows: Any, label: str = "name", *, empty: bool = False) -> None:
    field = form.fields[name]
    assert isinstance(field, RowChoice)
    field.offer(rows, label, empty=empty)
