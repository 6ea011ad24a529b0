"""The database refuses to change or delete an entry of the stock ledger."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER supply_entry_no_update BEFORE UPDATE ON supply_entry
BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END;
CREATE TRIGGER supply_entry_no_delete BEFORE DELETE ON supply_entry
BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END;
"""
_POSTGRESQL = """
CREATE FUNCTION supply_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the stock ledger is append-only'; END $$;
CREATE TRIGGER supply_entry_append_only BEFORE UPDATE OR DELETE ON supply_entry
FOR EACH ROW EXECUTE FUNCTION supply_entry_refuse();
"""


def _refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        cursor = schema_editor.connection.cursor()
        for statement in _SQLITE.split("END;"):
            if statement.strip():
                cursor.execute(statement + "END;")
    else:
        schema_editor.execute(_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("supply", "0001_initial")]
    operations = [migrations.RunPython(_refuse_changes, elidable=False)]
