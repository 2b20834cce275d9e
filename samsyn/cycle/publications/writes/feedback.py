# SPDX-License-Identifier: EUPL-1.2
"""Word from a resident of something that does not work: mailed to the function that answers, and kept nowhere."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from samsyn.cycle.publications import rules
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit import mail
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotNow

log = logging.getLogger(__name__)


def send_feedback(
    partnership: Partnership, *, by: Caller, text: str, page: str = "", reply: str = ""
) -> None:
    """Mail what was typed to the partnership's contact address at once: it is put in no queue and no table.

    Raises NotNow where there is no such address, and where the mail could not be sent.
    """
    rules.check_takes_feedback(partnership)
    facts = {"place": partnership.name, "text": text.strip(), "page": page.strip(), "reply": reply.strip()}
    try:
        mail.send(partnership.contact_address, "publications_feedback", facts)
    except (OSError, SMTPException) as failure:
        log.error("feedback could not be mailed: %s", type(failure).__name__)
        raise NotNow("feedback_not_sent") from failure
    journal.record("feedback sent", partnership, by=by, partnership=partnership)
