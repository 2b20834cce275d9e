# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about the statutory plan of measures."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.catalogue import measures as known
from samsyn.cycle.activities.models import Term
from samsyn.kit.inputs import DateInput, PageForm, RowChoice, RowsChoice, has_been


class PlanForm(PageForm):
    """A plan's words, its time and the picture it rests on."""

    title = forms.CharField(max_length=300)
    picture = RowChoice(required=False)
    summary = forms.CharField(max_length=8_000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    period_from = forms.DateField(widget=DateInput())
    period_to = forms.DateField(widget=DateInput())

    def __init__(self, *args: Any, pictures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["picture"]
        assert isinstance(field, RowChoice)
        field.offer(pictures, "shown", empty=True)

    def clean(self) -> dict[str, Any]:
        return _dates_in_order(self, super().clean() or {})


class MeasureForm(PageForm):
    """One measure: what it acts on, who answers, what it costs."""

    title = forms.CharField(max_length=300)
    description = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    rests_on = RowChoice(required=False)
    unlinked_reason = forms.CharField(max_length=500, required=False)
    organisation = RowChoice()
    role = forms.CharField(max_length=120, required=False)
    known = forms.ChoiceField(required=False)
    term = forms.ChoiceField(
        choices=[(code, code) for code in Term.values], required=False, initial=Term.UNKNOWN
    )
    measured_by = forms.CharField(max_length=300, required=False)
    period_from = forms.DateField(required=False, widget=DateInput())
    period_to = forms.DateField(required=False, widget=DateInput())
    cost = forms.IntegerField(required=False, min_value=0, max_value=1_000_000_000)
    funding = forms.CharField(max_length=200, required=False)

    def __init__(
        self, *args: Any, evidence: Any, organisations: Any, language: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, label, empty in (
            ("rests_on", evidence, "sentence", True),
            ("organisation", organisations, "name", False),
        ):
            field = self.fields[name]
            assert isinstance(field, RowChoice)
            field.offer(rows, label, empty=empty)
        offered = self.fields["known"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [("", "–"), *[(row.key, row.name(language)) for row in known.every()]]

    def clean(self) -> dict[str, Any]:
        """A finding and a cause are chosen in one list; what comes out says which it was."""
        cleaned = _dates_in_order(self, super().clean() or {})
        chosen = cleaned.pop("rests_on", None)
        cleaned["cause"] = chosen if hasattr(chosen, "side") else None
        cleaned["finding"] = chosen if chosen is not None and cleaned["cause"] is None else None
        cleaned["term"] = cleaned.get("term") or Term.UNKNOWN
        return cleaned


class PlanDecisionForm(PageForm):
    """Who decided, when, and under which paragraph and case number."""

    body = forms.CharField(max_length=200)
    decided_on = forms.DateField(widget=DateInput())
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)

    def clean_decided_on(self) -> Any:
        return has_been(self.cleaned_data["decided_on"])


class PlanFollowUpForm(PageForm):
    """Before whom the plan was followed up, when, and what was concluded."""

    body = forms.CharField(max_length=200)
    followed_on = forms.DateField(widget=DateInput())
    paragraph = forms.CharField(max_length=40, required=False)
    case_number = forms.CharField(max_length=60, required=False)
    conclusion = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_followed_on(self) -> Any:
        return has_been(self.cleaned_data["followed_on"])


class ServeForm(PageForm):
    """Which measures of the statutory plan an activity serves."""

    measures = RowsChoice(required=False)

    def __init__(self, *args: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measures"]
        assert isinstance(field, RowsChoice)
        field.offer(measures, "title")


def _dates_in_order(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    start, end = cleaned.get("period_from"), cleaned.get("period_to")
    if start and end and end < start:
        form.add_error("period_to", forms.ValidationError("", code="period_backwards"))
    return cleaned
