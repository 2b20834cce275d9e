# SPDX-License-Identifier: EUPL-1.2
"""What a person may type about forums."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.kit.inputs import PageForm, RowChoice
from samsyn.rhythm.forms.choices import codes, offer
from samsyn.rhythm.models import Every, ForumKind


class ForumForm(PageForm):
    """A forum: what it is for, and the name it goes by here."""

    kind = forms.ChoiceField(choices=codes(ForumKind), widget=forms.RadioSelect, initial=ForumKind.BOARD)
    name = forms.CharField(max_length=120)
    mandate = forms.CharField(max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    led_by = RowChoice(required=False)
    reports_to = RowChoice(required=False)
    every = forms.ChoiceField(choices=codes(Every), initial=Every.WEEK)
    starts_at = forms.TimeField(required=False, widget=forms.TimeInput(format="%H:%M"))
    place_text = forms.CharField(max_length=200, required=False)
    quorum = forms.IntegerField(required=False, min_value=0, max_value=99)
    area = RowChoice(required=False)
    activity = RowChoice(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        organisations: Any,
        above: Any,
        activities: Any,
        areas: Any = (),
        settled: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "led_by", organisations, empty=True)
        offer(self, "reports_to", above, empty=True)
        offer(self, "activity", activities, "title", empty=True)
        offer(self, "area", areas, empty=True)
        if settled:  # what a forum is for decides its agenda, and minutes stand under it
            del self.fields["kind"]


class CloseForm(PageForm):
    """Who takes over what is open when a forum is closed."""

    to = RowChoice(required=False)

    def __init__(self, *args: Any, forums: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", forums, empty=True)
