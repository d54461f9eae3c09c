"""`Objective.targets` is its column of figures per year; the sasaran that lean on it are `aligned`."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pillars", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="target",
            name="rpjmd",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="aligned",
                to="pillars.objective",
            ),
        ),
    ]
