"""Undos of imports name the batch they take back, as undos have done since primetrade 0002: before, nothing said so.

A later batch is the undo of an import when it puts to the trash all tasks that the import brought, but for those that
were there already, and more than half of them; the undo of an undo when it brings all those back. Workspace by
workspace, an import a transaction: what is done once more finds nothing to do.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import migrations, transaction

SLICE = 500
OPPOSITE = {"deleted": "restored", "restored": "deleted"}


def mark(apps: Any, schema_editor: Any) -> None:
    """Set `undoes` on the undos of imports that have none."""
    changes, imports = (
        apps.get_model(*name)._base_manager for name in (("primetrade", "Change"), ("tasks", "Import"))
    )
    ran = imports.filter(state__in=("done", "failed"), batch__isnull=False)
    for workspace in sorted(set(ran.values_list("workspace_id", flat=True))):
        log = changes.filter(workspace_id=workspace)
        batches = set(imports.filter(workspace_id=workspace, batch__isnull=False).values_list("batch", flat=True))
        for batch in ran.filter(workspace_id=workspace).order_by("created_at", "id").values_list("batch", flat=True):
            with transaction.atomic(using=log.db):
                for undo, undone in undos(log, batch, batches):
                    log.filter(batch=undo, undoes=None).update(undoes=undone)


def undos(log: Any, batch: UUID, imports: set[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """The undo of an import, the undo of that undo, and so on, each with what it takes back."""
    own = log.filter(batch=batch, kind="task", verb__in=("created", "restored"))
    tasks = set(own.values_list("object_id", flat=True))
    trashed: set[UUID] = set()
    gone: set[UUID] = set()  # by the undo found last
    undone, awaited = batch, "deleted"
    for other, undoes, moved in steps(log, tasks, own):
        if awaited == "deleted":
            whole = moved["deleted"] >= tasks - trashed and 2 * len(moved["deleted"]) > len(tasks)
        else:
            whole = moved["restored"] >= gone
        if whole and other not in imports and undoes in (None, undone):
            yield other, undone
            gone = moved["deleted"]
            undone, awaited = other, OPPOSITE[awaited]
        trashed = (trashed | moved["deleted"]) - moved["restored"]


def steps(log: Any, tasks: set[UUID], own: Any) -> Iterator[tuple[UUID, UUID | None, dict[str, set[UUID]]]]:
    """What batches after an import moved to the trash and out of it, of its tasks, in their order."""
    last = own.order_by("-seq").values_list("seq", flat=True).first()
    ids, found = sorted(tasks), []
    for start in range(0, len(ids), SLICE):
        later = log.filter(object_id__in=ids[start : start + SLICE], seq__gt=last, verb__in=OPPOSITE)
        found += later.values_list("seq", "batch", "undoes", "verb", "object_id")
    for (_, batch, undoes), rows in groupby(sorted(found, key=itemgetter(0)), key=itemgetter(0, 1, 2)):
        moved: dict[str, set[UUID]] = defaultdict(set)
        for *_, verb, task in rows:
            moved[verb].add(task)
        yield batch, undoes, moved


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tasks", "0006_open_tasks"), ("primetrade", "0003_undone")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
