# SPDX-License-Identifier: EUPL-1.2
import samsyn.kit.clock
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.BigIntegerField(unique=True)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(max_length=71)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.BigIntegerField(default=0)),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField(default=samsyn.kit.clock.now)),
                ("actor", models.CharField(max_length=80)),
                ("verb", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=40)),
                ("facts", models.TextField(default="{}")),
                ("previous", models.CharField(max_length=71)),
                ("digest", models.CharField(max_length=71)),
            ],
            options={
                "indexes": [models.Index(fields=["chain", "subject"], name="journal_subject")],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "number"), name="journal_number_once")
                ],
            },
        ),
    ]
