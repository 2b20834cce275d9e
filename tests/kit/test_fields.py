# SPDX-License-Identifier: EUPL-1.2
"""A field that came back keeps what was typed and says what to do about it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from samsyn.kit import fields
from tests.kit.sheet import SheetForm
from tests.kit.test_components import _rendered


def _form(**typed: Any) -> SheetForm:
    form = SheetForm(typed)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("text", "textarea"),
        ("kind", "radio"),
        ("several", "checkboxes"),
        ("day", "date"),
        ("hour", "time"),
        ("count", "number"),
        ("certainty", "select"),
        ("place", "text"),
        ("original", "file"),
        ("agree", "checkbox"),
    ],
)
def test_the_widget_decides_the_drawing(name: str, kind: str) -> None:
    assert fields.kind_of(SheetForm()[name]) == kind


def test_a_number_that_is_no_number_is_not_thrown_away() -> None:
    html = _rendered('<c-field :field="form.count" label="Hur många?" />', form=_form(count="ett femtontal?"))
    assert 'value="ett femtontal?"' in html
    assert 'type="number"' not in html
    assert 'inputmode="numeric"' in html


def test_a_date_is_given_to_the_browser_in_the_form_it_reads() -> None:
    from datetime import date

    form = SheetForm(initial={"day": date(2024, 5, 16)})
    html = _rendered('<c-field :field="form.day" label="Dag" />', form=form)
    assert 'type="date"' in html
    assert html.count("type=") == 1
    assert 'value="2024-05-16"' in html


def test_a_wrong_field_is_marked_described_and_told_what_to_do() -> None:
    html = _rendered(
        '<c-field :field="form.place" label="Var?" hint="En stadsdel räcker" missing="Skriv var det händer" />',
        form=_form(place=""),
    )
    assert 'aria-invalid="true"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    assert described[1].split() == ["id_place-hint", "id_place-error"]
    for one in described[1].split():
        assert f'id="{one}"' in html
    assert "Skriv var det händer" in html


def test_a_right_field_says_nothing_of_errors() -> None:
    html = _rendered('<c-field :field="form.place" label="Var?" />', form=_form(place="Lötäng"))
    assert "aria-invalid" not in html
    assert "panel" not in html
    assert 'value="Lötäng"' in html


def test_choices_are_real_buttons_with_one_label_each() -> None:
    html = _rendered('<c-field :field="form.when" label="När?" />', form=_form(when="recurring"))
    assert html.count('type="radio"') == 4
    assert len(re.findall(r'value="recurring"[^>]* checked', html)) == 1
    assert html.count(" checked") == 1
    assert "<legend" in html


def test_choices_take_their_words_from_a_family() -> None:
    class Chosen(forms.Form):
        kind = forms.ChoiceField(choices=[("municipality", "x"), ("police", "x")], widget=forms.RadioSelect)

    html = _rendered('<c-field :field="form.kind" label="Vem?" words="organisation" />', form=Chosen())
    assert "Kommunen" in html
    assert "Polisen" in html
    assert ">x<" not in html


def test_the_summary_leads_to_each_field_and_to_the_first_of_the_choices() -> None:
    html = _rendered('<c-error-summary :form="form" />', form=_form())
    assert 'href="#id_place"' in html
    assert 'href="#id_when_0"' in html
    assert "saker att ändra först" in html


def test_the_summary_is_silent_when_nothing_is_wrong_or_sent() -> None:
    assert _rendered('<c-error-summary :form="form" />', form=SheetForm()) == ""


def test_a_remark_on_the_whole_form_is_said_too() -> None:
    class Whole(forms.Form):
        a = forms.CharField()

        def clean(self) -> dict[str, Any]:
            raise ValidationError("end_before_start", code="end_before_start")

    form = Whole({"a": "x"})
    html = _rendered('<c-error-summary :form="form" />', form=form)
    assert "Slutet ligger före början" in html


def test_limits_are_said_with_their_numbers() -> None:
    class Long(forms.Form):
        title = forms.CharField(max_length=5)

    html = _rendered('<c-field :field="form.title" label="Rubrik" />', form=Long({"title": "för lång text"}))
    assert "högst 5 tecken" in html
    assert "Nu är den 13" in html
    assert 'value="för lång text"' in html


def test_the_words_are_in_the_language_of_the_page() -> None:
    with translation.override("sv"):
        assert fields.errors_of(_form(place="")["place"]) == ["Fyll i det här för att gå vidare"]
