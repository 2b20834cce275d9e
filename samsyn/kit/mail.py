# SPDX-License-Identifier: EUPL-1.2
"""Mail: text and subject from templates, to a server or to files; nothing a user typed becomes a header or a link.

`mail/<name>.subject.txt` and `mail/<name>.txt` in a room's templates are the words. Sending can fail: call it from a
job with the ids of what it is about, so that it is tried again (`kit.jobs.later("samsyn….tasks.remind", row.pk)`).
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from email.utils import make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

from samsyn.kit import clock

SUBJECT_LIMIT = 150
# What mail programs turn into a link by themselves: a scheme, www., a host name, an address.
_LINKS = re.compile(r"://|(?<=\bwww)\.|(?<=[\w-]{2})\.(?=[a-z]{2,}\b)|(?<=\w)@(?=\w)", re.IGNORECASE)


def send(
    to: str,
    template: str,
    facts: Mapping[str, Any] | None = None,
    *,
    links: Mapping[str, str] | None = None,
    items: Sequence[tuple[Mapping[str, Any], str]] = (),
    leave: str = "",
    language: str = "sv",
) -> None:
    """Send one mail to one address, in `language`.

    `facts` are for the words; text in them is made harmless (one line in the subject, no clickable address).
    `links` are addresses of this installation; `items` are a list of facts, each with its own link (`item.link`).
    `leave` is where a mail program may say that no more is wanted, by one POST (RFC 8058); it is `leave` in the words.
    Raises ValidationError for a bad address, ValueError for a link that leads elsewhere, and whatever the mail server
    raises.
    """
    validate_email(to)
    links = dict(links or {}) | ({"leave": leave} if leave else {})
    for link in (*links.values(), *(link for _, link in items)):
        if not link.startswith(settings.PUBLIC_URL + "/") or any(sign.isspace() for sign in link):
            raise ValueError("a link in a mail must lead to this installation")
    context = {name: harmless(value) for name, value in (facts or {}).items()} | links
    context["items"] = [harmless(about) | {"link": link} for about, link in items]
    with translation.override(language):
        subject = " ".join(_render(f"mail/{template}.subject.txt", context).split())
        text = _render(f"mail/{template}.txt", context).strip() + "\n"
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    # Without a Message-ID of our own the name of this machine would stand in the mail.
    headers = {"Message-ID": make_msgid(domain=host), "Auto-Submitted": "auto-generated"}
    if leave:
        headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    EmailMessage(subject[:SUBJECT_LIMIT], text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers).send()


def harmless(value: Any) -> Any:
    """Text without control characters, and without anything that a mail program would make clickable.

    >>> harmless("Se https://example.se/x nu")
    'Se https[://]example[.]se/x nu'
    >>> harmless("t.ex. kl. 10.15")
    't.ex. kl. 10.15'
    """
    if isinstance(value, str):
        kept = "".join(s for s in value if s in "\n\t" or unicodedata.category(s)[0] != "C")
        return _LINKS.sub(lambda found: f"[{found.group()}]", kept)
    if isinstance(value, Mapping):
        return {name: harmless(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [harmless(item) for item in value]
    if value is None or isinstance(value, (bool, int, float)) or hasattr(value, "isoformat"):
        return value
    raise TypeError(f"a mail is told plain facts, not a {type(value).__name__}")


def _render(name: str, context: dict[str, Any]) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    return template.render(Context(context, autoescape=False))  # a plain text has no markup to escape from


class FolderBackend(BaseEmailBackend):
    """Writes each mail as an .eml file in `settings.MAIL_FOLDER`, for an installation without a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{clock.now():%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
            written = folder / f".{name}.part"
            written.write_bytes(message.message().as_bytes())
            written.rename(folder / f"{name}.eml")
        return len(email_messages)
