# SPDX-License-Identifier: EUPL-1.2
"""What a person may type on the pages of this room."""

from samsyn.cycle.publications.forms.feedback import FeedbackForm
from samsyn.cycle.publications.forms.notices import NoticeForm
from samsyn.cycle.publications.forms.publishing import NoteForm, OtherWorkForm
from samsyn.cycle.publications.forms.subscriptions import SubscribeForm

__all__ = ["FeedbackForm", "NoteForm", "NoticeForm", "OtherWorkForm", "SubscribeForm"]
