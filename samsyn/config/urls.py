# SPDX-License-Identifier: EUPL-1.2
"""All addresses: the rooms' public pages under the partnership's key, their working pages under arbete."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path, register_converter

from samsyn.config import pages
from samsyn.ground.people.models import KEY_PATTERN, RESERVED_KEYS


class KeyConverter:
    """A partnership's key: never one of the reserved first words."""

    regex = r"[a-z0-9][a-z0-9-]{0,49}"

    def to_python(self, value: str) -> str:
        if value in RESERVED_KEYS or not KEY_PATTERN.match(value):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "key")

Patterns = list[URLPattern | URLResolver]

# Each of these modules may hold three lists: `top` (no partnership), `public` and `work`.
ROOMS = [
    "samsyn.ground.people.urls",
    "samsyn.ground.places.urls",
    "samsyn.ground.files.urls",
    "samsyn.cycle.reports.urls",
    "samsyn.cycle.dialogues.urls",
    "samsyn.cycle.pictures.urls",
    "samsyn.cycle.promises.urls",
    "samsyn.cycle.activities.urls",
    "samsyn.cycle.followups.urls",
    "samsyn.cycle.publications.urls",
    "samsyn.rhythm.urls",
    "samsyn.desk.urls",
]


def _collect() -> tuple[Patterns, Patterns, Patterns]:
    top: Patterns = []
    public: Patterns = []
    work: Patterns = []
    for name in ROOMS:
        try:
            room = import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name and name.startswith(missing.name):
                continue  # a room without pages
            raise
        top += getattr(room, "top", [])
        public += getattr(room, "public", [])
        work += getattr(room, "work", [])
    return top, public, work


_top, _public, _work = _collect()

urlpatterns: Patterns = [
    path("halsa/", pages.health, name="health"),
    path("konto/email/", pages.not_found),  # an account has one address, which the coordinator gave it
    path("konto/", include("allauth.urls")),
    *_top,
    path("<key:key>/arbete/", include(_work)),
    path("<key:key>/", include(_public)),
]

handler400 = "samsyn.config.pages.bad_request"
handler403 = "samsyn.config.pages.forbidden"
handler404 = "samsyn.config.pages.not_found"
handler500 = "samsyn.config.pages.server_error"
