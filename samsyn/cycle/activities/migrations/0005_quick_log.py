# SPDX-License-Identifier: EUPL-1.2
"""Where it was, about how many were talked with, and a photo of the place."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_measure_plans"),
        ("files", "0001_initial"),
        ("places", "0003_ground_layer"),
    ]

    operations = [
        migrations.AddField(
            model_name="logentry",
            name="area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.area",
            ),
        ),
        migrations.AddField(
            model_name="logentry",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="logentry",
            name="talked",
            field=models.CharField(
                blank=True,
                choices=[("none", "None"), ("some", "Some"), ("many", "Many")],
                default="",
                max_length=6,
            ),
        ),
    ]
