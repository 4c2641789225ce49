"""What people added below the tasks of a file: a task goes nowhere without it, and it nowhere without the task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from primetrade.slices import slices
from tasks.commands.placement import move_to_project
from tasks.fields.change_kinds import RESTORED
from tasks.models import Task

from .batch import ImportBatch


def with_additions(batch: ImportBatch, tasks: Sequence[UUID]) -> set[UUID]:
    """Those of the tasks that have one somewhere below, not in the trash, that the file does not have.

    A statement a level.
    """
    parents: dict[UUID, UUID] = {}
    added, level = [], list(tasks)
    while level:
        below = [row for some in slices(level) for row in Task.objects.of(batch.write).filter(parent_id__in=some)]
        live = [row for row in below if row.deleted_at is None]
        parents |= {row.id: row.parent_id for row in live}
        added += [row.id for row in live if not batch.has(row)]
        level = [row.id for row in live]
    above = set()
    for task in added:
        while task in parents:
            task = parents[task]
            above.add(task)
    return above & set(tasks)


def additions_below(batch: ImportBatch, tasks: Sequence[Task]) -> dict[UUID, list[Task]]:
    """What was added below each task and went to the trash with it, or with its project; locked, from the top down.

    A statement a level.
    """
    added: defaultdict[UUID, list[Task]] = defaultdict(list)
    above = {task.id: task for task in tasks}  # of each row of a level, the task of the file that it is below
    while above:
        below = {}
        for some in slices(sorted(above)):
            rows = Task.objects.of(batch.write).filter(parent_id__in=some)
            for row in rows.order_by("id").select_for_update(no_key=True):
                task = above[row.parent_id]
                if row.deleted_at == task.deleted_at and not batch.has(row):
                    added[task.id].append(row)
                    below[row.id] = task
        above = below
    return added


def restore_with(batch: ImportBatch, task: Task, additions: Sequence[Task]) -> None:
    """Restore them, too, in the project that the task is in now."""
    for row in additions:
        elsewhere = row.project_id != task.project_id
        moved = move_to_project(batch.write, row, batch.projects[task.project_id]) if elsewhere else {}
        batch.write.edit(row, verb=RESTORED, deleted_at=None, **moved)
