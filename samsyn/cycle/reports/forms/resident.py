# SPDX-License-Identifier: EUPL-1.2
"""The resident's page: three questions, and the form that asks for a receipt code."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from samsyn.catalogue import categories
from samsyn.cycle.reports.compute import guard
from samsyn.cycle.reports.forms.fields import (
    CategoryField,
    OneLine,
    Photos,
    SafeText,
    When,
    Where,
    safe_text,
    said,
    segments,
)
from samsyn.cycle.reports.writes import DISTRICT_KINDS, GUARDED, TEXT_MOST, Sighting
from samsyn.ground.people.models import Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput


class _Fields(dict[str, forms.Field]):
    """A form's fields, shared by all of its kind; a form has one of its own only where it asks for it.

    Copying them all took a tenth of a report's time.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> _Fields:
        return _Fields(self)

    def own(self, name: str) -> forms.Field:
        """A field that this form alone may change."""
        self[name] = copy.deepcopy(self[name])
        return self[name]


class ResidentForm(When, Where):
    """What happens, where, when. Nothing else is asked, and nobody."""

    client_id = forms.CharField(required=False, widget=forms.HiddenInput)
    text = SafeText(most=TEXT_MOST, widget=forms.Textarea, strip=True)
    category = CategoryField(required=False)
    photo = Photos()

    fields: _Fields

    def __init__(
        self,
        partnership: Partnership,
        person: Caller,
        data: Any = None,
        files: Any = None,
        *,
        again: QueryDict | None = None,
    ) -> None:
        """`again` is what was typed before, to be shown once more without being judged."""
        self.partnership, self.person = partnership, person
        self.signal = data is not None and ("signal" in data or "same" in data)
        # "The same here" is one tap too, but what was typed goes along.
        self.same = data is not None and "same" in data and "signal" not in data
        self.suggested = ""
        self.marked: list[tuple[str, str]] = []
        initial: dict[str, Any] = {"client_id": str(uuid4()), "when": "now"}
        for name in self.base_fields:
            if again is not None and name in again:
                initial[name] = again.getlist(name) if name == "weekdays" else safe_text(str(again[name]))
        self.had_photos = bool(files)
        super().__init__(data, files if self.same or not self.signal else None, initial=initial)
        if self.signal:
            self.fields.own("when").required = False

    def offer_areas(self) -> None:
        self.fields.own("area")
        super().offer_areas()

    def _clean_fields(self) -> None:
        """As every form does, but what was not sent is empty at once: of 19 fields a resident sends five or six."""
        sent = self.fields
        left = {
            name: empty
            for name, empty in _empty().items()
            if name not in self.data and name not in self.files
        }
        self.fields = _Fields((name, field) for name, field in sent.items() if name not in left)
        try:
            super()._clean_fields()  # type: ignore[misc]  # Django's, and not in its stubs
        finally:
            self.fields = sent
        self.cleaned_data |= {name: copy.copy(empty) for name, empty in left.items()}

    @property
    def sending(self) -> UUID:
        """The id of this sending, made with the page; a broken one is replaced."""
        try:
            return UUID(self.cleaned_data.get("client_id") or "")
        except ValueError:
            return uuid4()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.signal:
            # One tap while it is going on: place, time and category are enough, and no text is taken.
            if not self.same:
                data["text"], data["photo"] = "", []
            data["when"] = data.get("when") or "now"
        self._what()
        self.read_where()
        self.read_when()
        category = categories.get(data.get("category") or "")
        if category is not None and category.district_only:
            area = data["placing"].area
            if not self.errors and (area is None or area.kind not in DISTRICT_KINDS):
                self.add_error("area", ValidationError("district", code="choose_district"))
        return data

    def _what(self) -> None:
        data = self.cleaned_data
        if data.get("category") or "category" in self.errors:
            return
        guessed = categories.guess(data.get("text") or "", most=1)
        self.suggested = guessed[0] if guessed else ""
        code = "category_guessed" if self.suggested else "category_missing"
        self.add_error("category", ValidationError("category", code=code))

    def refuse(self, refused: BadInput) -> None:
        """Show what the guard, or a rule, said of what was typed: where, and which words."""
        field = refused.field if refused.field in self.fields else None
        if field and "marks" in refused.facts:
            self.marked = segments(self.cleaned_data[field], refused.facts["marks"])
        self.add_error(field, said(refused))

    def sighting(self) -> Sighting:
        """What was told, ready to be stored."""
        data = self.cleaned_data
        return Sighting(
            category=data["category"],
            wall_from=data["wall_from"],
            wall_to=data["wall_to"],
            weekdays=data["habit_days"],
            text=data.get("text") or "",
            area=data["placing"].area,
            e=data["placing"].e,
            n=data["placing"].n,
            place_text=data.get("place_text") or "",
            place_kind=data["place_kind"],
            place_shape=data["placing"].shape,
            journey_line=data["journey_line"],
            photos=tuple(data.get("photo") or ()),
        )


ResidentForm.base_fields = _Fields(ResidentForm.base_fields)


@cache
def _empty() -> dict[str, Any]:
    """What each field that may be left out is cleaned to when nothing was sent for it."""
    fields = ResidentForm.base_fields.items()
    return {name: field.clean(None) for name, field in fields if not field.required and name != "when"}


class CodeForm(forms.Form):
    """Asks for a receipt code."""

    code = OneLine(most=40, required=True)


def without_marks(typed: QueryDict) -> QueryDict:
    """What was typed, with the words that the guard is certain about taken out."""
    mended = typed.copy()
    for name in GUARDED:
        if name in mended:
            text = safe_text(str(mended[name]))
            sure = [mark for mark in guard(text).marks if mark.certainty == "certain"]
            pieces = [piece for piece, kind in segments(text, sure) if not kind]
            mended[name] = "".join(pieces).replace("  ", " ").strip() if sure else text
    return mended
