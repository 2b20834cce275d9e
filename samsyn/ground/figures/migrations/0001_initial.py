# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import samsyn.kit.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("imports", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContextEvent",
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
                ("wall_from", models.CharField(blank=True, default="", max_length=19)),
                ("wall_to", models.CharField(blank=True, default="", max_length=19)),
                ("zone", models.CharField(default="Europe/Stockholm", max_length=40)),
                ("local_day", models.IntegerField(blank=True, null=True)),
                ("iso_week", models.IntegerField(blank=True, null=True)),
                ("hour", models.SmallIntegerField(blank=True, null=True)),
                ("event_id", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=10)),
                ("type", models.CharField(blank=True, default="", max_length=120)),
                ("title", models.CharField(blank=True, default="", max_length=300)),
                ("summary", models.TextField(blank=True, default="")),
                ("url", models.CharField(blank=True, default="", max_length=500)),
                ("place_name", models.CharField(blank=True, default="", max_length=120)),
                ("published_at", models.CharField(blank=True, default="", max_length=40)),
                ("guard", models.CharField(default="clear", max_length=10)),
                (
                    "imported",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
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
                "indexes": [
                    models.Index(
                        fields=["partnership", "place_name", "local_day"], name="context_event_place_day"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "event_id"), name="context_event_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
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
                ("source", models.CharField(max_length=40)),
                ("place_code", models.CharField(blank=True, default="", max_length=40)),
                ("place_name", models.CharField(blank=True, default="", max_length=200)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("measure", models.CharField(max_length=80)),
                ("group", models.CharField(blank=True, default="", max_length=160)),
                ("value", models.FloatField(blank=True, null=True)),
                ("unit", models.CharField(blank=True, default="", max_length=60)),
                ("low", models.FloatField(blank=True, null=True)),
                ("high", models.FloatField(blank=True, null=True)),
                ("base", models.FloatField(blank=True, null=True)),
                ("preliminary", models.BooleanField(default=False)),
                ("definition", models.CharField(blank=True, default="", max_length=120)),
                ("boundary_year", models.PositiveSmallIntegerField(default=0)),
                ("identity", models.CharField(max_length=32)),
                ("content_digest", models.CharField(max_length=32)),
                (
                    "imported",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="imports.import",
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
                "indexes": [
                    models.Index(
                        fields=["partnership", "measure", "place_code", "period_from"],
                        name="figure_measure_place",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "identity"), name="figure_once")
                ],
            },
        ),
    ]
