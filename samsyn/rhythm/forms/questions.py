# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about questions, and where they are raised."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import PageForm, RowChoice
from samsyn.rhythm.forms.choices import offer


class QuestionForm(PageForm):
    """A question in one's own preparation."""

    title = forms.CharField(max_length=200)
    text = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RaiseForm(PageForm):
    """In which forum a question is raised, or to which it is moved."""

    forum = RowChoice()
    reason = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, forums: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "forum", forums)


class AsideForm(PageForm):
    """Why a question is put aside."""

    reason = forms.CharField(max_length=300)


class AnswerForm(PageForm):
    """What a meeting answers."""

    answer = forms.CharField(max_length=500)
