import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pillar_code", models.CharField(max_length=40)),
                ("slug", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=500)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("size_limit", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("head", models.BigIntegerField(default=0)),
                ("counters", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("time_zone", models.CharField(default="Asia/Jakarta", max_length=40)),
                ("period_start", models.PositiveSmallIntegerField()),
                ("period_end", models.PositiveSmallIntegerField()),
                (
                    "short_term",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, null=True
                    ),
                ),
                (
                    "medium_term",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, null=True
                    ),
                ),
                (
                    "long_term",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, null=True
                    ),
                ),
                ("period_note", models.TextField(blank=True, null=True)),
                ("area_km2", models.DecimalField(blank=True, decimal_places=6, max_digits=21, null=True)),
                ("districts", models.PositiveIntegerField(blank=True, null=True)),
                ("villages", models.PositiveIntegerField(blank=True, null=True)),
                ("population", models.PositiveBigIntegerField(blank=True, null=True)),
                ("population_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("population_note", models.TextField(blank=True, null=True)),
                ("region_sources", models.JSONField(blank=True, null=True)),
                ("note", models.JSONField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=500)),
                ("province", models.CharField(blank=True, max_length=500, null=True)),
                ("bps_code", models.CharField(blank=True, max_length=40, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("is_operator", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"), name="account_username_ci"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("institution", models.CharField(max_length=500)),
                (
                    "role",
                    models.CharField(
                        choices=[("anggota", "Anggota"), ("ketua", "Ketua"), ("notulis", "Notulis")],
                        default="anggota",
                        max_length=8,
                    ),
                ),
                ("code_cipher", models.TextField()),
                ("generation", models.PositiveIntegerField(default=1)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="participants", to="workshops.group"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="participant_number")],
            },
        ),
        migrations.CreateModel(
            name="Opd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=500)),
                ("short", models.CharField(blank=True, max_length=120, null=True)),
                ("aliases", models.JSONField(default=list)),
                ("status", models.CharField(blank=True, max_length=500, null=True)),
                ("source", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opds", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="opd_number"),
                    models.UniqueConstraint(
                        models.F("plan"),
                        django.db.models.functions.text.Lower(django.db.models.functions.text.Trim("name")),
                        name="opd_name_ci",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("code_cipher", models.TextField()),
                ("token_cipher", models.TextField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="join_codes", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HelpCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("member", models.CharField(max_length=24)),
                ("ref", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("called_at", models.DateTimeField()),
                ("taken_by", models.CharField(blank=True, default="", max_length=24)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="help_calls", to="workshops.group"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="help_calls", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="help_call_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("group",), name="one_call_a_group"
                    ),
                ],
            },
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
        migrations.AddField(
            model_name="group",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="workshops.plan"
            ),
        ),
        migrations.CreateModel(
            name="Governance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dewan_smart_city", models.JSONField(blank=True, null=True)),
                ("tim_pelaksana", models.JSONField(blank=True, null=True)),
                ("forum_smart_city", models.JSONField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="governance", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=24)),
                ("verb", models.CharField(max_length=40)),
                ("pillar", models.CharField(blank=True, default="", max_length=40)),
                (
                    "refs",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list),
                ),
                ("changes", models.JSONField(default=dict)),
                ("lost", models.JSONField(default=dict)),
                ("base", models.BigIntegerField(null=True)),
                ("op", models.CharField(max_length=64)),
                ("body", models.CharField(max_length=64)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["refs"], name="event_refs")],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="event_number"),
                    models.UniqueConstraint(fields=("plan", "actor", "op"), name="event_op"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Broadcast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=24)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="broadcasts",
                        to="workshops.group",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="broadcasts", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="broadcast_number")],
            },
        ),
        migrations.CreateModel(
            name="Bimtek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("code", models.CharField(blank=True, default="", max_length=12)),
                ("title", models.CharField(max_length=200)),
                ("purpose", models.TextField(blank=True, default="")),
                ("venue", models.CharField(blank=True, default="", max_length=200)),
                ("address", models.CharField(blank=True, default="", max_length=500)),
                ("first_day", models.DateField(blank=True, null=True)),
                ("days", models.PositiveSmallIntegerField(default=2)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("minutes_number", models.CharField(blank=True, default="", max_length=120)),
                ("window_until", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bimteks", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="bimtek_number")],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.PositiveSmallIntegerField()),
                ("half", models.CharField(choices=[("pagi", "Pagi"), ("siang", "Siang")], max_length=5)),
                ("name", models.CharField(max_length=120)),
                ("institution", models.CharField(blank=True, default="", max_length=500)),
                ("position", models.CharField(blank=True, default="", max_length=200)),
                (
                    "how",
                    models.CharField(
                        choices=[("gabung", "Gabung"), ("petugas", "Petugas"), ("ketua", "Ketua")],
                        default="gabung",
                        max_length=7,
                    ),
                ),
                ("marked_by", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                (
                    "bimtek",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="workshops.bimtek"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="workshops.participant",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["bimtek__number", "day", "half", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("participant__isnull", False)),
                        fields=("bimtek", "day", "half", "participant"),
                        name="attendance_once",
                    )
                ],
            },
        ),
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
        migrations.CreateModel(
            name="Projection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shows", models.CharField(blank=True, default="", max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=24)),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="projection", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="plan",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="workshops.region"
            ),
        ),
        migrations.CreateModel(
            name="ScreenKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("key_cipher", models.TextField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="screen_keys", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("staf", "Staf"), ("fasilitator", "Fasilitator"), ("ahli", "Tenaga ahli")],
                        max_length=12,
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="staff_roles", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "account"), name="one_role_a_plan")],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("day", models.PositiveSmallIntegerField(default=1)),
                ("planned_start", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("who", models.CharField(blank=True, default="all", max_length=20)),
                ("type", models.CharField(blank=True, default="group_work", max_length=20)),
                ("fills", models.JSONField(default=list)),
                ("instruction", models.JSONField(default=list)),
                ("facilitator", models.JSONField(default=dict)),
                ("projector_example", models.TextField(blank=True, default="")),
                ("expected_result", models.TextField(blank=True, default="")),
                ("done_when", models.TextField(blank=True, default="")),
                ("materials", models.JSONField(default=list)),
                ("if_late", models.TextField(blank=True, default="")),
                ("homework", models.JSONField(default=list)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("left_seconds", models.IntegerField(blank=True, null=True)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_change", models.JSONField(default=dict)),
                (
                    "bimtek",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="workshops.bimtek"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["bimtek__number", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="step_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("running", "paused"))),
                        fields=("plan",),
                        name="one_step_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="own_step", to="workshops.group"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_steps", to="workshops.plan"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups_behind", to="workshops.step"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WrongTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=120)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["scope", "at"], name="workshops_w_scope_f69216_idx")],
            },
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(fields=("plan", "pillar_code"), name="one_group_a_pillar"),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(fields=("plan", "slug"), name="group_slug"),
        ),
    ]
