# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about promises. Labels and hints stand in the templates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from samsyn.catalogue import categories
from samsyn.cycle.promises.models import Bound, Kind, Level, Relation, Source, Split
from samsyn.kit import inputs, swedish_numbers
from samsyn.kit.inputs import DateInput, PageForm, RowChoice, RowsChoice, has_been


def _codes(choices: Any) -> list[tuple[str, str]]:
    return [(code, code) for code in choices.values]


class NumberField(forms.CharField):
    """A number as people write it: "1 200", "2,5", "ett 15-tal". Gives a Decimal, None when empty."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = swedish_numbers.read(text)
        if found is None:
            raise forms.ValidationError("", code="not_a_number")
        return Decimal(str(found.value))


class PromiseForm(PageForm):
    """The sentence, when it holds, where, and what it rests on."""

    sentence = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    explanation = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    focus_area = RowChoice(required=False)
    agreement = RowChoice(required=False)
    target_state = RowChoice(required=False)
    level = forms.ChoiceField(choices=_codes(Level), initial=Level.PARTNERSHIP)
    area = RowChoice(required=False)
    period_from = forms.DateField(widget=DateInput())
    period_to = forms.DateField(required=False, widget=DateInput())
    until_replaced = forms.BooleanField(required=False)
    theme = forms.CharField(max_length=60, required=False)
    owners = RowsChoice(required=False)
    parties = RowsChoice(required=False)

    def __init__(
        self,
        *args: Any,
        focus_areas: Any,
        agreements: Any,
        target_states: Any = (),
        areas: Any,
        organisations: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owners", "parties"):
            several = self.fields[name]
            assert isinstance(several, RowsChoice)
            several.offer(organisations)
        for name, rows, label in (
            ("focus_area", focus_areas, "title"),
            ("agreement", agreements, "title"),
            ("target_state", target_states, "sentence"),
            ("area", areas, "name"),
        ):
            field = self.fields[name]
            assert isinstance(field, RowChoice)
            field.offer(rows, label, empty=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", forms.ValidationError("", code="period_backwards"))
        if not end and not cleaned.get("until_replaced") and "period_to" not in self.errors:
            self.add_error("period_to", forms.ValidationError("", code="period_missing"))
        return cleaned


class IndicatorForm(PageForm):
    """One part that can be followed up."""

    name = forms.CharField(max_length=300)
    kind = forms.ChoiceField(choices=_codes(Kind), initial=Kind.COUNT)
    organisation = RowChoice()
    also = RowsChoice(required=False)
    source = forms.ChoiceField(choices=_codes(Source), initial=Source.ACTIVITIES)
    measured = forms.ChoiceField(required=False, choices=[(c, c) for c in ("times", "reached", "minutes")])
    category = forms.ChoiceField(required=False)
    measure = forms.CharField(max_length=80, required=False)
    place_code = forms.CharField(max_length=40, required=False)
    part_of = RowChoice(required=False)
    relation = forms.ChoiceField(required=False, choices=[("", "–"), *_codes(Relation)])
    about_people = forms.BooleanField(required=False)
    steps = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    bound = forms.ChoiceField(choices=_codes(Bound), initial=Bound.AT_LEAST)
    target = NumberField(max_length=40, required=False)
    unit = forms.CharField(max_length=60, required=False)
    per = forms.ChoiceField(
        required=False,
        choices=[("", "–"), *[(code, code) for code in ("week", "month", "quarter", "tertial", "year")]],
    )
    counts = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    baseline = NumberField(max_length=40, required=False)
    baseline_period = forms.CharField(max_length=60, required=False)
    baseline_source = forms.CharField(max_length=200, required=False)
    sample_size = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    effect_days = forms.IntegerField(required=False, min_value=0, max_value=3_650)

    def __init__(
        self, *args: Any, organisations: Any, parts: Any = (), language: str = "sv", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, empty in (("organisation", organisations, False), ("part_of", parts, True)):
            field = self.fields[name]
            assert isinstance(field, RowChoice)
            field.offer(rows, empty=empty)
        several = self.fields["also"]
        assert isinstance(several, RowsChoice)
        several.offer(organisations)
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)
        category.choices = [("", "–"), *[(entry.key, entry.name(language)) for entry in categories.every()]]

    def clean(self) -> dict[str, Any]:
        """What was typed in the target's own field is understood: "minst 20", "varannan vecka", "2,5 %"."""
        cleaned = super().clean() or {}
        typed = swedish_numbers.read(str(self.data.get("target") or ""))
        if typed is not None:
            cleaned["per"] = cleaned.get("per") or typed.per
            if typed.percent and not cleaned.get("unit"):
                cleaned["unit"] = "procent"
            said = swedish_numbers.bound(str(self.data.get("target")))
            if said != Bound.EXACT:
                cleaned["bound"] = said
        cleaned["steps"] = [
            line.strip() for line in (cleaned.get("steps") or "").splitlines() if line.strip()
        ]
        if cleaned.get("part_of") and not cleaned.get("relation"):
            self.add_error("relation", forms.ValidationError("", code="relation_missing"))
        takes = {name: cleaned.pop(name, "") for name in ("measured", "category", "measure", "place_code")}
        cleaned["takes"] = {name: value for name, value in takes.items() if value}
        return cleaned


