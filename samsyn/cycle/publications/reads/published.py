# SPDX-License-Identifier: EUPL-1.2
"""Questions about what is published. Nothing here asks for a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from samsyn.cycle.followups import reads as followups_room
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.pictures.models import Picture
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.publications.models import Kind, Publication, State
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import basemap
from samsyn.ground.places import reads as places
from samsyn.ground.places.models import Area
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotFound
from samsyn.kit.map import layers
from samsyn.kit.periods import parse

# Levels whose promise holds in every district.
EVERYWHERE = frozenset({"partnership", "municipality", "theme"})


def standing(partnership: Partnership, kind: str = "", *, seen_by: Caller) -> QuerySet[Publication]:
    """What stands published now, of one kind or of all; promises in their order, follow-ups newest first."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=partnership, state=State.STANDING)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("partnership").order_by("position", "-period", "-published_at", "id")


def holding(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Publication]:
    """The promises that hold, in their order: what was over when it was last published is history."""
    return standing(partnership, Kind.PROMISE, seen_by=seen_by).filter(over=False)


def over(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Publication]:
    """The promises that no longer hold, the newest first: ended, replaced, or from years before Samsyn."""
    rows = standing(partnership, Kind.PROMISE, seen_by=seen_by).filter(over=True)
    return rows.order_by("-published_at", "-id")


def has_history(partnership: Partnership, *, seen_by: Caller) -> bool:
    """Whether anything was told before: a follow-up, or a promise that is over."""
    rows = standing(partnership, seen_by=seen_by)
    return bool(rows.filter(Q(kind=Kind.FOLLOWUP) | Q(over=True)).exists())


def periods(partnership: Partnership, *, seen_by: Caller) -> list[dict[str, Any]]:
    """The periods that are followed up and told, the newest first: `period`, `slugs`, `published_at`, `corrected`."""
    rows = standing(partnership, Kind.FOLLOWUP, seen_by=seen_by).order_by()
    found: dict[str, dict[str, Any]] = {}
    for slug, period, at, number in rows.values_list("slug", "period", "published_at", "number"):
        told = found.setdefault(
            period, {"period": period, "slugs": set(), "published_at": at, "corrected": False}
        )
        told["slugs"].add(slug)
        told["published_at"] = max(told["published_at"], at)
        told["corrected"] |= number > 1
    return sorted(found.values(), key=lambda told: parse(told["period"]).end, reverse=True)


def told_in(partnership: Partnership, period: str, *, seen_by: Caller) -> list[Publication]:
    """The follow-up of a period: one page for each promise in it, in their order. Raises NotFound where none is out."""
    found = list(standing(partnership, Kind.FOLLOWUP, seen_by=seen_by).filter(period=period))
    if not found:
        raise NotFound("no_such_page")
    return found


def numbered(partnership: Partnership, slug: str, *, seen_by: Caller) -> tuple[int, int] | None:
    """Where a promise stands among those that hold, and how many they are; None for one that does not."""
    slugs = list(holding(partnership, seen_by=seen_by).values_list("slug", flat=True))
    return (slugs.index(slug) + 1, len(slugs)) if slug in slugs else None


def promise(partnership: Partnership, slug: str, *, seen_by: Caller) -> Publication:
    """A promise as it stands; one that was replaced by a new promise still answers. Raises NotFound."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=partnership, kind=Kind.PROMISE, slug=slug)
    found = rows.exclude(state=State.CORRECTED).order_by("-number").first()
    if found is None:
        raise NotFound("no_such_page")
    found.partnership = partnership
    return found


def followup(
    partnership: Partnership, slug: str, period: str, *, seen_by: Caller, number: int | None = None
) -> Publication:
    """One follow-up of one promise as it was published: the latest correction, or the one asked for. Raises NotFound."""
    rows = Publication.objects.seen_by(seen_by).filter(
        partnership=partnership, kind=Kind.FOLLOWUP, slug=slug, period=period
    )
    if number is not None:
        rows = rows.filter(number=number)
    found = rows.order_by("-number").first()
    if found is None:
        raise NotFound("no_such_page")
    found.partnership = partnership
    return found


def map_of(partnership: Partnership, figures: dict[str, Any], *, seen_by: Caller) -> dict[str, Any] | None:
    """The areas of a public picture with what can be said of each, for the map; None where there are no areas.

    An area whose counts are hidden is hatched like one with too few: the map tells nothing that the table hides.
    """
    kind = places.placing_kind(partnership, seen_by=seen_by)
    borders = places.boundaries(partnership, kind, seen_by=seen_by)["features"] if kind else []
    rows = {row["key"]: row for row in figures.get("areas") or []}
    shapes = [
        {
            "key": border["properties"]["key"],
            "name": border["properties"]["name"],
            "geometry": border["geometry"],
            "verdict": rows.get(border["properties"]["key"], {}).get("verdict"),
        }
        for border in borders
    ]
    if not shapes:
        return None
    drawn, labels = layers.areas(shapes)
    return {
        "bounds": layers.bounds(drawn),
        "layers": {"areas": drawn, "labels": labels},
        **basemap.under(partnership),
    }


def followups(partnership: Partnership, slug: str, *, seen_by: Caller) -> list[Publication]:
    """The follow-ups of a promise that stand, newest first."""
    rows = standing(partnership, Kind.FOLLOWUP, seen_by=seen_by).filter(slug=slug).select_related(None)
    found = list(rows.order_by("-published_at", "-id"))
    for row in found:  # known already: read with each row it cost more than the rows
        row.partnership = partnership
    return found


def is_passed(publication: Publication, later: Iterable[Publication]) -> bool:
    """Whether one of these follow-ups is of a later period than the page."""
    end = parse(publication.period).end
    return any(parse(row.period).end > end for row in later)


def earlier(publication: Publication, *, seen_by: Caller) -> list[Publication]:
    """What stood at this address before it was corrected, newest first."""
    if publication.number == 1:
        return []
    rows = Publication.objects.seen_by(seen_by).filter(
        partnership_id=publication.partnership_id,
        kind=publication.kind,
        slug=publication.slug,
        period=publication.period,
        number__lt=publication.number,
    )
    return list(rows.defer("content").order_by("-number"))


def picture(partnership: Partnership, period: str = "", *, seen_by: Caller) -> Publication | None:
    """The public situational picture that was published last, or that of a period (two days); None where none is."""
    rows = pictures_out(partnership, seen_by=seen_by)
    return (rows.filter(period=period) if period else rows).first()


def pictures_out(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Publication]:
    """Every public picture that stands, the newest first."""
    return standing(partnership, Kind.PICTURE, seen_by=seen_by).order_by("-published_at", "-id")


def other_work(partnership: Partnership, *, seen_by: Caller) -> Publication | None:
    """What is published of joint work outside the promises, or None before the first."""
    return standing(partnership, Kind.OTHER_WORK, seen_by=seen_by).order_by("-id").first()


def editions(picture: Picture, *, seen_by: Caller) -> list[dict[str, Any]]:
    """The figures of every public picture that was ever out, oldest first, but for those of the picture's own period.

    Whoever kept an old one still has it, whatever has replaced it since.
    """
    rows = Publication.objects.seen_by(seen_by).filter(partnership=picture.partnership, kind=Kind.PICTURE)
    other = rows.exclude(period=f"{picture.period_from}..{picture.period_to}").order_by("id")
    return [figures for row in other if (figures := as_frozen(row).get("public_figures"))]


def hidden_before(picture: Picture, *, seen_by: Caller) -> dict[tuple[str, str], str]:
    """Why rows were hidden when a picture of the same period was out before, by group (areas, categories) and key."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=picture.partnership, kind=Kind.PICTURE)
    found: dict[tuple[str, str], str] = {}
    for row in rows.filter(period=f"{picture.period_from}..{picture.period_to}").order_by("id"):
        figures = as_frozen(row).get("public_figures") or {}
        for group in ("areas", "categories"):
            found |= {(group, one["key"]): one["hidden"] for one in figures.get(group) or [] if one["hidden"]}
    return found


