# SPDX-License-Identifier: EUPL-1.2
"""What the reports room does later: sends faults out, and finds what has stopped on its way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from samsyn.catalogue import categories
from samsyn.cycle.reports import writes
from samsyn.cycle.reports.models import HandOver, Sending, Way
from samsyn.ground.places.projection import to_degrees
from samsyn.kit import jobs, mail, outside
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import SamsynError


def send_fault(hand_over_id: int) -> None:
    """Send one fault, unless it has already gone. A try that fails is told of on the report, and made again."""
    rows = HandOver.objects.select_related("report__area", "report__partnership", "receiver")
    sending = rows.filter(pk=hand_over_id, state=Sending.WAITING).first()
    if sending is None:
        return
    try:
        number = _by_mail(sending) if sending.receiver.way == Way.MAIL else _by_open311(sending)
    except Exception as error:
        code = error.code if isinstance(error, SamsynError) else type(error).__name__
        last = sending.tries + 1 >= jobs.MAX_TRIES
        writes.mark_failed(sending, code, by=SYSTEM, last=last)
        if not last:
            raise
    else:
        writes.mark_sent(sending, number, by=SYSTEM)


def watch() -> None:
    """Give up what has waited longer than any try takes, so that nothing stays on its way unseen."""
    writes.give_up_stuck(by=SYSTEM)


def _by_mail(sending: HandOver) -> str:
    report = sending.report
    path = reverse("reports-one", kwargs={"key": report.partnership.key, "report": report.uuid})
    facts = _facts(sending) | {"partnership": report.partnership.name, "number": str(report.uuid)[:8]}
    mail.send(sending.receiver.address, "fault", facts, links={"address": settings.PUBLIC_URL + path})
    return ""


def _by_open311(sending: HandOver) -> str:
    """Returns the number that the other service gives. Raises OutsideFailed."""
    facts, receiver = _facts(sending), sending.receiver
    told = {
        "api_key": receiver.api_key,
        "jurisdiction_id": receiver.jurisdiction,
        "service_code": receiver.service_code,
        "description": f"{facts['category']}. {facts['text']}".strip(),
        "address_string": ", ".join(word for word in (facts["place"], facts["area"]) if word),
        "lat": facts["lat"],
        "long": facts["lon"],
    }
    found = outside.post_form(
        f"{receiver.address}/requests.json",
        {name: value for name, value in told.items() if value},
        Idempotency_Key=str(sending.uuid),
    )
    first: Any = found[0] if isinstance(found, list) and found else None
    number = (first.get("service_request_id") or first.get("token")) if isinstance(first, dict) else None
    if not number:
        raise outside.OutsideFailed("outside_unreadable")
    return str(number)


def _facts(sending: HandOver) -> dict[str, str]:
    """What the receiver is told: what is wrong and where. The reporter's own words only as far as `text` holds them."""
    report = sending.report
    part = categories.subcategory(report.subcategory) if report.subcategory else None
    category = categories.get(report.category)
    name = part.name() if part else category.name() if category else report.category
    lon = lat = ""
    if report.e is not None and report.n is not None:
        east, north = to_degrees([report.e], [report.n], report.partnership.metric_crs)
        lon, lat = f"{float(east[0]):.5f}", f"{float(north[0]):.5f}"
    return {
        "category": name,
        "area": report.area.name if report.area else "",
        "place": report.place_text if report.guard == "clear" else "",
        "text": sending.text,
        "lon": lon,
        "lat": lat,
    }
