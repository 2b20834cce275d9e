# SPDX-License-Identifier: EUPL-1.2
"""What every signature keeps, under a promise or a version of an agreement, written once for both."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.cycle.promises.models import Agreement, How, Promise
from samsyn.ground.files.models import StoredFile
from samsyn.ground.people.models import Organisation
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput


def _given(
    under: Promise | Agreement,
    organisation: Organisation,
    *,
    by: Caller,
    title: str,
    name: str,
    how: str,
    signed_on: date | None,
    original: StoredFile | None,
) -> Any:
    """One party's signature under the words as they are frozen; given twice it is one."""
    if not title.strip():
        raise BadInput("title_missing", field="title")
    if signed_on and signed_on > clock.today():
        raise BadInput("in_future", field="signed_on")
    signature, _ = under.signatures.get_or_create(
        organisation=organisation,
        digest=under.frozen_digest,
        defaults={
            "partnership": under.partnership,
            "title": title.strip(),
            "name": name.strip(),
            "signed_on": signed_on or clock.today(),
            "how": how,
            "original": original,
            "registered_by_id": by.organisation_id if how == How.PAPER else None,
        },
    )
    return signature
