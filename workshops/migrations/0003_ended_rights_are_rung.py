"""Whatever ends a right rings it, whoever wrote the row: an action, a command, a person at the database's prompt."""

from django.db import migrations

RING = """
CREATE FUNCTION rembuk_right_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_TABLE_NAME
    WHEN 'workshops_participant' THEN
        PERFORM pg_notify('ring', format('revoke:%s:p%s', OLD.plan_id, OLD.number));
    WHEN 'workshops_staffrole' THEN
        PERFORM pg_notify('ring', format('revoke:%s:a%s', OLD.plan_id, OLD.account_id));
    WHEN 'workshops_screenkey' THEN
        PERFORM pg_notify('ring', format('revoke:%s:layar%s', OLD.plan_id, OLD.id));
    WHEN 'workshops_account' THEN
        PERFORM pg_notify('ring', format('revoke:%s:a%s', plan_id, account_id))
        FROM workshops_staffrole WHERE account_id = OLD.id;
    WHEN 'workshops_plan' THEN
        PERFORM pg_notify('ring', format('revoke:%s', OLD.id));
    END CASE;
    RETURN NULL;
END $$;

CREATE TRIGGER right_ended AFTER UPDATE OF generation, removed_at ON workshops_participant FOR EACH ROW
    WHEN ((OLD.generation, OLD.removed_at) IS DISTINCT FROM (NEW.generation, NEW.removed_at))
    EXECUTE FUNCTION rembuk_right_ended();
CREATE TRIGGER right_ended AFTER UPDATE OR DELETE ON workshops_staffrole FOR EACH ROW
    EXECUTE FUNCTION rembuk_right_ended();
CREATE TRIGGER right_ended AFTER UPDATE OF revoked_at ON workshops_screenkey FOR EACH ROW
    EXECUTE FUNCTION rembuk_right_ended();
CREATE TRIGGER right_ended AFTER UPDATE OF is_active, password ON workshops_account FOR EACH ROW
    WHEN ((OLD.is_active, OLD.password) IS DISTINCT FROM (NEW.is_active, NEW.password))
    EXECUTE FUNCTION rembuk_right_ended();
CREATE TRIGGER right_ended AFTER UPDATE OF closed_at ON workshops_plan FOR EACH ROW
    WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at)
    EXECUTE FUNCTION rembuk_right_ended();
"""
SILENCE = """
DROP TRIGGER right_ended ON workshops_participant;
DROP TRIGGER right_ended ON workshops_staffrole;
DROP TRIGGER right_ended ON workshops_screenkey;
DROP TRIGGER right_ended ON workshops_account;
DROP TRIGGER right_ended ON workshops_plan;
DROP FUNCTION rembuk_right_ended();
"""


class Migration(migrations.Migration):
    dependencies = [("workshops", "0002_journal_is_append_only")]

    operations = [migrations.RunSQL(RING, SILENCE)]
