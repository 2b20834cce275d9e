# SPDX-License-Identifier: EUPL-1.2
"""Partnerships, the organisations in them, the accounts that work for these, and one-time links.

Names of people live in accounts alone and are never shown to residents.
"""

from __future__ import annotations

import re
import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from samsyn.kit import clock
from samsyn.kit.retention import Keep, Weed
from samsyn.kit.rows import Row

RESERVED_KEYS = frozenset(
    "api v1 forces open311 halsa static media sw.js ogc konto en fi sv sv-lattlast admin hjalp".split()
)
KEY_PATTERN = re.compile(r"^[a-z0-9][a-z0-9-]{0,49}$")


class Partnership(models.Model):
    """One or several municipalities that work together with the police. `key` stands in every address."""

    ARCHIVE = Keep("foundation")

    key = models.CharField(max_length=50, unique=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=300)
    metric_crs = models.CharField(max_length=20, default="EPSG:3006")
    municipality_codes = models.JSONField(default=list, blank=True)
    small_count_limit = models.PositiveSmallIntegerField(default=5)
    contact_role = models.CharField(max_length=200, blank=True, default="")
    contact_address = models.CharField(max_length=200, blank=True, default="")
    case_number = models.CharField(max_length=60, blank=True, default="")
    brand_colours = models.JSONField(default=list, blank=True)
    # Stands in the logo's address, so that a new one is fetched at once; empty where there is none.
    logo_digest = models.CharField(max_length=64, blank=True, default="")
    basemap = models.JSONField(default=dict, blank=True)
    languages = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


class Logo(models.Model):
    """A partnership's logo, drawn anew by us as PNG; `height` and `width` in pixels."""

    ARCHIVE = Keep("foundation")

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="logo")
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.width} x {self.height}"


class OrganisationKind(models.TextChoices):
    """What an organisation is; only municipality and police have a record class of their own."""

    MUNICIPALITY = "municipality"
    POLICE = "police"
    HOUSING = "housing"
    SCHOOL = "school"
    FIRE_SERVICE = "fire_service"
    TRANSPORT = "transport"
    GUARD = "guard"
    ASSOCIATION = "association"
    BUSINESS = "business"
    OTHER = "other"


class Organisation(models.Model):
    """A party of the partnership: municipality, police, housing company, school, association …"""

    ARCHIVE = Keep("foundation")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    left_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="organisation_name_once")]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the e-mail address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **extra: object) -> Account:
        account = self.model(email=email.strip().lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """One who can sign in. Rights come from memberships alone: an account by itself may do nothing."""

    ARCHIVE = Keep("accountability")

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True, default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def is_staff(self) -> bool:
        """No account reaches an admin site: there is none."""
        return False


class Role(models.TextChoices):
    """What a member does; one role in one organisation of one partnership."""

    REPORTER = "reporter"
    MODERATOR = "moderator"
    ANALYST = "analyst"
    COORDINATOR = "coordinator"
    POLICE_OFFICER = "police_officer"
    DECISION_MAKER = "decision_maker"
    PUBLISHER = "publisher"
    GUEST = "guest"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Member(models.Model):
    """An account's place in a partnership."""

    ARCHIVE = Keep("accountability")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=200, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "partnership"],
                condition=models.Q(ended_on=None),
                name="one_role_in_a_partnership",
            )
        ]


class OneTimeLink(Row):
    """A task that someone without an account may do once: sign, report a value, approve.

    Only the digest of the token is kept; the task is named by `purpose` and the subject's public id.
    """

    ARCHIVE = Weed(days=365, since="expires_at", reason="task_is_over")

    token_digest = models.CharField(max_length=71, unique=True)
    purpose = models.CharField(max_length=40)
    subject = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True, default="")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
