# SPDX-License-Identifier: EUPL-1.2
"""Fields that reports share: text made safe, choices from the catalogue, where it was and when it was."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from samsyn.catalogue import categories
from samsyn.cycle.reports.reads import placing, stretches
from samsyn.cycle.reports.writes import PHOTOS_MOST
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.photos import Drawn, redrawn

EARLIEST = date(2000, 1, 1)
PLACELESS = ("net", "journey")
WEEKDAYS = "1234567"
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def safe_text(typed: str) -> str:
    """A text without what cannot be seen or stored: NUL, control and zero-width signs, halves of sign pairs.

    Zero-width signs would otherwise hide a phone number from the guard.
    """
    whole = typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\ufffd", "")
    whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    whole = _INVISIBLE.sub("", _CONTROL.sub("", whole))
    return unicodedata.normalize("NFC", whole)


def segments(text: str, marks: Any) -> list[tuple[str, str]]:
    """A text in pieces: (piece, "") as it is, (piece, what it may be) where the guard has marked it."""
    found: list[tuple[str, str]] = []
    at = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.start > at:
            found.append((text[at : mark.start], ""))
        found.append((text[mark.start : mark.end], str(mark.code)))
        at = mark.end
    if at < len(text):
        found.append((text[at:], ""))
    return found


def said(refused: BadInput) -> ValidationError:
    """A refusal from a rule or the guard as a form's error: its code and facts, for the words in templates."""
    marks = refused.facts.get("marks", ())
    kinds = sorted({str(mark.code) for mark in marks if mark.certainty == "certain"})
    facts = {name: value for name, value in refused.facts.items() if name != "marks"}
    if kinds:
        facts |= {"kind": kinds[0], "many": len(kinds) > 1}
    return ValidationError("refused", code=refused.code, params=facts)