class SplitForm(PageForm):
    """A count split by sex or school: one group a line, with its target after the last colon where it has one."""

    whole = RowChoice()
    split_by = forms.ChoiceField(choices=_codes(Split), initial=Split.SEX)
    groups = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, parts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whole"]
        assert isinstance(field, RowChoice)
        field.offer(parts)

    def clean_groups(self) -> dict[str, float | None]:
        """The groups by name, each with its target or None."""
        found: dict[str, float | None] = {}
        for line in self.cleaned_data["groups"].splitlines():
            name, colon, typed = (part.strip() for part in line.rpartition(":"))
            number = swedish_numbers.read(typed) if colon else None
            if colon and (number is None or number.value < 0):
                raise forms.ValidationError("", code="group_without_number")
            if name := name if colon else line.strip():
                found[name] = number.value if number else None
        return found


class SignForm(PageForm):
    """One's own party's signature."""

    title = forms.CharField(max_length=200)
    name = forms.CharField(max_length=200, required=False)


class PaperForm(SignForm):
    """A signature that was given on paper."""

    organisation = RowChoice()
    signed_on = forms.DateField(widget=DateInput())
    original = forms.FileField(required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, RowChoice)
        field.offer(organisations)

    def clean_signed_on(self) -> Any:
        return has_been(self.cleaned_data["signed_on"])


class RedefineForm(PageForm):
    """A change of what an indicator counts, after signing."""

    counts = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    target = NumberField(max_length=40, required=False)
    reason = forms.CharField(max_length=500)
    signer_title = forms.CharField(max_length=200)


class ReasonForm(PageForm):
    """Why a part is broken off."""

    reason = forms.CharField(max_length=500)


class HandOverForm(inputs.HandOverForm, ReasonForm):
    """Who answers for a part from now on, and why."""


class EndForm(PageForm):
    """When a promise ended, and what replaced it."""

    on = forms.DateField(widget=DateInput())
    replaced_by = RowChoice(required=False)

    def __init__(self, *args: Any, promises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replaced_by"]
        assert isinstance(field, RowChoice)
        field.offer(promises, "sentence", empty=True)


class HistoryForm(PageForm):
    """Where an earlier year's promise was told."""

    source = forms.CharField(max_length=300)
    signed_on = forms.DateField(required=False, widget=DateInput())


class EffectForm(PageForm):
    """How it will be known whether it helped; filled in before the start."""

    sentence = forms.CharField(max_length=300)
    category = forms.ChoiceField()
    area = RowChoice()
    controls = RowsChoice()
    starts_on = forms.DateField(widget=DateInput())
    expected_days = forms.IntegerField(min_value=0, max_value=3_650, initial=0)
    counted_to = forms.DateField(widget=DateInput())
    picked_because_high = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, areas: Any, language: str = "sv", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, controls, category = self.fields["area"], self.fields["controls"], self.fields["category"]
        assert isinstance(area, RowChoice) and isinstance(controls, RowsChoice)
        assert isinstance(category, forms.ChoiceField)
        area.offer(areas)
        controls.offer(areas)
        category.choices = [(entry.key, entry.name(language)) for entry in categories.every()]
