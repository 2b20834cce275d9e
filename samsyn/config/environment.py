# SPDX-License-Identifier: EUPL-1.2
"""Three typed helpers that read settings from the environment, and say what is wrong with a bad value."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def text(name: str, default: str = "") -> str:
    """A setting as text."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A setting as yes or no: 1, true, yes, on (any case) mean yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """A setting as a list, parted by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, Any]:
    """A Django database from `sqlite:////path/file.sqlite3` or `postgresql://user:password@host/name?options`."""
    if url.startswith("sqlite:"):
        return sqlite(Path(unquote(url.removeprefix("sqlite:///"))))
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("SAMSYN_DATABASE_URL must begin with sqlite:/// or postgresql://")
    query = dict(part.split("=", 1) for part in parts.query.split("&") if "=" in part)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite with write-ahead log, durable commits and one writer at a time from the start of a transaction."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000;PRAGMA foreign_keys=ON;",
        },
    }


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings from `file:///folder`, `smtp://user:password@host:587` or `smtps://…:465`.

    With smtp:// the connection is encrypted (STARTTLS) wherever a password is sent.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "samsyn.kit.mail.FolderBackend", "MAIL_FOLDER": Path(unquote(parts.path))}
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("SAMSYN_MAIL_URL must be file:///folder, smtp://host or smtps://host")
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit else 587 if parts.username else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": bool(parts.username) and not implicit,
        "EMAIL_TIMEOUT": 20,
    }
