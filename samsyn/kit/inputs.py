# SPDX-License-Identifier: EUPL-1.2
"""Form inputs that several rooms use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from samsyn.kit import clock
from samsyn.kit.errors import BadInput


class DateInput(forms.DateInput):
    """A date field drawn by the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PageForm(forms.Form):
    """One of several forms on a page: its fields' ids begin with its own name, so that no label points at another's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}-%s")
        super().__init__(*args, **kwargs)

    def refuse(self, refused: BadInput) -> None:
        """Show a refusal from a rule at the field it is about, or over the form; what was typed stays."""
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, forms.ValidationError("", code=refused.code, params=dict(refused.facts)))


def has_been(day: date) -> date:
    """A day of something that has happened; refused where it lies ahead."""
    if day > clock.today():
        raise forms.ValidationError("", code="in_future")
    return day


class RowChoice(forms.ChoiceField):
    """A choice among rows: the value is the row's public id, what comes out is the row (None for none)."""

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[str, Any] = {}
        super().__init__(**kwargs)

    def offer(self, rows: Iterable[Any], label: str = "name", *, empty: bool = False) -> None:
        """Offer these rows, shown by the attribute `label`."""
        self.rows = {str(row.uuid): row for row in rows}
        choices = [(key, getattr(row, label)) for key, row in self.rows.items()]
        self.choices = [("", "–"), *choices] if empty else choices

    def clean(self, value: Any) -> Any:
        """The chosen row."""
        return self.rows.get(super().clean(value))


class RowsChoice(forms.MultipleChoiceField):
    """A choice of several rows: the values are the rows' public ids, what comes out is a list of rows."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[str, Any] = {}
        super().__init__(**kwargs)

    def offer(self, rows: Iterable[Any], label: str = "name") -> None:
        """Offer these rows, shown by the attribute `label`."""
        self.rows = {str(row.uuid): row for row in rows}
        self.choices = [(key, getattr(row, label)) for key, row in self.rows.items()]

    def clean(self, value: Any) -> Any:
        """The chosen rows, in the order they were offered."""
        chosen = set(super().clean(value))
        return [row for key, row in self.rows.items() if key in chosen]


class HandOverForm(PageForm):
    """Which of the parties that are offered answers from now on; a room that asks for more builds upon it."""

    to = RowChoice()

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, RowChoice)
        field.offer(organisations)
