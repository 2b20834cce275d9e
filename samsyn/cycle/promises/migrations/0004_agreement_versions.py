# SPDX-License-Identifier: EUPL-1.2
"""Agreements are signed version by version, and those who coordinate are told before one ends."""

import django.db.models.deletion
import samsyn.kit.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("people", "0001_initial"),
        ("promises", "0003_effects_and_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="change_reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="agreement",
            name="frozen_digest",
            field=models.CharField(blank=True, default="", max_length=71),
        ),
        migrations.AddField(
            model_name="agreement",
            name="frozen_text",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="agreement",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="agreement",
            name="replaced_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agreement",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="later",
                to="promises.agreement",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("proposed", "Proposed"),
                    ("agreed", "Agreed"),
                    ("replaced", "Replaced"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="AgreementSignature",
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
                ("title", models.CharField(max_length=200)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("signed_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("account", "Account"), ("link", "Link"), ("paper", "Paper")], max_length=10
                    ),
                ),
                ("digest", models.CharField(max_length=71)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="promises.agreement",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
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
                (
                    "registered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "organisation", "digest"), name="agreement_signed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RenewalReminder",
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
                ("step", models.CharField(max_length=10)),
                ("sent_on", models.DateField()),
                ("how", models.CharField(default="mail", max_length=10)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="promises.agreement",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
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
                    models.UniqueConstraint(
                        fields=("agreement", "organisation", "step"), name="renewal_told_once"
                    )
                ],
            },
        ),
    ]
