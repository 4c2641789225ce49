"""Tasks by due date, the latest first and those without one last: an order that only PostgreSQL can name in an index."""

from typing import Any

from django.db import migrations

CREATE = "CREATE INDEX task_due_latest ON tasks_task (workspace_id, due_on DESC NULLS LAST, id DESC) WHERE deleted_at IS NULL"


def create(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX task_due_latest")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
