import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0003_ended_rights_are_rung"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("institution", models.CharField(blank=True, default="", max_length=500)),
                ("position", models.CharField(blank=True, default="", max_length=200)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Petition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(choices=[("masuk", "Masuk lagi"), ("pindah", "Pindah kelompok")], max_length=6),
                ),
                ("generation", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, default="", max_length=24)),
                ("granted", models.BooleanField(blank=True, null=True)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("formation", models.CharField(max_length=8)),
                ("role", models.CharField(default="anggota", max_length=8)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="opd",
            name="opd_name_ci",
        ),
        migrations.AddField(
            model_name="event",
            name="followed",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="group",
            name="formation",
            field=models.CharField(
                choices=[("pilar", "Kelompok pilar"), ("komponen", "Kelompok komponen")], default="pilar", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="opd",
            name="closed_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="opd",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="merged",
                to="workshops.opd",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="also",
                to="workshops.participant",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="position",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="plan",
            name="formation",
            field=models.CharField(default="pilar", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="opd",
            constraint=models.UniqueConstraint(
                models.F("plan"),
                django.db.models.functions.text.Lower(django.db.models.functions.text.Trim("name")),
                condition=models.Q(("merged_into", None)),
                name="opd_name_once",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="invitations",
                to="workshops.group",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="participant",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="invitation",
                to="workshops.participant",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="workshops.plan"
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="petitions", to="workshops.group"
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="petitions", to="workshops.participant"
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="petitions", to="workshops.plan"
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="places", to="workshops.group"
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="places", to="workshops.participant"
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="places", to="workshops.plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="invitation_number"),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="petition_number"),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("granted", None), ("kind", "pindah")),
                fields=("participant",),
                name="one_wish_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(fields=("participant", "formation"), name="one_place_a_formation"),
        ),
    ]
