"""The journal refuses UPDATE and DELETE whoever asks, and presence needs no write-ahead log."""

from django.db import migrations

FORBID = """
CREATE FUNCTION rembuk_journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON workshops_event
    FOR EACH ROW EXECUTE FUNCTION rembuk_journal_is_append_only();
"""
ALLOW = """
DROP TRIGGER journal_is_append_only ON workshops_event;
DROP FUNCTION rembuk_journal_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_initial")]

    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        migrations.RunSQL("ALTER TABLE workshops_presence SET UNLOGGED", "ALTER TABLE workshops_presence SET LOGGED"),
    ]
