# SPDX-License-Identifier: EUPL-1.2
"""What may be typed on the settings page; labels stand in the template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samsyn.ground.people import reads
from samsyn.ground.people.models import Organisation, OrganisationKind, Partnership, Role
from samsyn.kit.callers import Caller
from samsyn.kit.languages import DRAFTS

# Below this a single household could be read out of a public number, whatever the partnership wants.
SMALLEST_LIMIT = 3


class PartnershipForm(forms.Form):
    """How the partnership shows itself."""

    name = forms.CharField(max_length=300)
    contact_role = forms.CharField(max_length=200, required=False)
    contact_address = forms.CharField(max_length=200, required=False)
    case_number = forms.CharField(max_length=60, required=False)
    small_count_limit = forms.IntegerField(min_value=SMALLEST_LIMIT, max_value=50)
    languages = forms.MultipleChoiceField(
        choices=[(code, code) for code in DRAFTS], required=False, widget=forms.CheckboxSelectMultiple
    )


class ColoursForm(forms.Form):
    """The colour of links and buttons, and of the mark's lower arc; both empty for Samsyn's own."""

    brand = forms.CharField(max_length=9, required=False)
    second = forms.CharField(max_length=9, required=False)

    def clean(self) -> dict[str, Any]:
        """A second colour alone says nothing; `colours` is what to keep."""
        typed = super().clean() or {}
        if typed.get("second") and not typed.get("brand"):
            self.add_error("brand", ValidationError("brand_missing", code="brand_missing"))
        given = [typed.get("brand", ""), typed.get("second", "")]
        typed["colours"] = [f"#{colour.strip().lstrip('#')}" for colour in given if colour]
        return typed


class LogoForm(forms.Form):
    """A logo as a file."""

    logo = forms.FileField()


class OrganisationForm(forms.Form):
    """A new party."""

    name = forms.CharField(max_length=300)
    kind = forms.ChoiceField(choices=OrganisationKind.choices)


class MemberForm(forms.Form):
    """A new member of one of the parties."""

    email = forms.EmailField(max_length=254)
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        queryset=None, to_field_name="uuid", empty_label=None
    )
    role = forms.ChoiceField(choices=[choice for choice in Role.choices if choice[0] != Role.GUEST])
    title = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: object, partnership: Partnership, seen_by: Caller, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = reads.organisations(partnership, seen_by=seen_by)
