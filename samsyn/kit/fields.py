# SPDX-License-Identifier: EUPL-1.2
"""What a form field needs to be drawn: its kind, its control, its choices and the words for its errors."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from samsyn.kit.words import words_for

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.SelectMultiple, "select_many"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.DateTimeInput, "datetime"),
    (forms.DateInput, "date"),
    (forms.TimeInput, "time"),
    (forms.NumberInput, "number"),
)
_INPUT_TYPES = {"date": "date", "time": "time", "datetime": "datetime-local"}


def kind_of(field: BoundField) -> str:
    """The drawing a field gets, by its widget: text, number, date, radio, checkbox, …"""
    widget = field.field.widget
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "text")


def _as_typed(value: Any) -> Any:
    """Dates and times in the form browsers' own date fields read; anything typed stays as typed."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def control(field: BoundField, described_by: str = "", **attrs: Any) -> SafeString:
    """The field's control as HTML, with our class, its description and its state of error."""
    kind = kind_of(field)
    widget = field.field.widget
    given: dict[str, Any] = {"id": field.auto_id or field.html_name}
    if kind != "hidden":
        given["class"] = f"input {widget.attrs.get('class', '')}".strip()
        given |= {"aria-describedby": described_by} if described_by else {}
        given |= {"aria-required": "true"} if field.field.required else {}
        given |= {"aria-invalid": "true"} if field.errors else {}
    if kind == "number":
        # Not type=number: it throws away what it cannot read, and typed text always stays.
        whole = isinstance(field.field, forms.IntegerField)
        given |= {"type": "text", "inputmode": "numeric" if whole else "decimal"}
    elif kind in _INPUT_TYPES:
        given["type"] = _INPUT_TYPES[kind]
    given |= attrs
    value = _as_typed(field.value())
    drawn = copy(widget)
    # A library's own placeholder would say the label once more, in its own spelling.
    drawn.attrs = {name: said for name, said in widget.attrs.items() if name != "placeholder"}
    if "type" in given and hasattr(drawn, "input_type"):
        drawn.input_type = given.pop("type")
    html = drawn.render(field.html_name, value, attrs=given, renderer=field.form.renderer)
    return SafeString(html)


def choices_of(field: BoundField, family: str = "") -> list[dict[str, Any]]:
    """The choices of a select, radio or check box list: value, words, whether chosen, and their id."""
    widget = field.field.widget
    if not isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return []
    value = widget.format_value(field.value())
    base = field.auto_id or field.html_name
    found: list[dict[str, Any]] = []
    for group, options, _ in widget.optgroups(field.html_name, value):
        for option in options:
            code = option["value"]
            label = words_for(family, str(code)) if family else ""
            if not label:
                is_empty = str(code) == "" and str(option["label"]).startswith("---")
                label = words_for("choice", "empty") if is_empty else option["label"]
            found.append(
                {
                    "value": code,
                    "label": label,
                    "chosen": option["selected"],
                    "id": f"{base}_{len(found)}",
                    "group": group,
                    "disabled": bool(option["attrs"].get("disabled")),
                }
            )
    return found


def _said(error: ValidationError, family: str, missing: str, field: str = "") -> str:
    """The words of one error: the room's, then the kit's, then what the error itself says."""
    code = error.code or ""
    facts = {name: value for name, value in (error.params or {}).items() if name not in ("code", "family")}
    facts["field"] = field
    if code == "required" and missing:
        return missing
    for place in (family, "form_error"):
        if place and (said := words_for(place, code, **facts)):
            return said
    return " ".join(str(message) for message in error.messages)


def errors_of(field: BoundField, family: str = "", missing: str = "") -> list[str]:
    """The words for what is wrong with a field, in the page's language."""
    return [_said(error, family, missing, field.name) for error in field.errors.as_data()]


def errors_of_form(form: forms.BaseForm, family: str = "") -> Iterator[dict[str, str]]:
    """Everything wrong in a form: where to go (`id`, empty for the whole form) and the words."""
    for error in form.non_field_errors().as_data():
        yield {"id": "", "words": _said(error, family, "")}
    for field in form:
        if field.name in form.errors:
            first = choices_of(field) if kind_of(field) in ("radio", "checkboxes") else []
            target = first[0]["id"] if first else (field.auto_id or field.html_name)
            missing = str(getattr(field.field, "missing_words", ""))
            for said in errors_of(field, family, missing):
                yield {"id": str(target), "words": said}
