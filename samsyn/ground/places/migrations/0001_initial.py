# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import samsyn.kit.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "record_class",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("shared", "Shared"),
                            ("municipality", "Municipality"),
                            ("police", "Police"),
                            ("own", "Own"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=samsyn.kit.clock.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("district", "District"),
                            ("deso", "Deso"),
                            ("regso", "Regso"),
                            ("police", "Police"),
                            ("village", "Village"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("code", models.CharField(blank=True, default="", max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("boundary_year", models.PositiveSmallIntegerField(default=0)),
                (
                    "boundary_source",
                    models.CharField(
                        choices=[("imported", "Imported"), ("coarse", "Coarse")],
                        default="imported",
                        max_length=10,
                    ),
                ),
                ("geometry", models.TextField()),
                ("shape", models.BinaryField()),
                ("content_digest", models.CharField(max_length=71)),
                ("west", models.FloatField()),
                ("south", models.FloatField()),
                ("east", models.FloatField()),
                ("north", models.FloatField()),
                ("label_lon", models.FloatField()),
                ("label_lat", models.FloatField()),
                ("label_e", models.FloatField()),
                ("label_n", models.FloatField()),
                ("square_metres", models.FloatField()),
                ("folded", models.CharField(db_index=True, max_length=260)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.partnership"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["partnership", "kind", "name"], name="area_kind_name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "kind", "key", "boundary_year"), name="area_once_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroundLayer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "record_class",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("shared", "Shared"),
                            ("municipality", "Municipality"),
                            ("police", "Police"),
                            ("own", "Own"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=samsyn.kit.clock.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("green", "Green"),
                            ("built", "Built"),
                            ("water", "Water"),
                            ("streets", "Streets"),
                            ("main_streets", "Main Streets"),
                            ("rail", "Rail"),
                        ],
                        max_length=16,
                    ),
                ),
                ("collection", models.TextField()),
                ("features", models.PositiveIntegerField()),
                ("origin", models.CharField(blank=True, default="", max_length=200)),
                ("content_digest", models.CharField(max_length=71)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "kind"), name="ground_layer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "record_class",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("shared", "Shared"),
                            ("municipality", "Municipality"),
                            ("police", "Police"),
                            ("own", "Own"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=samsyn.kit.clock.now)),
                ("e", models.FloatField(blank=True, null=True)),
                ("n", models.FloatField(blank=True, null=True)),
                ("cell250", models.BigIntegerField(blank=True, null=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("square", "Square"),
                            ("street", "Street"),
                            ("station", "Station"),
                            ("stop", "Stop"),
                            ("school", "School"),
                            ("shop", "Shop"),
                            ("centre", "Centre"),
                            ("park", "Park"),
                            ("playground", "Playground"),
                            ("housing", "Housing"),
                            ("parking", "Parking"),
                            ("tunnel", "Tunnel"),
                            ("sports", "Sports"),
                            ("stairwell", "Stairwell"),
                            ("cellar", "Cellar"),
                            ("laundry", "Laundry"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=16,
                    ),
                ),
                ("indoors", models.BooleanField(default=False)),
                ("folded", models.CharField(db_index=True, max_length=260)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_places",
                        to="places.area",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "name", "kind"), name="named_place_once")
                ],
            },
        ),
    ]
