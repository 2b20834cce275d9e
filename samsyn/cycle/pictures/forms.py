# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about a picture. Labels and hints stand in the templates."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django import forms

from samsyn.catalogue import categories
from samsyn.cycle.pictures.compute import Question
from samsyn.cycle.pictures.models import Outcome
from samsyn.cycle.pictures.rules import SECTIONS
from samsyn.cycle.reports.reads.counting import SOURCES
from samsyn.kit import formats
from samsyn.kit.inputs import DateInput, PageForm


def last_whole_tertial(today: date) -> tuple[date, date]:
    """The latest tertial that is over: January–April, May–August or September–December."""
    if today.month <= 4:
        return date(today.year - 1, 9, 1), date(today.year - 1, 12, 31)
    if today.month <= 8:
        return date(today.year, 1, 1), date(today.year, 4, 30)
    return date(today.year, 5, 1), date(today.year, 8, 31)


def recent_periods(today: date) -> list[tuple[str, date, date]]:
    """The periods that pictures are made for: the last whole week (`week`), tertial and year, each with its days."""
    sunday = today - timedelta(days=today.isoweekday())
    tertial = last_whole_tertial(today)
    year = today.year - 1
    return [
        ("week", sunday - timedelta(days=6), sunday),
        ("tertial", *tertial),
        ("year", date(year, 1, 1), date(year, 12, 31)),
    ]


class QuestionForm(PageForm):
    """The filter sentence: what the picture shows. Every field may be left out."""

    start = forms.DateField(required=False, widget=DateInput())
    end = forms.DateField(required=False, widget=DateInput())
    before_start = forms.DateField(required=False, widget=DateInput())
    before_end = forms.DateField(required=False, widget=DateInput())
    category = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    source = forms.MultipleChoiceField(
        required=False, choices=[(code, code) for code in SOURCES], widget=forms.CheckboxSelectMultiple
    )
    area = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, areas: list[Any], language: str = "sv", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.uuid): area for area in areas}
        self._choose("category", [(entry.key, entry.name(language)) for entry in categories.every()])
        self._choose("area", [(key, area.name) for key, area in self.areas.items()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", forms.ValidationError("", code="period_backwards"))
        start, end = cleaned.get("before_start"), cleaned.get("before_end")
        if start and end and end < start:
            self.add_error("before_end", forms.ValidationError("", code="period_backwards"))
        return cleaned

    def left_out(self) -> list[str]:
        """Codes of what was asked but could not be answered as asked, with words in `words/pictures/not_asked.html`."""
        self.is_valid()
        asked = self.cleaned_data
        found = [
            code
            for code, first, last in (
                ("period", "start", "end"),
                ("comparison", "before_start", "before_end"),
            )
            if any(self.data.get(name) for name in (first, last))
            and not (asked.get(first) and asked.get(last))
        ]
        return found + [name for name in ("category", "source", "area") if name in self.errors]

    def question(self, today: date) -> Question:
        """The question that was asked; what is missing or wrong falls back to the last whole tertial."""
        self.is_valid()
        asked = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        start, end = asked.get("start"), asked.get("end")
        period = (start, end) if start and end and start <= end else last_whole_tertial(today)
        start, end = asked.get("before_start"), asked.get("before_end")
        return Question(
            period,
            compared_with=(start, end) if start and end and start <= end else None,
            categories=tuple(asked.get("category") or ()),
            sources=tuple(asked.get("source") or ()),
            areas=tuple(self.areas[key].pk for key in asked.get("area") or ()),
        )


class PartsForm(PageForm):
    """The words people write in a picture."""

    title = forms.CharField(max_length=300, required=False)
    mapping = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 6}))
    other_information = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 6}))
    analysis = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 8}))
    consequences = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    school = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    restaurants = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    business = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    organised_crime = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    welfare_crime = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class FindingForm(PageForm):
    """One finding, in one sentence."""

    sentence = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    category = forms.ChoiceField(required=False)
    area = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, areas: list[Any], language: str = "sv", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.uuid): area for area in areas}
        for name, choices in (
            ("category", [(entry.key, entry.name(language)) for entry in categories.every()]),
            ("area", [(key, area.name) for key, area in self.areas.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *choices]


class CauseForm(PageForm):
    """One probable cause of a finding."""

    side = forms.ChoiceField(
        choices=[(code, code) for code in ("victim", "offender", "place", "before", "during", "after")],
        widget=forms.RadioSelect,
    )
    sentence = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    known = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    guessed = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))


class PaperForm(PageForm):
    """An approval on paper, registered for a party without accounts."""

    organisation = forms.ChoiceField()
    title = forms.CharField(max_length=200)
    approved_on = forms.DateField(widget=DateInput())

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(entry.uuid), entry.name) for entry in organisations]


class DecisionForm(PageForm):
    """The decision on a picture."""

    body = forms.CharField(max_length=200)
    decided_on = forms.DateField(widget=DateInput())
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)


def _day(finding: Any) -> str:
    return formats.full_date(finding.created_at)


class FocusForm(PageForm):
    """A focus area, chosen from findings."""

    title = forms.CharField(max_length=300)
    findings = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    area = forms.ChoiceField(required=False)
    theme = forms.ChoiceField(required=False, choices=[("", "–"), *((code, code) for code in SECTIONS)])
    target_state = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, findings: list[Any], areas: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(finding.uuid): finding for finding in findings}
        self.areas = {str(area.uuid): area for area in areas}
        chosen = self.fields["findings"]
        place = self.fields["area"]
        assert isinstance(chosen, forms.MultipleChoiceField) and isinstance(place, forms.ChoiceField)
        told = Counter(finding.sentence for finding in findings)
        chosen.choices = [
            # The same words twice are told apart by the day they were written.
            (
                key,
                finding.sentence if told[finding.sentence] == 1 else f"{finding.sentence} ({_day(finding)})",
            )
            for key, finding in self.found.items()
        ]
        place.choices = [("", "–"), *[(key, area.name) for key, area in self.areas.items()]]


class AlertForm(PageForm):
    """What an alert turned out to be. The outcome is the button that was pressed."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    reason = forms.CharField(max_length=500, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
