# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about an agreement: the law asks for purposes and areas, the rest makes it possible to follow up."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import DateInput, PageForm, RowsChoice


def _text(rows: int = 2, *, required: bool = False) -> forms.CharField:
    return forms.CharField(required=required, max_length=8_000, widget=forms.Textarea(attrs={"rows": rows}))


class AgreementForm(PageForm):
    """One version of a cooperation agreement."""

    title = forms.CharField(max_length=300)
    parties = RowsChoice(required=False)
    purposes = _text(3, required=True)
    areas = _text(required=True)
    problems = _text()
    causes = _text()
    goals = _text()
    documentation = _text()
    following_up = _text()
    roles = _text()
    communication = _text()
    police_plan = forms.CharField(max_length=300, required=False)
    statutory_plan = forms.CharField(max_length=300, required=False)
    period_from = forms.DateField(widget=DateInput())
    period_to = forms.DateField(widget=DateInput())
    case_number = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parties"]
        assert isinstance(field, RowsChoice)
        field.offer(organisations)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", forms.ValidationError("", code="period_backwards"))
        return cleaned
