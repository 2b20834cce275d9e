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
            name="Publication",
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
                        choices=[("promise", "Promise"), ("followup", "Followup"), ("picture", "Picture")],
                        max_length=10,
                    ),
                ),
                ("slug", models.CharField(max_length=120)),
                ("period", models.CharField(blank=True, default="", max_length=30)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("standing", "Standing"),
                            ("corrected", "Corrected"),
                            ("replaced", "Replaced"),
                        ],
                        default="standing",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=500)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=71)),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("published_at", models.DateTimeField(default=samsyn.kit.clock.now)),
                ("due_on", models.DateField(blank=True, null=True)),
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
                    models.Index(fields=["partnership", "kind", "state"], name="publication_standing")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "kind", "slug", "period", "number"), name="published_once"
                    )
                ],
            },
        ),
    ]
