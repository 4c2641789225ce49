"""Fills the folded columns. Of two labels or projects whose names are one from now on, the later gets a number behind.

Neither versions nor the log nor the time of the last change tell of it; new names are printed. Names workspace by
workspace, titles a slice at a time, each in a transaction of its own: what is done once more finds nothing to do.
"""

from typing import Any

from django.db import migrations, transaction

from primetrade.folding import fold_name, name_apart, sort_key

NAMED = {"tasks_label": 50, "tasks_project": 100}  # how long names may be
LENGTH = 500
AT_ONCE = 1_000


def fold(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for table in NAMED:
            cursor.execute(f"SELECT DISTINCT workspace_id FROM {table}")  # noqa: S608
            for (workspace,) in cursor.fetchall():
                with transaction.atomic(using=connection.alias):
                    fold_names(cursor, table, workspace)
        last = None
        while True:
            with transaction.atomic(using=connection.alias):
                last = fold_titles(cursor, last)
            if last is None:
                return


def fold_names(cursor: Any, table: str, workspace: Any) -> None:
    """The names of one workspace. Those in the trash need not differ; restoring one asks again."""
    cursor.execute(
        f"SELECT id, name, name_folded, deleted_at FROM {table} "  # noqa: S608
        "WHERE workspace_id = %s ORDER BY created_at, id",
        [workspace],
    )
    rows = cursor.fetchall()
    taken, seen = {fold_name(name) for _, name, _, deleted_at in rows if deleted_at is None}, set()
    for identifier, name, before, deleted_at in rows:
        new = name
        if deleted_at is None:
            new = name_apart(name, taken, NAMED[table]) if fold_name(name) in seen else name
            seen.add(fold_name(new))
            taken.add(fold_name(new))
        if new != name:
            print(f"\n  {table} {identifier}: {name} is called {new} now.")
        if fold_name(new) != before:
            cursor.execute(
                f"UPDATE {table} SET name = %s, name_folded = %s WHERE workspace_id = %s AND id = %s",  # noqa: S608
                [new, fold_name(new), workspace, identifier],
            )


def fold_titles(cursor: Any, last: Any) -> Any:
    """A slice of all tasks after the id `last`, in the order of ids. Returns its last id; None at the end."""
    cursor.execute(
        "SELECT id, workspace_id, title, title_folded FROM tasks_task "
        f"{'WHERE id > %s' if last else ''} ORDER BY id LIMIT {AT_ONCE}",
        [last] if last else [],
    )
    rows = cursor.fetchall()
    folded = [(sort_key(title)[:LENGTH], workspace, identifier) for identifier, workspace, title, _ in rows]
    changed = [new for new, (*_, before) in zip(folded, rows, strict=True) if new[0] != before]
    if changed:
        cursor.executemany("UPDATE tasks_task SET title_folded = %s WHERE workspace_id = %s AND id = %s", changed)
    return rows[-1][0] if len(rows) == AT_ONCE else None


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tasks", "0011_folded_columns")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
