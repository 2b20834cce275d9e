# SPDX-License-Identifier: EUPL-1.2
"""What is shown of a publication: its frozen content, less the small counts about people that were published in it.

The frozen text stays as it was published. What should never have been in it, or may not be shown since the smallest
count was raised, is taken out each time it is shown: on its page, in its earlier versions and in every other channel.
"""

from __future__ import annotations

from typing import Any

from samsyn.cycle.publications import reads
from samsyn.cycle.publications.compute.masking import masked, masked_activities
from samsyn.cycle.publications.compute.standing import standing_of
from samsyn.cycle.publications.models import Kind, Publication
from samsyn.ground.people.models import Partnership
from samsyn.kit import frozen
from samsyn.kit.callers import Caller


def content(publication: Publication) -> dict[str, Any]:
    """The content as it is shown; `hidden_since` is True where counts were taken out after it was published."""
    found = reads.as_frozen(publication)
    limit = publication.partnership.small_count_limit
    if publication.kind == Kind.OTHER_WORK:
        shown = masked_activities(found["activities"], limit)
        return found if shown == found["activities"] else found | {"activities": shown, "hidden_since": True}
    if "chain" not in found:
        return found
    chain = masked(found["chain"], limit)
    if chain == found["chain"]:
        return found
    standing = standing_of(chain, found["standing"]["period"])
    return found | {"chain": chain, "standing": standing, "hidden_since": True}


def contents(
    partnership: Partnership, kind: str, *, seen_by: Caller
) -> list[tuple[Publication, dict[str, Any]]]:
    """What stands published of one kind, each with its content, in the order of the pages."""
    return [(row, content(row)) for row in reads.standing(partnership, kind, seen_by=seen_by)]


def digest(publication: Publication) -> str:
    """The digest of what is shown: that of the frozen text would let a small count that was taken out be tried for."""
    found = content(publication)
    if not found.get("hidden_since"):
        return publication.digest
    return frozen.digest(frozen.canonical(found))
