"""The database refuses to change a price or a decision that was recorded."""

from django.db import migrations

_TABLES = ("catalogue_price", "catalogue_decision")
_SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
"""


def _refuse_changes(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in _TABLES:
        schema_editor.execute((_SQLITE if sqlite else _POSTGRESQL).format(table=table))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(_refuse_changes, elidable=False)]
