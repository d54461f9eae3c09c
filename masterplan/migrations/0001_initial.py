import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workshops", "0004_rooms"),
        ("workshops", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.JSONField(default=dict)),
                ("left_out", models.JSONField(default=list)),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="commitment", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CoverArms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("picture", models.CharField(blank=True, default="", max_length=40)),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cover_arms", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.JSONField(default=dict)),
                ("kept_at", models.DateTimeField()),
                ("made_op", models.CharField(blank=True, default="", max_length=64)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="workshops.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("book", models.CharField(max_length=8)),
                ("sequence", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=8, unique=True)),
                ("address", models.CharField(max_length=255)),
                ("title", models.CharField(max_length=400)),
                ("region", models.CharField(max_length=200)),
                ("plan_number", models.BigIntegerField()),
                ("read_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=24)),
                ("made_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, default="", max_length=1000)),
                ("previous", models.CharField(blank=True, default="", max_length=60)),
                ("changes", models.JSONField(default=list)),
                ("fingerprint", models.CharField(max_length=64)),
                ("tree", models.BinaryField()),
                ("tree_sha256", models.CharField(max_length=64)),
                ("facts", models.BinaryField()),
                ("facts_sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("data_sha256", models.CharField(max_length=64)),
                ("snapshot", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, default="", max_length=24)),
                ("withdrawn_reason", models.CharField(blank=True, default="", max_length=1000)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="edition_number"),
                    models.UniqueConstraint(fields=("plan", "book", "sequence"), name="edition_sequence"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                ("position", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("letter", models.CharField(blank=True, default="", max_length=120)),
                ("recorded_by", models.CharField(max_length=24)),
                ("recorded_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_by", models.CharField(blank=True, default="", max_length=24)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="masterplan.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)), fields=("edition",), name="edition_approved_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edition_pictures",
                        to="workshops.plan",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "sha256"), name="edition_picture")],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("book", models.CharField(max_length=12)),
                ("part", models.CharField(blank=True, default="", max_length=520)),
                ("label", models.CharField(blank=True, default="", max_length=640)),
                ("format", models.CharField(max_length=8)),
                ("state", models.CharField(default="menunggu", max_length=12)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("steps", models.PositiveSmallIntegerField(default=0)),
                ("doing", models.CharField(blank=True, default="", max_length=200)),
                ("failure", models.TextField(blank=True, default="")),
                ("ordered_by", models.CharField(max_length=24)),
                ("ordered_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("plan_number", models.BigIntegerField(blank=True, null=True)),
                ("task_id", models.CharField(blank=True, default="", max_length=64)),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                ("size", models.PositiveIntegerField(blank=True, null=True)),
                ("content", models.BinaryField(blank=True, null=True)),
                ("warnings", models.JSONField(default=list)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exports", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="export_number")],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("position", models.CharField(blank=True, default="", max_length=200)),
                ("nip", models.CharField(blank=True, default="", max_length=40)),
                (
                    "opd",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="head", to="workshops.opd"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="heads", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.JSONField(default=dict)),
                ("changed_by", models.CharField(blank=True, default="", max_length=24)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "bimtek",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minutes", to="workshops.bimtek"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minutes", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("book", models.CharField(max_length=4)),
                ("chapters", models.JSONField(default=list)),
                ("version", models.BigIntegerField(default=0)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outlines", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "book"), name="outline_once")],
            },
        ),
        migrations.CreateModel(
            name="Particulars",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("values", models.JSONField(default=dict)),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="particulars", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublicPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_on", models.BooleanField(default=False)),
                ("changed_by", models.CharField(blank=True, default="", max_length=24)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="masterplan.edition",
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="public_page", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RenderedUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("whole", models.BooleanField(default=False)),
                ("pdf", models.BinaryField()),
                ("facts", models.JSONField(default=dict)),
                ("pages", models.PositiveIntegerField()),
                ("used_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rendered_units", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["plan", "whole", "-used_at"], name="rendered_unit_used")],
                "constraints": [models.UniqueConstraint(fields=("plan", "key"), name="rendered_unit_key")],
            },
        ),
        migrations.CreateModel(
            name="Signing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("minutes_number", models.CharField(max_length=120)),
                ("signed_at", models.DateTimeField()),
                ("signed_by", models.CharField(max_length=24)),
                ("plan_number", models.BigIntegerField()),
                ("snapshot", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("papers", models.BinaryField()),
                ("papers_sha256", models.CharField(max_length=64)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_by", models.CharField(blank=True, default="", max_length=24)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                (
                    "bimtek",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signings", to="workshops.bimtek"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signings", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="signing_number")],
            },
        ),
    ]
