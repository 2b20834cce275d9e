# SPDX-License-Identifier: EUPL-1.2
"""What a resident types to be told by mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from samsyn.cycle.publications.models import About
from samsyn.cycle.publications.reads import Choice
from samsyn.kit.inputs import PageForm
from samsyn.kit.words import words_for

FAMILY = "publications/follow"


class SubscribeForm(PageForm):
    """What to follow, and where to."""

    choice = forms.ChoiceField()
    address = forms.EmailField(
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def __init__(self, *args: Any, offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: list[Any] = [(About.ALL.value, words_for(FAMILY, About.ALL.value))]
        for about in (About.PROMISE, About.DISTRICT):
            rows = [(one.code, one.name) for one in offered if one.about == about]
            if rows:
                groups.append((words_for(FAMILY, about.value), rows))
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = groups
