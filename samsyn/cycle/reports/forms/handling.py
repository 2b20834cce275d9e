# SPDX-License-Identifier: EUPL-1.2
"""What is typed while a report is handled. Each form carries the version it was drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from samsyn.cycle.reports.compute import guard
from samsyn.cycle.reports.forms.fields import OneLine, SafeText, segments
from samsyn.cycle.reports.models import MOVES, Helped, Report, State
from samsyn.cycle.reports.writes import NOTE_MOST, REASON_MOST, SEVERAL
from samsyn.cycle.reports.writes.faults import TEXT_MOST
from samsyn.ground.people.models import Organisation
from samsyn.ground.places.models import Area
from samsyn.kit.inputs import PageForm, RowChoice


class _Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MoveForm(_Versioned):
    """A new state, and the reason for it."""

    state = forms.ChoiceField(choices=(), widget=forms.RadioSelect)
    reason = OneLine(most=REASON_MOST)

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, initial={"version": report.version})
        # To be merged needs another report, to be handed over an organisation: they have forms of their own.
        left = MOVES[State(report.state)] - {State.MERGED, State.WITH_ORGANISATION}
        states = [code for code in State if code in left]
        self.fields["state"].choices = [(code.value, code.value) for code in states]  # type: ignore[attr-defined]


class AssignForm(_Versioned):
    """The organisation that takes it over."""

    organisation = forms.ChoiceField(choices=(), widget=forms.Select)

    def __init__(self, report: Report, organisations: list[Organisation], data: Any = None) -> None:
        super().__init__(data, initial={"version": report.version})
        self.fields["organisation"].choices = [("", "---")] + [  # type: ignore[attr-defined]
            (str(found.uuid), found.name) for found in organisations
        ]


class LookForm(forms.Form):
    """The decision that weeding a waiting text rests on. Several stand on one page, so its id holds the report's."""

    reason = OneLine(most=REASON_MOST)

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, auto_id=f"%s-{report.uuid}")


class NoteForm(forms.Form):
    """A note."""

    text = SafeText(most=NOTE_MOST, required=True, widget=forms.Textarea)


class MergeForm(_Versioned):
    """The other report, by its address or the id in it."""

    into = OneLine(most=300, required=True)

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, initial={"version": report.version})

    def clean_into(self) -> UUID:
        typed = self.cleaned_data["into"].rstrip("/").rsplit("/", 1)[-1]
        try:
            return UUID(typed)
        except ValueError:
            raise ValidationError("id", code="not_an_id") from None


class PlaceForm(_Versioned):
    """The area a report belongs to."""

    area = forms.ChoiceField(choices=(), widget=forms.Select)

    def __init__(self, report: Report, areas: list[Area], data: Any = None) -> None:
        super().__init__(
            data, initial={"version": report.version, "area": str(report.area.uuid) if report.area else ""}
        )
        self.fields["area"].choices = [("", "---")] + [(str(area.uuid), area.name) for area in areas]  # type: ignore[attr-defined]


class HelpedForm(_Versioned):
    """Whether what was done helped."""

    helped = forms.ChoiceField(choices=[(code, code) for code in Helped.values], widget=forms.RadioSelect)

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(data, initial={"version": report.version, "helped": report.helped})


class HandOverForm(PageForm):
    """Who mends it, and what they are told."""

    receiver = RowChoice()
    text = SafeText(most=TEXT_MOST, widget=forms.Textarea)

    def __init__(self, receivers: Iterable[Any], words: str = "", data: Any = None) -> None:
        super().__init__(data, initial={"text": words})
        self.fields["receiver"].offer(receivers)  # type: ignore[attr-defined]


class SeveralForm(PageForm):
    """What is done with the reports that were ticked."""

    state = forms.ChoiceField(choices=[(code.value, code.value) for code in SEVERAL], widget=forms.Select)
    reason = OneLine(most=REASON_MOST)
    organisation = RowChoice(required=False)

    def __init__(self, organisations: Iterable[Any], data: Any = None) -> None:
        super().__init__(data)
        self.fields["organisation"].offer(organisations, empty=True)  # type: ignore[attr-defined]


def marked(report: Report) -> list[tuple[str, str]]:
    """A report's text in pieces, with what the guard suspects of each."""
    return segments(report.text, guard(report.text).marks) if report.text else []
