"""The names of projects and labels as lists sort them, without case and marks, and the indexes that their pages are read
along.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from primetrade.folded_columns import FoldedField
from primetrade.folding import sort_key

NAMED = {"tasks_project": 100, "tasks_label": 50}  # how long their keys may be
IN_ORDER = ("workspace", "name_sort_key", "id")
LIVE = Q(deleted_at=None)


def fill(apps: Any, schema_editor: Any) -> None:
    """Neither versions nor the log nor the time of the last change tell of it."""
    with schema_editor.connection.cursor() as cursor:
        for table, length in NAMED.items():
            cursor.execute(f"SELECT id, workspace_id, name FROM {table}")  # noqa: S608
            keys = [(sort_key(name)[:length], workspace, identifier) for identifier, workspace, name in cursor.fetchall()]
            cursor.executemany(
                f"UPDATE {table} SET name_sort_key = %s WHERE workspace_id = %s AND id = %s",  # noqa: S608
                keys,
            )


class Migration(migrations.Migration):
    dependencies = [("tasks", "0013_names_once")]
    operations = [
        migrations.AddField("project", "name_sort_key", FoldedField(of="name", fold=sort_key, max_length=100)),
        migrations.AddField("label", "name_sort_key", FoldedField(of="name", fold=sort_key, max_length=50)),
        migrations.AddIndex("project", models.Index(fields=IN_ORDER, condition=LIVE, name="project_by_name")),
        migrations.AddIndex("label", models.Index(fields=IN_ORDER, condition=LIVE, name="label_by_name")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
