# SPDX-License-Identifier: EUPL-1.2
"""Tags for the built front end; without a build the page is whole, only plain."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_vite.core.asset_loader import DjangoViteAssetLoader

SOURCE = "samsyn/kit/frontend"
ENTRIES = {
    "style": f"{SOURCE}/css/style.css",
    "fonts": f"{SOURCE}/css/fonts.css",
    "public": f"{SOURCE}/js/public.js",
    "work": f"{SOURCE}/js/work.js",
}


def address_of(name: str) -> str:
    """The served address of an entry (`style`, `fonts`, `public`, `work`); '' where it is not built."""
    try:
        return str(DjangoViteAssetLoader.instance().generate_vite_asset_url(ENTRIES[name]))
    except (RuntimeError, OSError):  # django-vite's errors for a missing manifest or entry
        return ""


def tags_for(name: str) -> SafeString:
    """The link or script tag of an entry; nothing where it is not built."""
    address = address_of(name)
    if not address:
        return SafeString("")
    if ENTRIES[name].endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}">', address)
    return format_html('<script type="module" src="{}"></script>', address)
