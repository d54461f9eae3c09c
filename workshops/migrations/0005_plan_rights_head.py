from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0004_rooms")]

    operations = [
        migrations.AddField("plan", "rights_head", models.BigIntegerField(default=0)),
        # of what has happened so far any event may be one that changed rights
        migrations.RunSQL("UPDATE workshops_plan SET rights_head = head", migrations.RunSQL.noop),
    ]
