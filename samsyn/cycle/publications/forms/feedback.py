# SPDX-License-Identifier: EUPL-1.2
"""What a resident types about something that does not work."""

from __future__ import annotations

from django import forms

from samsyn.kit.inputs import PageForm


class FeedbackForm(PageForm):
    """What does not work, where, and where an answer may be sent."""

    text = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}))
    page = forms.CharField(max_length=200, required=False)
    reply = forms.EmailField(
        max_length=254,
        required=False,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
