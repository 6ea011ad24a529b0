"""The database refuses to change or delete history and ledger, and on PostgreSQL to commit a
booking whose entries do not sum to zero. SQLite has no deferred triggers; `books_at_zero` looks.
"""

from django.db import migrations

_TABLES = ("payments_history", "payments_booking", "payments_entry")
_SQLITE = """
CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_REFUSE = """
CREATE FUNCTION payments_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION payments_refuse();
"""
_BALANCE = """
CREATE FUNCTION payments_balance() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (
    SELECT 1 FROM payments_entry WHERE booking_id = NEW.booking_id
    GROUP BY currency HAVING SUM(minor) <> 0
  ) THEN
    RAISE EXCEPTION 'booking % does not sum to zero', NEW.booking_id;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payments_entry_balance AFTER INSERT ON payments_entry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_balance();
"""


def _refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        cursor = schema_editor.connection.cursor()
        for table in _TABLES:
            for change in ("UPDATE", "DELETE"):
                cursor.execute(_SQLITE.format(table=table, change=change))
        return
    schema_editor.execute(_REFUSE, params=None)
    for table in _TABLES:
        schema_editor.execute(_POSTGRESQL.format(table=table))
    schema_editor.execute(_BALANCE, params=None)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(_refuse_changes, elidable=False)]
