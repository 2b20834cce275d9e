# SPDX-License-Identifier: EUPL-1.2
"""Where one report is, on a map for those who work with the picture."""

from __future__ import annotations

from uuid import UUID

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from samsyn.cycle.reports import reads
from samsyn.cycle.reports.reads import placing
from samsyn.ground.places import basemap
from samsyn.kit.map import layers
from samsyn.kit.requests import Request


@require_GET
def one_map(request: Request, key: str, report: UUID) -> JsonResponse:
    """The stretch, the edge of the area or the point, over the borders. Not for those who see no points."""
    here, person = request.partnership, request.person
    row = reads.report(here, report, seen_by=person)
    found = [layers.feature(one) for one in reads.on_the_map(row, seen_by=person)]
    drawn, labels = layers.areas(placing.borders(here, seen_by=person), signs=False)
    lines = [one for one in found if one["geometry"]["type"] != "Point"]
    points = [one for one in found if one["geometry"]["type"] == "Point"]
    shown = layers.collection(found)
    box = layers.bounds(shown)
    return JsonResponse(
        {
            # So much around it that one sees where in town it is: about half a kilometre.
            "bounds": box and [box[0] - 0.008, box[1] - 0.004, box[2] + 0.008, box[3] + 0.004],
            "layers": {
                "areas": drawn,
                "labels": labels,
                "outline": layers.collection(lines),
                "points": layers.collection(points),
            },
            **basemap.under(here),
        }
    )
