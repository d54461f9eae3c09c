import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workshops", "0004_rooms"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("group", models.CharField(max_length=60)),
                ("title", models.CharField(blank=True, max_length=500, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="action_plans", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Mission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("statement", models.TextField(blank=True, null=True)),
                ("keywords", models.JSONField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rpjmd_missions", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("statement", models.TextField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rpjmd_goals", to="workshops.plan"
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goals",
                        to="pillars.mission",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(blank=True, max_length=500, null=True)),
                ("unit", models.CharField(blank=True, max_length=60, null=True)),
                ("baseline", models.DecimalField(blank=True, decimal_places=6, max_digits=21, null=True)),
                ("baseline_text", models.CharField(blank=True, default="", max_length=60)),
                ("baseline_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("targets", models.JSONField(default=dict)),
                ("target_texts", models.JSONField(default=dict)),
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("statement", models.TextField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("sources", models.JSONField(blank=True, null=True)),
                (
                    "expected_pillars",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list
                    ),
                ),
                ("extra", models.JSONField(default=dict)),
                (
                    "goal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objectives",
                        to="pillars.goal",
                    ),
                ),
                (
                    "lead_opd",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workshops.opd"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rpjmd_objectives",
                        to="workshops.plan",
                    ),
                ),
                ("support_opds", models.ManyToManyField(related_name="+", to="workshops.opd")),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="objective_number")],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(blank=True, max_length=500, null=True)),
                ("unit", models.CharField(blank=True, max_length=60, null=True)),
                ("baseline", models.DecimalField(blank=True, decimal_places=6, max_digits=21, null=True)),
                ("baseline_text", models.CharField(blank=True, default="", max_length=60)),
                ("baseline_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("targets", models.JSONField(default=dict)),
                ("target_texts", models.JSONField(default=dict)),
                ("position", models.PositiveIntegerField()),
                ("extra", models.JSONField(default=dict)),
                (
                    "lead_opd",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workshops.opd"
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="further", to="pillars.objective"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rpjmd_indicators",
                        to="workshops.plan",
                    ),
                ),
                ("support_opds", models.ManyToManyField(related_name="+", to="workshops.opd")),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Pillar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("slug", models.SlugField(max_length=60)),
                ("name_id", models.CharField(max_length=500)),
                ("name_en", models.CharField(blank=True, max_length=500, null=True)),
                ("definition", models.TextField(blank=True, null=True)),
                ("definition_status", models.TextField(blank=True, null=True)),
                ("long_term_directions", models.JSONField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pillars", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "code"), name="pillar_code"),
                    models.UniqueConstraint(fields=("plan", "slug"), name="pillar_slug"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dimension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=500)),
                ("name_en", models.CharField(blank=True, max_length=500, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dimensions", to="workshops.plan"
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dimensions", to="pillars.pillar"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("plan", "code"), name="dimension_code")],
            },
        ),
        migrations.CreateModel(
            name="Choosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("way", models.CharField(max_length=4)),
                ("dots", models.PositiveSmallIntegerField(default=0)),
                ("only", models.JSONField(default=list)),
                ("state", models.CharField(default="open", max_length=6)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=24)),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                ("shown_by", models.CharField(blank=True, default="", max_length=24)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("results", models.JSONField(default=dict)),
                ("applied", models.JSONField(default=dict)),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pillars.choosing",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="choosings", to="workshops.plan"
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="choosings", to="pillars.pillar"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="choosing_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("pillar",), name="one_open_choosing_a_pillar"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("statement", models.TextField()),
                ("evidence", models.TextField(blank=True, null=True)),
                ("evidence_status", models.CharField(blank=True, max_length=40, null=True)),
                ("sources", models.JSONField(blank=True, null=True)),
                ("root_cause", models.TextField(blank=True, null=True)),
                ("affected", models.TextField(blank=True, null=True)),
                ("urgency", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("seriousness", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("growth", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "dimension",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="pillars.dimension",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="problems", to="pillars.pillar"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["plan", "pillar", "position"], name="problem_board"),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            template="to_tsvector('simple'::regconfig, left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"statement\"::text, '') || ' ' || COALESCE(\"evidence\"::text, '') || ' ' || COALESCE(\"sources\"::text, '') || ' ' || COALESCE(\"root_cause\"::text, '') || ' ' || COALESCE(\"affected\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 150000))"
                        ),
                        fastupdate=False,
                        name="masalah_words",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="problem_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="problem_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="workshops.plan"
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="pillars.problem"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("name", models.TextField()),
                ("action_group", models.CharField(blank=True, max_length=60, null=True)),
                ("nomenclature_code", models.CharField(blank=True, max_length=40, null=True)),
                ("nomenclature_version", models.CharField(blank=True, max_length=120, null=True)),
                ("nomenclature_program", models.CharField(blank=True, max_length=500, null=True)),
                ("support_opd", models.JSONField(blank=True, null=True)),
                ("funding", models.JSONField(blank=True, null=True)),
                ("budget_by_year", models.JSONField(blank=True, null=True)),
                ("budget", models.BigIntegerField(blank=True, null=True)),
                (
                    "years",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, null=True
                    ),
                ),
                ("term", models.CharField(blank=True, max_length=40, null=True)),
                ("output", models.TextField(blank=True, null=True)),
                ("quick_win", models.BooleanField(blank=True, null=True)),
                ("quick_win_status", models.CharField(blank=True, max_length=40, null=True)),
                ("location", models.JSONField(blank=True, null=True)),
                ("renstra_status", models.CharField(blank=True, max_length=40, null=True)),
                (
                    "shared_with",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list
                    ),
                ),
                ("status", models.CharField(blank=True, max_length=40, null=True)),
                (
                    "lead_opd",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="workshops.opd",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="programmes", to="pillars.pillar"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="programmes", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["plan", "pillar", "position"], name="programme_board"),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            template="to_tsvector('simple'::regconfig, left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"name\"::text, '') || ' ' || COALESCE(\"nomenclature_code\"::text, '') || ' ' || COALESCE(\"nomenclature_version\"::text, '') || ' ' || COALESCE(\"nomenclature_program\"::text, '') || ' ' || COALESCE(\"support_opd\"::text, '') || ' ' || COALESCE(\"funding\"::text, '') || ' ' || COALESCE(jsonb_path_query_array(\"budget_by_year\", '$.*')::text, '') || ' ' || COALESCE(\"budget\"::text, '') || ' ' || COALESCE(\"output\"::text, '') || ' ' || COALESCE(\"location\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 150000))"
                        ),
                        fastupdate=False,
                        name="program_words",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="programme_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="programme_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("usulan", models.CharField(blank=True, max_length=500, null=True)),
                ("proposer", models.CharField(blank=True, max_length=120, null=True)),
                ("gate", models.JSONField(blank=True, null=True)),
                ("criteria", models.JSONField(blank=True, null=True)),
                ("criteria_reason", models.TextField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nominations", to="workshops.plan"
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nominations", to="pillars.pillar"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="pillars.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "indexes": [models.Index(fields=["plan", "pillar", "position"], name="nomination_board")],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="nomination_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="nomination_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_in", None)),
                        fields=("programme",),
                        name="nomination_once_a_programme",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuickWinProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("nama_inovasi", models.CharField(blank=True, max_length=500, null=True)),
                ("jenis", models.CharField(blank=True, max_length=40, null=True)),
                ("tahap", models.CharField(blank=True, max_length=40, null=True)),
                ("progres", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("penjelasan_singkat", models.TextField(blank=True, null=True)),
                ("manfaat", models.TextField(blank=True, null=True)),
                ("keunikan", models.TextField(blank=True, null=True)),
                ("daya_tarik", models.TextField(blank=True, null=True)),
                ("partnerships", models.JSONField(blank=True, null=True)),
                ("potensi_pengembangan", models.TextField(blank=True, null=True)),
                ("strategi_keberlangsungan", models.JSONField(blank=True, null=True)),
                ("resources", models.JSONField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quick_wins", to="pillars.pillar"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quick_wins", to="workshops.plan"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quick_win_profiles",
                        to="pillars.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "indexes": [models.Index(fields=["plan", "pillar", "position"], name="quickwinprofile_board")],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="quickwinprofile_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="quickwinprofile_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_in", None)), fields=("programme",), name="profile_once_a_programme"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadinessComponent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("component", models.CharField(max_length=40)),
                ("component_en", models.CharField(blank=True, max_length=60, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readiness", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ReadinessAspect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("aspect", models.CharField(max_length=500)),
                ("condition", models.CharField(blank=True, max_length=40, null=True)),
                ("finding", models.TextField(blank=True, null=True)),
                ("evidence", models.TextField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readiness_aspects",
                        to="workshops.plan",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aspects",
                        to="pillars.readinesscomponent",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="readinessaspect_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="readinessaspect_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Realisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("year", models.PositiveSmallIntegerField()),
                ("status", models.CharField(max_length=12)),
                ("percent", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("evidence", models.TextField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="realisations", to="workshops.plan"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="realisations", to="pillars.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="realisation_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="realisation_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_in", None)),
                        fields=("programme", "year"),
                        name="realisation_once_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RenstraProgramme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(blank=True, max_length=40, null=True)),
                ("name", models.CharField(max_length=500)),
                ("period_start", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("period_end", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("pagu_by_year", models.JSONField(default=dict)),
                ("extra", models.JSONField(default=dict)),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renstra_programmes",
                        to="workshops.opd",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renstra_programmes",
                        to="workshops.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["opd__number", "number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="renstra_number")],
            },
        ),
        migrations.AddField(
            model_name="programme",
            name="renstra",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="programmes",
                to="pillars.renstraprogramme",
            ),
        ),
        migrations.CreateModel(
            name="ReviewNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("subject", models.CharField(max_length=60)),
                ("field", models.CharField(blank=True, default="", max_length=60)),
                ("quoted", models.TextField(blank=True, default="")),
                ("seen", models.BigIntegerField(default=0)),
                ("verdict", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(default="terbuka", max_length=12)),
                ("version", models.BigIntegerField(default=0)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="review_notes", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["plan", "subject"], name="review_note_subject")],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="review_note_number")],
            },
        ),
        migrations.CreateModel(
            name="ReviewReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(max_length=12)),
                ("text", models.TextField(blank=True, default="")),
                ("by", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="pillars.reviewnote"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="review_replies", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ReviewState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60)),
                ("state", models.CharField(default="draf", max_length=12)),
                ("reviewed_by", models.CharField(blank=True, default="", max_length=24)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_at_number", models.BigIntegerField(default=0)),
                ("approved_by", models.CharField(blank=True, default="", max_length=24)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, default="")),
                ("reason_by", models.CharField(blank=True, default="", max_length=24)),
                ("fingerprint", models.CharField(blank=True, default="", max_length=64)),
                ("version", models.BigIntegerField(default=0)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="review_states", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "subject"), name="review_state_once")],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("kode", models.CharField(blank=True, max_length=40, null=True)),
                ("peristiwa", models.TextField()),
                ("sebab", models.TextField(blank=True, null=True)),
                ("akibat", models.TextField(blank=True, null=True)),
                ("kemungkinan", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("dampak", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("penanganan", models.TextField(blank=True, null=True)),
                ("penanggung_jawab", models.CharField(blank=True, max_length=500, null=True)),
                ("waktu", models.CharField(blank=True, max_length=120, null=True)),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="pillars.pillar"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="risks", to="workshops.plan"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="pillars.quickwinprofile"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "indexes": [models.Index(fields=["plan", "pillar", "position"], name="risk_board")],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="risk_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="risk_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RpjmdDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(choices=[("berlaku", "Berlaku"), ("sebelumnya", "Sebelumnya")], max_length=12),
                ),
                ("document", models.CharField(blank=True, max_length=500, null=True)),
                ("period_start", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("period_end", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("status_note", models.TextField(blank=True, null=True)),
                ("visi", models.TextField(blank=True, null=True)),
                ("visi_status", models.TextField(blank=True, null=True)),
                ("visi_sources", models.JSONField(blank=True, null=True)),
                ("misi_note", models.TextField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("flagship", models.JSONField(blank=True, null=True)),
                ("iku_sources", models.JSONField(blank=True, null=True)),
                ("misi_tujuan_sasaran", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rpjmd_documents", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "role"), name="rpjmd_role")],
            },
        ),
        migrations.CreateModel(
            name="PreviousIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("indicator", models.CharField(max_length=500)),
                ("unit", models.CharField(blank=True, max_length=60, null=True)),
                ("baseline", models.DecimalField(blank=True, decimal_places=6, max_digits=21, null=True)),
                ("baseline_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("target", models.DecimalField(blank=True, decimal_places=6, max_digits=21, null=True)),
                ("target_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="previous_indicators",
                        to="workshops.plan",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="pillars.rpjmddocument",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="objective",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="objectives", to="pillars.rpjmddocument"
            ),
        ),
        migrations.AddField(
            model_name="mission",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="missions", to="pillars.rpjmddocument"
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="pillars.rpjmddocument"
            ),
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.CharField(max_length=24)),
                ("ref", models.CharField(max_length=40)),
                ("urgency", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("seriousness", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("growth", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("dots", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "choosing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="pillars.choosing"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("choosing", "member", "ref"), name="score_once")],
            },
        ),
        migrations.CreateModel(
            name="Strategy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("statement", models.TextField()),
                ("swot_quadrant", models.CharField(blank=True, max_length=40, null=True)),
                ("swot_refs", models.JSONField(blank=True, null=True)),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="strategies", to="pillars.pillar"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="strategies", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["plan", "pillar", "position"], name="strategy_board"),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            template="to_tsvector('simple'::regconfig, left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"statement\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 150000))"
                        ),
                        fastupdate=False,
                        name="strategi_words",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="strategy_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="strategy_code"),
                ],
            },
        ),
        migrations.AddField(
            model_name="programme",
            name="strategy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="programmes", to="pillars.strategy"
            ),
        ),
        migrations.CreateModel(
            name="SwotItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("type", models.CharField(max_length=16)),
                ("statement", models.TextField()),
                ("component", models.CharField(blank=True, max_length=40, null=True)),
                ("status", models.CharField(blank=True, max_length=40, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="swot", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="swotitem_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="swotitem_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SwotAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="swot_agreements", to="workshops.plan"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="pillars.swotitem"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "member"), name="agrees_once")],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("statement", models.TextField()),
                ("indicator", models.CharField(blank=True, max_length=500, null=True)),
                ("unit", models.CharField(blank=True, max_length=60, null=True)),
                ("direction", models.CharField(blank=True, max_length=40, null=True)),
                ("baseline", models.DecimalField(blank=True, decimal_places=6, max_digits=21, null=True)),
                ("baseline_no_data", models.BooleanField(default=False)),
                ("baseline_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("baseline_status", models.CharField(blank=True, max_length=40, null=True)),
                ("measurement", models.TextField(blank=True, null=True)),
                ("sources", models.JSONField(blank=True, null=True)),
                ("targets_by_year", models.JSONField(blank=True, null=True)),
                ("targets_status", models.CharField(blank=True, max_length=40, null=True)),
                ("alignment_status", models.CharField(blank=True, max_length=40, null=True)),
                ("alignment_reason", models.TextField(blank=True, null=True)),
                ("sdg_refs", models.JSONField(blank=True, null=True)),
                (
                    "shared_with",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list
                    ),
                ),
                (
                    "baseline_owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workshops.opd"
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="pillars.dimension",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="pillars.pillar"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="workshops.plan"
                    ),
                ),
                (
                    "problems",
                    models.ManyToManyField(related_name="targets", through="pillars.Answer", to="pillars.problem"),
                ),
                (
                    "rpjmd",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aligned",
                        to="pillars.objective",
                    ),
                ),
                (
                    "rpjmd_previous",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aligned_before",
                        to="pillars.objective",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["plan", "pillar", "position"], name="target_board"),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            template="to_tsvector('simple'::regconfig, left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"statement\"::text, '') || ' ' || COALESCE(\"indicator\"::text, '') || ' ' || COALESCE(\"unit\"::text, '') || ' ' || COALESCE(trim_scale(\"baseline\")::text, '') || ' ' || COALESCE(\"measurement\"::text, '') || ' ' || COALESCE(\"sources\"::text, '') || ' ' || COALESCE(jsonb_path_query_array(\"targets_by_year\", '$.*')::text, '') || ' ' || COALESCE(\"alignment_reason\"::text, '') || ' ' || COALESCE(\"sdg_refs\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 150000))"
                        ),
                        fastupdate=False,
                        name="sasaran_words",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="target_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="target_code"),
                ],
            },
        ),
        migrations.AddField(
            model_name="strategy",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="strategies", to="pillars.target"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="pillars.target"
            ),
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("card", models.CharField(max_length=40)),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40))),
                ("note", models.CharField(blank=True, default="", max_length=400)),
                ("by_gap", models.BooleanField(default=True)),
                ("given_by", models.CharField(max_length=24)),
                ("given_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_by", models.CharField(blank=True, default="", max_length=24)),
                ("done_note", models.CharField(blank=True, default="", max_length=400)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "bimtek",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks",
                        to="workshops.bimtek",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks",
                        to="workshops.opd",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks",
                        to="workshops.participant",
                    ),
                ),
                (
                    "passed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="workshops.participant",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["plan", "card"], name="task_card")],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="task_number")],
            },
        ),
        migrations.CreateModel(
            name="TaskLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("key_cipher", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opd",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="task_links",
                        to="workshops.opd",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="task_links",
                        to="workshops.participant",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="task_links", to="workshops.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisionMission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("visi", models.TextField(blank=True, null=True)),
                ("misi", models.JSONField(blank=True, null=True)),
                ("rpjmd_misi_refs", models.JSONField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("swot_status", models.TextField(blank=True, null=True)),
                ("swot_extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vision", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="visionmission_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="visionmission_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("statement", models.TextField()),
                ("misi", models.TextField(blank=True, null=True)),
                ("target_refs", models.JSONField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aims", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="aim_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="aim_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("check_id", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=300)),
                (
                    "refs",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list),
                ),
                (
                    "pillars",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list),
                ),
                ("said", models.TextField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("by", models.CharField(max_length=24)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(default="dijawab", max_length=20)),
                ("remark", models.TextField(blank=True, default="")),
                ("decided_by", models.CharField(blank=True, default="", max_length=24)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.BigIntegerField(default=0)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="check_answers", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="check_answer_number"),
                    models.UniqueConstraint(fields=("plan", "check_id", "subject"), name="check_answer_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Different",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("first", models.PositiveIntegerField()),
                ("second", models.PositiveIntegerField()),
                ("said_by", models.CharField(max_length=24)),
                ("said_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="differents", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "kind", "first", "second"), name="different_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("card", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=140)),
                ("kind", models.CharField(max_length=4)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                ("added_by", models.CharField(max_length=24)),
                ("added_at", models.DateTimeField()),
                ("removed_by", models.CharField(blank=True, default="", max_length=24)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["plan", "card"], name="evidence_card")],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="evidence_number")],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("element", models.CharField(max_length=500)),
                ("current", models.TextField(blank=True, null=True)),
                ("expected", models.TextField(blank=True, null=True)),
                ("gap", models.TextField(blank=True, null=True)),
                ("way_forward", models.TextField(blank=True, null=True)),
                ("problem_refs", models.JSONField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gap_analysis", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="gap_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="gap_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("item", models.CharField(max_length=40)),
                ("report_year", models.PositiveSmallIntegerField()),
                ("answer", models.TextField(blank=True, null=True)),
                ("own_score", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluation_answers",
                        to="workshops.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="itemanswer_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="itemanswer_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_in", None)),
                        fields=("plan", "item", "report_year"),
                        name="answered_once_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Keyword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("word", models.CharField(max_length=120)),
                ("meaning", models.TextField(blank=True, null=True)),
                ("swot_refs", models.JSONField(blank=True, null=True)),
                ("rpjmd_keyword", models.CharField(blank=True, max_length=120, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keywords", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="keyword_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="keyword_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Narrative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField()),
                ("version", models.BigIntegerField(default=0)),
                ("born_in", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=24)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(max_length=24)),
                ("changed_at", models.DateTimeField()),
                ("deleted_in", models.BigIntegerField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("merged_into", models.CharField(blank=True, default="", max_length=40)),
                ("note", models.TextField(blank=True, null=True)),
                ("extra", models.JSONField(default=dict)),
                ("section", models.CharField(max_length=60)),
                ("title", models.CharField(blank=True, max_length=300, null=True)),
                ("body", models.JSONField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="narratives", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="narrative_number"),
                    models.UniqueConstraint(fields=("plan", "code"), name="narrative_code"),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_in", None)),
                        fields=("plan", "section"),
                        name="narrative_once_a_section",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NomenclatureCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=120)),
                ("code", models.CharField(max_length=40)),
                ("level", models.CharField(blank=True, default="", max_length=12)),
                ("name", models.CharField(max_length=500)),
                ("urusan", models.CharField(blank=True, default="", max_length=500)),
                ("position", models.PositiveIntegerField()),
                ("born_in", models.BigIntegerField(default=0)),
                ("extra", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nomenclature", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["version", "position", "id"],
                "constraints": [models.UniqueConstraint(fields=("plan", "version", "code"), name="nomenclature_code")],
            },
        ),
        migrations.CreateModel(
            name="Overlap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("card", models.CharField(max_length=40)),
                ("pillar", models.CharField(max_length=40)),
                ("asked", models.CharField(max_length=40)),
                ("state", models.CharField(default="ditawarkan", max_length=12)),
                ("note", models.TextField(blank=True, default="")),
                ("offered_by", models.CharField(max_length=24)),
                ("offered_at", models.DateTimeField()),
                ("reply", models.TextField(blank=True, default="")),
                ("answered_by", models.CharField(blank=True, default="", max_length=24)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.BigIntegerField(default=0)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="overlaps", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="overlap_number"),
                    models.UniqueConstraint(fields=("plan", "card", "pillar"), name="overlap_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("small", models.BinaryField()),
                ("media", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=140)),
                ("alt", models.CharField(blank=True, default="", max_length=500)),
                ("version", models.BigIntegerField(default=0)),
                ("added_by", models.CharField(max_length=24)),
                ("added_at", models.DateTimeField()),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="workshops.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["plan", "sha256"], name="picture_sha")],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="picture_number")],
            },
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.UniqueConstraint(fields=("document", "code"), name="objective_code"),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.UniqueConstraint(fields=("document", "code"), name="mission_code"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(fields=("document", "code"), name="goal_code"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("target", "problem"), name="answer_once"),
        ),
    ]
