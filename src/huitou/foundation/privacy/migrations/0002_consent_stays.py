"""The database refuses to change a word about consent. Deleting is the erasure's."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER privacy_consent_no_update BEFORE UPDATE ON privacy_consent
BEGIN SELECT RAISE(ABORT, 'the history of consent is append-only'); END;
"""
_POSTGRESQL = """
CREATE FUNCTION privacy_consent_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the history of consent is append-only'; END $$;
CREATE TRIGGER privacy_consent_append_only BEFORE UPDATE ON privacy_consent
FOR EACH ROW EXECUTE FUNCTION privacy_consent_refuse();
"""


def _refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.connection.cursor().execute(_SQLITE)
    else:
        schema_editor.execute(_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [migrations.RunPython(_refuse_changes, elidable=False)]
