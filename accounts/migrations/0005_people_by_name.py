"""The names of people as lists sort them: without case and marks."""

from typing import Any

from django.db import migrations

from primetrade.folded_columns import FoldedField
from primetrade.folding import sort_key

LENGTH = 100


def fill(apps: Any, schema_editor: Any) -> None:
    """Neither versions nor the log nor the time of the last change tell of it."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM accounts_user")
        keys = [(sort_key(name)[:LENGTH], identifier) for identifier, name in cursor.fetchall()]
        cursor.executemany("UPDATE accounts_user SET name_sort_key = %s WHERE id = %s", keys)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_kept_answers")]
    operations = [
        migrations.AddField("user", "name_sort_key", FoldedField(of="name", fold=sort_key, max_length=LENGTH)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
