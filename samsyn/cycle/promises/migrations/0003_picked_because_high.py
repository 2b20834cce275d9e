from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0002_split_by"),
    ]

    operations = [
        migrations.AddField(
            model_name="effectquestion",
            name="picked_because_high",
            field=models.BooleanField(default=True),
        ),
    ]
