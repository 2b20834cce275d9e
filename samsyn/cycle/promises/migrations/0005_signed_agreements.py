# SPDX-License-Identifier: EUPL-1.2
"""An agreement that had a day of signing before versions were kept is a signed first version."""

from django.db import migrations


def mark_signed(apps, schema_editor):
    rows = apps.get_model("promises", "Agreement").objects
    rows.exclude(signed_on=None).filter(state="draft").update(state="agreed")


class Migration(migrations.Migration):
    dependencies = [("promises", "0004_agreement_versions")]

    operations = [migrations.RunPython(mark_signed, migrations.RunPython.noop)]
