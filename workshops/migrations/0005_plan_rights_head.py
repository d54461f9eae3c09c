from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0004_rooms")]

    operations = [migrations.AddField("plan", "rights_head", models.BigIntegerField(default=0))]
