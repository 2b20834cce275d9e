# SPDX-License-Identifier: EUPL-1.2
"""Whether a resident's word of something that does not work has somebody to go to."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from samsyn.ground.people.models import Partnership
from samsyn.kit.errors import NotNow


def check_takes_feedback(partnership: Partnership) -> None:
    """The partnership has a contact address that is a mailbox."""
    try:
        validate_email(partnership.contact_address)
    except ValidationError as wrong:
        raise NotNow("no_mailbox") from wrong
