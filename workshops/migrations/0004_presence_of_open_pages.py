"""Presence is kept per open page instead of per person, and what phones report lies beside it in a logged table."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0003_screen_keys")]

    operations = [
        migrations.DeleteModel(name="Presence"),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("process", models.CharField(blank=True, default="", max_length=16)),
                ("member", models.CharField(max_length=24)),
                ("device", models.CharField(blank=True, default="", max_length=12)),
                ("pillar", models.CharField(blank=True, default="", max_length=40)),
                ("ref", models.CharField(blank=True, default="", max_length=40)),
                ("since", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="workshops.plan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "device", "member", "pillar", "ref", "process"), name="presence_place"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE workshops_presence SET UNLOGGED", "ALTER TABLE workshops_presence SET LOGGED"
        ),
        migrations.CreateModel(
            name="Handset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.CharField(max_length=24)),
                ("device", models.CharField(blank=True, default="", max_length=12)),
                ("heard_at", models.DateTimeField()),
                ("reported_at", models.DateTimeField(null=True)),
                ("unsent", models.PositiveSmallIntegerField(default=0)),
                ("drafts", models.PositiveSmallIntegerField(default=0)),
                ("asleep", models.BooleanField(default=False)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handsets", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "member", "device"), name="handset_member_device")
                ],
            },
        ),
    ]