def latest(
    partnership: Partnership, *, seen_by: Caller, slugs: Collection[str] | None = None, most: int = 50
) -> list[Publication]:
    """What was published last, for the feeds: all of it, or what concerns the promises with these `slugs`."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=partnership)
    if slugs is not None:
        rows = rows.filter(kind__in=(Kind.PROMISE, Kind.FOLLOWUP), slug__in=slugs)
    return list(rows.select_related("partnership").order_by("-published_at", "-id")[:most])


def district(partnership: Partnership, key: str, *, seen_by: Caller) -> Area:
    """The area that counts are given for with this key. Raises NotFound."""
    for area in places.placing_areas(partnership, seen_by=seen_by):
        if area.key == key:
            return area
    raise NotFound("no_such_place")


def holding_in(partnership: Partnership, area: Area, *, seen_by: Caller) -> list[Publication]:
    """The promises that hold in an area: its own, and those of a wider level that name no other area."""
    others = {other.name for other in places.placing_areas(partnership, seen_by=seen_by)} - {area.name}

    def holds(promise: dict[str, Any]) -> bool:
        if promise["place"] == area.name:
            return True
        return promise["level"] in EVERYWHERE and promise["place"] not in others

    found = [(row, as_frozen(row)) for row in holding(partnership, seen_by=seen_by)]
    return [row for row, content in found if holds(content["chain"]["promise"])]


def unpublished(partnership: Partnership, *, seen_by: Caller) -> dict[str, Any]:
    """What is signed, ended, approved or decided and not told yet: `promises`, `followups`, and `picture` (None when out)."""
    out = list(standing(partnership, seen_by=seen_by).defer("content"))
    slugs = {row.slug: row for row in out if row.kind == Kind.PROMISE}
    shown = next((row for row in out if row.kind == Kind.PICTURE), None)
    decided = pictures.current(partnership, seen_by=seen_by)
    period = f"{decided.period_from}..{decided.period_to}" if decided else ""
    return {
        "promises": [
            row
            for row in promises.signed(partnership, seen_by=seen_by)
            if row.slug not in slugs or (row.state != "agreed" and not slugs[row.slug].over)
        ],
        "followups": list(followups_room.approved(partnership, seen_by=seen_by)),
        "picture": decided if decided and (shown is None or shown.period != period) else None,
    }


def waiting(partnership: Partnership, *, seen_by: Caller) -> int:
    """How many things wait to be published."""
    found = unpublished(partnership, seen_by=seen_by)
    return len(found["promises"]) + len(found["followups"]) + (found["picture"] is not None)


def as_frozen(publication: Publication) -> dict[str, Any]:
    """The content as it was frozen, proved against its digest. What is shown is `compute.content`: never this."""
    return frozen.thaw(publication.content, publication.digest)


def changed_at(partnership: Partnership, *, seen_by: Caller) -> datetime | None:
    """When something was last published, or None before the first: what caches go by."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.aggregate(at=Max("published_at"))["at"]


def stamp(partnership: Partnership, *, seen_by: Caller) -> tuple[object, ...]:
    """What is published, as a mark that is another as soon as anything more is."""
    newest = (
        Publication.objects.seen_by(seen_by)
        .filter(partnership=partnership)
        .aggregate(last=Max("id"), rows=Count("id"))
    )
    return tuple(newest.values())


def everything(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Publication]:
    """All that was ever published, corrections too, without content: every lasting address."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.select_related("partnership").defer("content").order_by("id")
