"""Completing what is below a task that was completed."""

from __future__ import annotations

from uuid import UUID

from primetrade.commands import Write, command
from primetrade.errors import Conflict, InvalidInput, NotAllowed
from primetrade.models import EDITED, Change
from tasks.models import Status, Task
from tasks.models.task import OPEN

from . import positions
from .lookup import locked_projects, locked_task
from .placement import next_number_and_position
from .task_moves import locked_subtasks

COMPLETED_AT_ONCE = 500


@command("edit")
def complete_subtasks(write: Write, /, *, task: UUID, batch: UUID) -> int:
    """Complete the open tasks below a task, in the caller's batch that completed it, so that both are undone as one.

    Returns how many. Raises NotFound, Conflict where the task was not completed by that batch or is open again,
    NotAllowed where that was somebody else, and InvalidInput for more than COMPLETED_AT_ONCE.
    """
    source = Task.objects.of(write).filter(id=task).values_list("project_id", flat=True).first()
    projects = locked_projects(write, *filter(None, [source]))
    row = locked_task(write, task)
    completion = _completion(write, row, batch)
    if row.project_id not in projects or row.status != Status.COMPLETED or completion is None:
        raise Conflict("The task has changed since. Complete its subtasks where they are listed.")
    if completion.actor_id != write.caller.actor_id:
        raise NotAllowed("Somebody else completed the task. Complete its subtasks where they are listed.")
    rows = [one for one in locked_subtasks(write, row) if one.deleted_at is None and one.status in OPEN]
    if len(rows) > COMPLETED_AT_ONCE:
        raise InvalidInput(f"At most {COMPLETED_AT_ONCE} subtasks are completed at once. Complete some of them first.")
    write.batch = batch
    home = projects[row.project_id]
    next_number_and_position(home, number=False, count=len(rows))
    first, completed = home.last_position - len(rows) + 1, {"status": Status.COMPLETED, "completed_at": write.at}
    write.edit_all((one, completed | {"position": positions.at(place)}) for place, one in enumerate(rows, first))
    return len(rows)


def _completion(write: Write, row: Task, batch: UUID) -> Change | None:
    """The batch's change that gave the task its current status."""
    of_row = Change.objects.of(write).filter(batch=batch, object_id=row.id, kind=Task.LOG_KIND, verb=EDITED)
    change: Change | None = of_row.filter(after__status=row.status).first()
    return change
