# SPDX-License-Identifier: EUPL-1.2
"""What may be typed about the map; labels stand in the template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samsyn.ground.places import basemap
from samsyn.ground.places.models import LayerKind
from samsyn.ground.places.writes import BY_TAGS
from samsyn.kit.errors import BadInput
from samsyn.kit.inputs import PageForm


class BasemapForm(PageForm):
    """The background map: none, a PMTiles file, or tiles of pictures."""

    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in basemap.KINDS], widget=forms.RadioSelect, initial="none"
    )
    address = forms.CharField(max_length=basemap.LONGEST, required=False)
    attribution = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Check the address against the kind; what is kept stands in `basemap`."""
        typed = super().clean() or {}
        try:
            typed["basemap"] = basemap.checked(
                typed.get("kind", ""), typed.get("address", ""), typed.get("attribution", "")
            )
        except BadInput as error:
            self.add_error(error.field, ValidationError(error.code, code=error.code))
        return typed


class GroundForm(PageForm):
    """A file with a layer of the ground."""

    layer = forms.ChoiceField(choices=[(BY_TAGS, BY_TAGS), *LayerKind.choices])
    file = forms.FileField()
    origin = forms.CharField(max_length=200, required=False)