class SafeText(forms.CharField):
    """A text field that takes anything and keeps what can be shown."""

    default_validators = []

    def __init__(self, *, most: int, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(max_length=most, **options)
        self.validators = [
            v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"
        ]

    def to_python(self, value: Any) -> str:
        return safe_text(super().to_python(safe_text(value) if isinstance(value, str) else value) or "")


class OneLine(SafeText):
    """A safe text on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class CategoryField(forms.CharField):
    """A key of the catalogue, dotted or not, that may still be chosen."""

    widget = forms.RadioSelect

    def validate(self, value: str) -> None:
        super().validate(value)
        found = categories.get(value) if value else None
        if value and (found is None or found.retired or not categories.exists(value)):
            raise ValidationError("unknown", code="invalid_choice")


class PhotoInput(forms.FileInput):
    """Chooses several files at once."""

    allow_multiple_selected = True


class Photos(forms.Field):
    """Photos, each drawn anew. Gives a list of what was drawn; empty files, as browsers send them, are none."""

    widget = PhotoInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> list[Drawn]:
        files = [file for file in (value if isinstance(value, (list, tuple)) else [value]) if file]
        if len(files) > PHOTOS_MOST:
            raise ValidationError("many", code="photos_too_many")
        try:
            return [redrawn(file.read()) for file in files]
        except BadInput as refused:
            raise said(refused)


class When(forms.Form):
    """When it was: now, a day, an interval or a habit. Gives `wall_from`, `wall_to` and `weekdays`."""

    WHEN = ("now", "today", "yesterday", "recurring", "other")

    when = forms.ChoiceField(choices=[(code, code) for code in WHEN], widget=forms.RadioSelect)
    on_date = forms.DateField(required=False, widget=forms.DateInput)
    from_time = forms.TimeField(required=False, widget=forms.TimeInput)
    to_time = forms.TimeField(required=False, widget=forms.TimeInput)
    until_date = forms.DateField(required=False, widget=forms.DateInput)
    weekdays = forms.MultipleChoiceField(
        required=False, choices=[(day, day) for day in WEEKDAYS], widget=forms.CheckboxSelectMultiple
    )
    habit_from = forms.TimeField(required=False, widget=forms.TimeInput)
    habit_to = forms.TimeField(required=False, widget=forms.TimeInput)

    def read_when(self) -> None:
        """Put `wall_from`, `wall_to` and `weekdays` among the cleaned data, or add the errors."""
        data = self.cleaned_data
        now = clock.now().astimezone(clock.LOCAL)
        data["wall_from"] = data["wall_to"] = ""
        days = "".join(data.get("weekdays") or ())
        data["habit_days"] = ""
        when = data.get("when")
        if when == "now":
            data["wall_from"] = now.strftime("%Y-%m-%dT%H:%M")
        elif when in ("today", "yesterday"):
            data["wall_from"] = (now.date() - timedelta(days=when == "yesterday")).isoformat()
        elif when == "recurring":
            if not days and "weekdays" not in self.errors:
                self.add_error("weekdays", ValidationError("days", code="weekdays_missing"))
            data["habit_days"] = "".join(sorted(days))
            self._span(now.date(), now.date(), data.get("habit_from"), data.get("habit_to"))
        elif when == "other":
            self._other(now)

    def _other(self, now: datetime) -> None:
        first, last = self.cleaned_data.get("on_date"), self.cleaned_data.get("until_date")
        if first is None:
            if "on_date" not in self.errors:
                self.add_error("on_date", ValidationError("date", code="date_missing"))
            return
        start, end = self.cleaned_data.get("from_time"), self.cleaned_data.get("to_time")
        if first > now.date() or (first == now.date() and start is not None and start > now.time()):
            self.add_error("on_date", ValidationError("future", code="in_future"))
        elif first < EARLIEST:
            self.add_error("on_date", ValidationError("early", code="too_early"))
        elif last is not None and (last < first or last > now.date()):
            self.add_error(
                "until_date",
                ValidationError("order", code="end_before_start" if last < first else "in_future"),
            )
        else:
            self._span(first, last or first, start, end)

    def _span(self, first: date, last: date, start: time | None, end: time | None) -> None:
        if start is not None and end is not None and first == last and end < start:
            last = last + timedelta(days=1)  # from 22 to 02 goes over midnight
        data = self.cleaned_data
        data["wall_from"] = first.isoformat() + (start.strftime("T%H:%M") if start else "")
        if last != first or end is not None:
            data["wall_to"] = last.isoformat() + (end.strftime("T%H:%M") if end else "")


class Where(forms.Form):
    """Where it was: typed words, an area of the list, or a point. Gives `placing` and `place_kind`."""

    place_text = OneLine(most=300)
    area = forms.CharField(required=False, widget=forms.Select)
    journey_line = OneLine(most=40)
    shape = forms.CharField(required=False, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, widget=forms.HiddenInput)
    lat = forms.CharField(required=False, widget=forms.HiddenInput)
    outside_ok = forms.BooleanField(required=False, widget=forms.HiddenInput)

    partnership: Partnership
    person: Caller

    def offer_areas(self) -> None:
        """Fill the list of areas; the two that are no areas come last."""
        found = placing.choosable_areas(self.partnership, seen_by=self.person)
        inside = placing.indoor_places(self.partnership, seen_by=self.person)
        choices = [(str(area.uuid), area.name) for area in found]
        choices += [(str(place.uuid), place.name) for place in inside]
        choices += [(code, code) for code in PLACELESS]
        self.fields["area"].widget.choices = [("", "---"), *choices]  # type: ignore[attr-defined]

    def read_where(self) -> None:
        """Put `placing` and `place_kind` among the cleaned data, or add the errors."""
        data = self.cleaned_data
        data["placing"], data["place_kind"] = placing.Placing(), ""
        chosen = self._chosen_area()
        words = stretches.of_words(self.partnership, data.get("place_text") or "", seen_by=self.person)
        drawn = self._drawn()
        if drawn is not None:
            if drawn.outside and not data.get("outside_ok"):
                self.add_error(None, ValidationError("outside", code="outside"))
            beside = chosen and not drawn.area
            data["placing"] = replace(drawn, area=chosen.area) if beside and chosen else drawn
        elif chosen is not None and (chosen.kind or words.area is None or words.area != chosen.area):
            data["placing"] = chosen
        elif data.get("place_text"):
            data["placing"] = words
        elif data.get("area") not in PLACELESS and not {"area", "place_text", "lon"} & set(self.errors):
            self.add_error("place_text", ValidationError("place", code="place_missing"))
        data["place_kind"] = data["area"] if data.get("area") in PLACELESS else data["placing"].kind
        if data["place_kind"] != "journey":
            data["journey_line"] = ""

    def _drawn(self) -> placing.Placing | None:
        """What was drawn or pointed at: a line or an area before a point."""
        shape = stretches.read_shape(self.cleaned_data.get("shape") or "")
        found = stretches.of_shape(self.partnership, shape, seen_by=self.person) if shape else None
        point = self._point()
        if found is None and point is not None:
            found = placing.at_point(self.partnership, *point, seen_by=self.person)
        return found

    def _chosen_area(self) -> placing.Placing | None:
        """What was chosen in the list: an area, or a registered place indoors."""
        chosen = self.cleaned_data.get("area")
        if not chosen or chosen in PLACELESS:
            return None
        try:
            area = placing.area_of(self.partnership, UUID(chosen), seen_by=self.person)
            if area is not None:
                return placing.Placing(area=area)
            found = placing.indoors(self.partnership, UUID(chosen), seen_by=self.person)
        except ValueError:
            found = None
        if found is None:
            self.add_error("area", ValidationError("area", code="invalid_choice"))
        return found

    def _point(self) -> tuple[float, float] | None:
        lon, lat = self.cleaned_data.get("lon"), self.cleaned_data.get("lat")
        if not lon or not lat:
            return None
        try:
            x, y = float(lon), float(lat)
        except ValueError:
            return None  # a broken point is no reason to lose the report: the other ways are asked for
        return (x, y) if -180 <= x <= 180 and -90 <= y <= 90 else None
