# SPDX-License-Identifier: EUPL-1.2
"""Which words residents may meet: those of the public pages, of the parts they are built from, and of refusals."""

from tests.house import test_translations as translations
from tests.house import tree

# Rooms' templates that a resident is shown; a name that ends with a stroke is a folder.
PUBLIC = (
    "samsyn/kit/templates/cotton/",
    "samsyn/kit/templates/frame/base.html",
    "samsyn/kit/templates/frame/public.html",
    "samsyn/kit/templates/frame/report.html",
    "samsyn/kit/templates/kit/refusal.html",
    "samsyn/kit/templates/words/",
    "samsyn/ground/people/templates/people/front.html",
    "samsyn/cycle/reports/templates/reports/_answers.html",
    "samsyn/cycle/reports/templates/reports/_guard.html",
    "samsyn/cycle/reports/templates/reports/_marked.html",
    "samsyn/cycle/reports/templates/reports/_marked_place.html",
    "samsyn/cycle/reports/templates/reports/_photos.html",
    "samsyn/cycle/reports/templates/reports/answer.html",
    "samsyn/cycle/reports/templates/reports/new.html",
    "samsyn/cycle/reports/templates/reports/place.html",
    "samsyn/cycle/reports/templates/reports/receipt.html",
    "samsyn/cycle/reports/templates/reports/waiting.html",
    "samsyn/cycle/reports/templates/reports/week.html",
    "samsyn/cycle/reports/templates/words/reports/answer.html",
    "samsyn/cycle/reports/templates/words/reports/area_choice.html",
    "samsyn/cycle/reports/templates/words/reports/effect.html",
    "samsyn/cycle/reports/templates/words/reports/field_error.html",
    "samsyn/cycle/reports/templates/words/reports/remove.html",
    "samsyn/cycle/reports/templates/words/reports/state_said.html",
    "samsyn/cycle/reports/templates/words/reports/suspect.html",
    "samsyn/cycle/reports/templates/words/reports/weekday.html",
    "samsyn/cycle/reports/templates/words/reports/when.html",
    "samsyn/cycle/activities/templates/activities/_measures.html",
    "samsyn/cycle/activities/templates/activities/measure_plan_document.html",
    "samsyn/cycle/activities/templates/activities/measure_plan_public.html",
    "samsyn/cycle/activities/templates/words/activities/term.html",
    "samsyn/cycle/publications/templates/mail/",
    "samsyn/cycle/publications/templates/publications/",
    "samsyn/cycle/publications/templates/words/publications/",
)
# Inside those folders, what only those signed in are shown.
SIGNED_IN = (
    "samsyn/cycle/publications/templates/publications/share.html",
    "samsyn/cycle/publications/templates/publications/work.html",
    "samsyn/cycle/publications/templates/publications/notice_work.html",
    "samsyn/cycle/publications/templates/words/publications/error.html",
    "samsyn/cycle/publications/templates/words/publications/notice_error.html",
    "samsyn/kit/templates/words/nav_short.html",
    "samsyn/kit/templates/words/nav_waiting.html",
    "samsyn/kit/templates/words/role.html",
)


def is_public(name: str) -> bool:
    """Tell whether residents may be shown this template."""
    if name in SIGNED_IN:
        return False
    errors = name.startswith("samsyn/kit/templates/") and name.count("/") == 3
    return errors or any(name == at or (at.endswith("/") and name.startswith(at)) for at in PUBLIC)


def spoken() -> dict[translations.Words, str]:
    """Return every word that residents may meet, with a template that says it."""
    found: dict[translations.Words, str] = {}
    for path in translations.TEMPLATES:
        name = tree.named(path)
        if is_public(name):
            for words in translations.spoken(path.read_text(encoding="utf-8")):
                found.setdefault(words, name)
    return found
