import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pillars", "0001_initial"),
        ("workshops", "0005_plan_rights_head"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="problem",
            name="masalah_words",
        ),
        migrations.RemoveIndex(
            model_name="programme",
            name="program_words",
        ),
        migrations.RemoveIndex(
            model_name="strategy",
            name="strategi_words",
        ),
        migrations.RemoveIndex(
            model_name="target",
            name="sasaran_words",
        ),
        migrations.AddIndex(
            model_name="problem",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    template="to_tsvector('simple'::regconfig, regexp_replace(left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"statement\"::text, '') || ' ' || COALESCE(\"evidence\"::text, '') || ' ' || COALESCE(\"sources\"::text, '') || ' ' || COALESCE(\"root_cause\"::text, '') || ' ' || COALESCE(\"affected\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 120000), '[[:alnum:]]+', 'p' || \"plan_id\"::text || 'x\\&', 'g'))"
                ),
                fastupdate=False,
                name="masalah_words",
            ),
        ),
        migrations.AddIndex(
            model_name="programme",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    template="to_tsvector('simple'::regconfig, regexp_replace(left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"name\"::text, '') || ' ' || COALESCE(\"nomenclature_code\"::text, '') || ' ' || COALESCE(\"nomenclature_version\"::text, '') || ' ' || COALESCE(\"nomenclature_program\"::text, '') || ' ' || COALESCE(\"support_opd\"::text, '') || ' ' || COALESCE(\"funding\"::text, '') || ' ' || COALESCE(jsonb_path_query_array(\"budget_by_year\", '$.*')::text, '') || ' ' || COALESCE(\"budget\"::text, '') || ' ' || COALESCE(\"output\"::text, '') || ' ' || COALESCE(\"location\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 120000), '[[:alnum:]]+', 'p' || \"plan_id\"::text || 'x\\&', 'g'))"
                ),
                fastupdate=False,
                name="program_words",
            ),
        ),
        migrations.AddIndex(
            model_name="strategy",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    template="to_tsvector('simple'::regconfig, regexp_replace(left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"statement\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 120000), '[[:alnum:]]+', 'p' || \"plan_id\"::text || 'x\\&', 'g'))"
                ),
                fastupdate=False,
                name="strategi_words",
            ),
        ),
        migrations.AddIndex(
            model_name="target",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    template="to_tsvector('simple'::regconfig, regexp_replace(left(regexp_replace(COALESCE(\"code\"::text, '') || ' ' || COALESCE(\"statement\"::text, '') || ' ' || COALESCE(\"indicator\"::text, '') || ' ' || COALESCE(\"unit\"::text, '') || ' ' || COALESCE(trim_scale(\"baseline\")::text, '') || ' ' || COALESCE(\"measurement\"::text, '') || ' ' || COALESCE(\"sources\"::text, '') || ' ' || COALESCE(jsonb_path_query_array(\"targets_by_year\", '$.*')::text, '') || ' ' || COALESCE(\"alignment_reason\"::text, '') || ' ' || COALESCE(\"sdg_refs\"::text, '') || ' ' || COALESCE(\"note\"::text, ''), '[^[:alnum:]]+', ' ', 'g'), 120000), '[[:alnum:]]+', 'p' || \"plan_id\"::text || 'x\\&', 'g'))"
                ),
                fastupdate=False,
                name="sasaran_words",
            ),
        ),
    ]
