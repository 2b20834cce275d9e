from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_change_of_one_report"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="last_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
