# SPDX-License-Identifier: EUPL-1.2
"""What a person may type when publishing."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms


class NoteForm(forms.Form):
    """Why something that is already out is published again."""

    note = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @staticmethod
    def note_in(typed: Mapping[str, str]) -> str:
        """The note as typed, empty when none was."""
        form = NoteForm(typed)
        return form.cleaned_data["note"] if form.is_valid() else ""
