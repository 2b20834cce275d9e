# SPDX-License-Identifier: EUPL-1.2
"""Where things are: areas with the year of their boundaries, places that people have names for, the ground of the map."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import PlacedFields, Row


class AreaKind(models.TextChoices):
    """What an area is. Districts are the partnership's own parts of town and are preferred when a point is placed."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    DESO = "deso"
    REGSO = "regso"
    POLICE = "police"
    VILLAGE = "village"
    OTHER = "other"


class BoundarySource(models.TextChoices):
    """Where a boundary came from. A coarse one is for overview maps and never accepts, rejects or places a point."""

    IMPORTED = "imported"
    COARSE = "coarse"


class Area(Row):
    """One area as its boundary was in one year.

    `geometry` is GeoJSON in WGS 84 for maps, `shape` the same as WKB in the partnership's metric CRS for computing.
    `key` names the area in addresses and answers: its code, else its name folded. `boundary_year` is 0 where the
    file does not say. `west … north` is the box in WGS 84 degrees, `label_*` a point surely inside.
    """

    ARCHIVE = Keep("boundaries")

    kind = models.CharField(max_length=16, choices=AreaKind)
    key = models.CharField(max_length=80)
    code = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=200)
    boundary_year = models.PositiveSmallIntegerField(default=0)
    boundary_source = models.CharField(max_length=10, choices=BoundarySource, default=BoundarySource.IMPORTED)
    geometry = models.TextField()
    shape = models.BinaryField()
    content_digest = models.CharField(max_length=71)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    label_lon = models.FloatField()
    label_lat = models.FloatField()
    label_e = models.FloatField()
    label_n = models.FloatField()
    square_metres = models.FloatField()
    folded = models.CharField(max_length=260, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "key", "boundary_year"], name="area_once_a_year"
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "kind", "name"], name="area_kind_name"),
            # Whether there are newer boundaries is asked of every area: without it, by reading all the others.
            models.Index(fields=["partnership", "kind", "boundary_year"], name="area_kind_year"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceKind(models.TextChoices):
    """What a named place is, in the trade's own parting of places."""

    SQUARE = "square"
    STREET = "street"
    STATION = "station"
    STOP = "stop"
    SCHOOL = "school"
    SHOP = "shop"
    CENTRE = "centre"
    PARK = "park"
    PLAYGROUND = "playground"
    HOUSING = "housing"
    PARKING = "parking"
    TUNNEL = "tunnel"
    SPORTS = "sports"
    STAIRWELL = "stairwell"
    CELLAR = "cellar"
    LAUNDRY = "laundry"
    OTHER = "other"


class NamedPlace(Row, PlacedFields):
    """A place people have a name for: Stortorget, Almskolan, the tunnel under the railway."""

    ARCHIVE = Keep("boundaries")

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=PlaceKind, default=PlaceKind.OTHER)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="named_places", null=True, blank=True
    )
    indoors = models.BooleanField(default=False)
    folded = models.CharField(max_length=260, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name", "kind"], name="named_place_once")
        ]

    def __str__(self) -> str:
        return self.name


class LayerKind(models.TextChoices):
    """What a layer of the ground shows, in the order the map draws it."""

    GREEN = "green"
    BUILT = "built"
    WATER = "water"
    STREETS = "streets"
    MAIN_STREETS = "main_streets"
    RAIL = "rail"


class GroundLayer(Row):
    """One layer of the ground that the map stands on, ready to be sent: streets, water, rail, parks, houses.

    A layer is one row and holds its whole collection, since it is always drawn whole. `collection` is GeoJSON in
    WGS 84, simplified; what people are counted in are areas, never this.
    """

    ARCHIVE = Keep("boundaries")

    kind = models.CharField(max_length=16, choices=LayerKind)
    collection = models.TextField()
    features = models.PositiveIntegerField()
    origin = models.CharField(max_length=200, blank=True, default="")
    content_digest = models.CharField(max_length=71)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "kind"], name="ground_layer_once")]

    def __str__(self) -> str:
        return self.kind
