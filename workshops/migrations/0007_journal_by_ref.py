"""What happened to one card is found without reading the journal of the whole plan."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0006_ended_rights_are_rung"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(fields=["refs"], name="event_refs"),
        ),
    ]
