# SPDX-License-Identifier: EUPL-1.2
"""The database itself refuses to change a line of the journal.

PostgreSQL also refuses to delete one. SQLite does not, since emptying its tables after a test is done row by row; there
a missing line is found by the chain, as on both.
"""

from django.db import migrations

TABLE = "journal_entry"

SQLITE = f"""
CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, 'a line of the journal is never changed'); END
"""
POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a line of the journal is never changed'; END $$""",
    f"""CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_append_only()""",
]


def forbid(apps, schema_editor):
    """Add the triggers."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if postgresql else [SQLITE]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    """Take the triggers away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {TABLE}_append_only()")
    else:
        schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
