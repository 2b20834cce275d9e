# SPDX-License-Identifier: EUPL-1.2
"""Who asks: every read names its caller in `seen_by`, every write in `by`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["member", "public", "system", "machine", "link"]

SHARED_CLASSES = frozenset({"public", "shared"})


@dataclass(frozen=True, slots=True)
class Caller:
    """One who reads or writes: a member, a holder of a one-time link, the public, or the system itself.

    `partnership_id` is None only for callers that belong to none (the public, the system, a machine).
    `organisation_kind` decides which one-party record classes are seen; nothing here names a person.
    """

    kind: Kind
    label: str
    partnership_id: int | None = None
    organisation_id: int | None = None
    organisation_kind: str = ""
    role: str = ""
    account_id: int | None = None
    member_id: int | None = None

    @property
    def journal_name(self) -> str:
        """The name written in the journal: an id for members and links, never a person's name."""
        if self.kind == "member":
            return f"member:{self.member_id}"
        return f"{self.kind}:{self.label}" if self.kind in ("machine", "link") else self.kind

    @property
    def organisation_name(self) -> str:
        """The organisation a member or link works for; empty for callers that have none."""
        return self.label if self.kind == "member" else ""

    @property
    def is_trusted(self) -> bool:
        """True for the system and for commands run on the server: they see every class."""
        return self.kind in ("system", "machine")

    def classes(self) -> frozenset[str]:
        """Record classes this caller sees whoever owns the row (rows of class `own` are seen by their owner)."""
        if self.kind == "public":
            return frozenset({"public"})
        if self.organisation_kind in ("municipality", "police"):
            return SHARED_CLASSES | {self.organisation_kind}
        return SHARED_CLASSES

    def has_role(self, *roles: str) -> bool:
        """True when the caller is trusted or holds one of the roles."""
        return self.is_trusted or self.role in roles

    def inside(self, partnership_id: int) -> Caller:
        """The same caller, bound to one partnership (for the system and machines)."""
        return replace(self, partnership_id=partnership_id)


PUBLIC = Caller("public", "public")
SYSTEM = Caller("system", "system")


def machine(name: str) -> Caller:
    """A caller without a person, such as `machine("cli")` or one API key."""
    return Caller("machine", name)
