# SPDX-License-Identifier: EUPL-1.2
"""Tags and filters that every template has at hand: words, numbers, dates, fields, drawings, bundles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape, json_script
from django.utils.safestring import SafeString, mark_safe

from samsyn.kit import bundles, fields, formats, swedish_units
from samsyn.kit.charts import intervals
from samsyn.kit.words import words_for

register = template.Library()

Day = date | datetime | str


@register.simple_tag
def words(family: str, code: object, **facts: Any) -> str:
    """{% words "followups/status" code %}: the words of a code; the code itself where the family has none."""
    return words_for(family, code, **facts) or conditional_escape(str(code))


@register.simple_tag
def bundle(name: str) -> SafeString:
    """{% bundle "style" %}: the tag of a built entry; nothing where no front end is built."""
    return bundles.tags_for(name)


@register.simple_tag
def bundle_address(name: str) -> str:
    """The served address of a built entry."""
    return bundles.address_of(name)


# ── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────


def _number(value: object) -> float | None:
    try:
        return None if value is None or value == "" else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


@register.filter
def sv_int(value: object) -> str:
    """1234 → '1 234'; what is no number stays as it is."""
    number = _number(value)
    return str(value if value is not None else "") if number is None else formats.whole(number)


@register.filter
def sv_decimal(value: object, places: int = 1) -> str:
    """3.42 → '3,4'."""
    number = _number(value)
    return "" if number is None else formats.decimal(number, places)


@register.filter
def sv_number(value: object) -> str:
    """8.0 → '8', 2.5 → '2,5': a whole number without decimals, any other with one."""
    number = _number(value)
    if number is None:
        return ""
    return formats.whole(number) if number == int(number) else formats.decimal(number, 1)


@register.filter
def unit_after(unit: object, number: object) -> str:
    """{{ target.unit|unit_after:target.value }}: "möte" after 1, else as it was typed."""
    return swedish_units.after(_number(number), str(unit or ""))


@register.filter
def sv_percent(value: object, places: int = 0) -> str:
    """0.34 → '34 %'."""
    number = _number(value)
    return "" if number is None else formats.percent(number, places)


@register.filter
def sv_signed(value: object) -> str:
    """7 → '+7', -3 → '−3'."""
    number = _number(value)
    return "" if number is None else formats.signed(number)


@register.filter
def sv_change(value: object) -> str:
    """A ratio as change: 1.34 → '+34 %'."""
    return formats.change(_number(value))


@register.filter
def sv_change_bare(value: object) -> str:
    """As sv_change without the percent sign: 1.07 → '+7'."""
    return formats.change_bare(_number(value))


@register.filter
def sv_range(low: object, high: object) -> str:
    """3|sv_range:9 → '3–9'."""
    first, last = _number(low), _number(high)
    return "" if first is None or last is None else formats.span(first, last)


@register.simple_tag
def change(ratio: float | None, low: float | None = None, high: float | None = None) -> str:
    """{% change 1.34 1.07 1.68 %} → '+34 % (+7 till +68)'; nothing where there is no ratio."""
    if ratio is None:
        return ""
    facts = {"change": formats.change(ratio)}
    if low is None or high is None:
        return facts["change"]
    ends = {"low": formats.change_bare(low), "high": formats.change_bare(high)}
    return words_for("change", "interval", **facts, **ends)


# ── Dates ───────────────────────────────────────────────────────────────────────────────────────────────


@register.filter
def sv_date(value: Day | None) -> str:
    """'30 april 2024'."""
    return formats.full_date(value) if value else ""


@register.filter
def sv_day(value: Day | None) -> str:
    """'30 april'."""
    return formats.day(value) if value else ""


@register.filter
def sv_weekday(value: Day | None) -> str:
    """'tisdag 21 maj'."""
    return formats.weekday_date(value) if value else ""


@register.filter
def sv_time(value: datetime | str | None) -> str:
    """'15.20'."""
    return formats.clock_time(value) if value else ""


@register.filter
def sv_datetime(value: datetime | str | None) -> str:
    """'30 april 2024 15.20'."""
    return f"{formats.full_date(value)} {formats.clock_time(value)}" if value else ""


@register.filter
def sv_dates(start: Day | None, end: Day | None) -> str:
    """from|sv_dates:to → 'januari–april 2024'."""
    return formats.dates(start, end) if start and end else ""


@register.filter
def sv_days(start: Day | None, end: Day | None) -> str:
    """from|sv_days:to → '25–31 augusti', where the year stands beside."""
    return formats.days(start, end) if start and end else ""


@register.filter
def sv_period(code: object) -> str:
    """'2024-T1' → 'januari–april 2024'."""
    return formats.period(str(code)) if code else ""


@register.filter
def sv_period_short(code: object) -> str:
    """'2024-T1' → 'jan–apr 24'."""
    return formats.period(str(code), short=True) if code else ""


@register.filter
def period_label(code: object) -> str:
    """'2024-T1' → 'jan–apr', for a timeline whose years stand apart."""
    return formats.period(str(code), short=True).rsplit(" ", 1)[0] if code else ""


@register.filter
def period_year(code: object) -> str:
    """'2024-T1' → '2024'."""
    return str(code)[:4] if code else ""


@register.filter
def weekday_name(number: int) -> str:
    """0 → 'måndag'."""
    return formats.weekday(int(number))


@register.filter
def capital(text: object) -> str:
    """First letter large; the rest as it stands."""
    said = str(text)
    raised = said[:1].upper() + said[1:]
    return mark_safe(raised) if isinstance(text, SafeString) else raised


@register.filter
def after(text: object) -> SafeString:
    """What follows bold words: a space first, unless it begins with a comma or the like."""
    said = conditional_escape(str(text) if not isinstance(text, SafeString) else text).strip()
    return mark_safe(said if not said or said[0] in ",.;:" else " " + said)


@register.filter
def grouped(code: object) -> str:
    """A receipt code in groups of three."""
    return formats.grouped(str(code))


@register.filter
def times(number: object) -> range:
    """{% for _ in 3|times %}"""
    count = _number(number)
    return range(int(count or 0))


@register.filter
def minus(a: object, b: object) -> int:
    """a − b as whole numbers, 0 for what is none."""
    return int((_number(a) or 0) - (_number(b) or 0))


# ── Fields ──────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
def field_parts(field: BoundField, errors: str = "", missing: str = "", words: str = "") -> dict[str, Any]:
    """What c-field draws: kind, id, choices and the words of its errors."""
    kind = fields.kind_of(field)
    return {
        "kind": kind,
        "id": field.auto_id or field.html_name,
        "name": field.html_name,
        "errors": fields.errors_of(field, errors, missing),
        "choices": fields.choices_of(field, words)
        if kind in ("radio", "checkboxes", "select", "select_many")
        else [],
        "many": kind in ("checkboxes", "select_many"),
        "required": field.field.required,
        "value": field.value(),
    }


@register.simple_tag
def control(field: BoundField, described_by: str = "") -> SafeString:
    """The control of a field, with our class and what describes it."""
    return fields.control(field, described_by.strip())


@register.simple_tag
def form_errors(form: forms.BaseForm, errors: str = "") -> list[dict[str, str]]:
    """Everything wrong in a form, for the summary on top."""
    return list(fields.errors_of_form(form, errors)) if form is not None and form.is_bound else []


# ── Drawings ────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
def interval_bar(
    ratio: object, low: object, high: object, verdict: str, limits: str = "", label: str = ""
) -> SafeString:
    """The hatched interval of a row, on a log axis."""
    return intervals.row_bar(
        _number(ratio), _number(low), _number(high), verdict, limits=_limits(limits), label=label
    )


@register.simple_tag
def interval_axis(limits: str = "", middle: str = "") -> SafeString:
    """The head of a column of intervals: ticks at true values."""
    return intervals.row_axis(_limits(limits), middle)


@register.simple_tag
def interval_wide(
    ratio: object, low: object, high: object, verdict: str, reference: str = "", label: str = ""
) -> SafeString:
    """One interval by itself, with its numbers written."""
    return intervals.wide_bar(_number(ratio), _number(low), _number(high), verdict, reference, label=label)


@register.simple_tag
def range_strip(value: object, low: object, high: object, top: object, label: str = "") -> SafeString:
    """A count against what was expected: a dot on the hatch, ringed where it lies outside."""
    numbers = [_number(n) for n in (value, low, high, top)]
    return intervals.strip(*numbers, label=label)


def _limits(text: str | Iterable[float]) -> tuple[float, float]:
    if not text:
        return intervals.LIMITS
    low, high = (float(part) for part in (text.split() if isinstance(text, str) else text))
    return low, high


# ── The frame ───────────────────────────────────────────────────────────────────────────────────────────

THREAD = ("reports", "pictures", "promises", "activities", "followups", "publications")
BESIDE = ("today", "meetings", "year", "settings")


@register.filter
def is_thread(code: str) -> bool:
    """True for the six stations of the chain."""
    return code in THREAD


@register.filter
def is_beside(code: str) -> bool:
    """True for what stands beside the chain."""
    return code in BESIDE


@register.filter
def s_width(height: object) -> str:
    """The width of the S at a height, in its own proportions."""
    return str(round((_number(height) or 0) * 13.2 / 28))


@register.simple_tag
def split_labels(labels: str | Iterable[str]) -> list[str]:
    """The labels of a ramp: a list, or words parted by an upright."""
    return labels.split("|") if isinstance(labels, str) else list(labels)


@register.simple_tag
def map_json(data: Any, panel: str) -> SafeString:
    """The map's data as a block that no browser runs, beside the panel that reads it."""
    return json_script(data, f"{panel}-data")
