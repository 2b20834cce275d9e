# SPDX-License-Identifier: EUPL-1.2
"""What a person may type when publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from samsyn.kit.inputs import PageForm, RowsChoice


class NoteForm(forms.Form):
    """Why something that is already out is published again."""

    note = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @staticmethod
    def note_in(typed: Mapping[str, str]) -> str:
        """The note as typed, empty when none was."""
        form = NoteForm(typed)
        return form.cleaned_data["note"] if form.is_valid() else ""


class OtherWorkForm(PageForm):
    """Which of the joint work outside the promises residents are told of."""

    activities = RowsChoice(required=False)

    def __init__(self, *args: Any, offered: Iterable[Any], out: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, initial={"activities": list(out)}, **kwargs)
        field = self.fields["activities"]
        assert isinstance(field, RowsChoice)
        field.offer(offered, "title")
