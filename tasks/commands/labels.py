"""Labels of the workspace: create, edit, delete (which takes them off every task in the same batch), restore."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from primetrade.commands import Repeat, Write, command
from primetrade.errors import NotFound
from primetrade.folding import fold_name
from primetrade.models import Change
from primetrade.slices import slices
from primetrade.text import clean_line
from tasks.fields.change_kinds import DELETED, RESTORED
from tasks.fields.task import LABELS
from tasks.models import Label, Task, TaskLabel
from tasks.models.hues import Hue

from .colours import checked_colour
from .lookup import require_version
from .names import free_name, require_name_to_restore
from .unknown import unknown_labels

LABEL_NAME_LIMIT = 50


@command("edit")
def create_label(write: Write, *, name: str, colour: str = Hue.GREY) -> Label:
    """Raises InvalidInput, Conflict when a label has this name in any case."""
    return add_label(write, name=name, colour=colour)


def add_label(write: Write, *, name: str, colour: str = Hue.GREY) -> Label:
    """`create_label` inside another command."""
    label = Label(
        workspace_id=write.workspace_id,
        name=free_name(write, Label, clean_line(name, field="name", limit=LABEL_NAME_LIMIT)),
        colour=checked_colour(colour),
    )
    write.add(label)
    return label


def resolve_labels(
    write: Write, wanted: Collection[UUID | str], *, create: bool = False, field: str = LABELS.name
) -> list[UUID]:
    """The ids of labels that are given by id or by name (in any case), in the same order.

    A name that no label has is created with `create`; otherwise InvalidInput names it.
    """
    given = [
        label if isinstance(label, UUID) else clean_line(label, field=f"{field}.{place}", limit=LABEL_NAME_LIMIT)
        for place, label in enumerate(wanted)
    ]
    # The first spelling counts.
    names = {fold_name(label): label for label in reversed(given) if isinstance(label, str)}
    ids = _ids_by_name(write, names) if names else {}
    if create:
        ids |= {folded: add_label(write, name=name).id for folded, name in names.items() if folded not in ids}
    unknown = {
        place: label for place, label in enumerate(given) if isinstance(label, str) and fold_name(label) not in ids
    }
    if unknown:
        raise unknown_labels(write, unknown, field=field)
    return [label if isinstance(label, UUID) else ids[fold_name(label)] for label in given]


def _ids_by_name(write: Write, folded: Iterable[str]) -> dict[str, UUID]:
    """The ids of the labels that have one of these folded names, by it."""
    labels = Label.objects.of(write).filter(name_folded__in=list(folded), deleted_at=None)
    return dict(labels.values_list("name_folded", "id"))


@command("edit")
def edit_label(
    write: Write, *, label: UUID, if_version: int | None = None, name: str | None = None, colour: str | None = None
) -> Label:
    """Change what is given. Raises NotFound, Stale, InvalidInput, Conflict."""
    row = require_version(_locked_label(write, label), if_version)
    values: dict[str, Any] = {}
    if name is not None:
        name = clean_line(name, field="name", limit=LABEL_NAME_LIMIT)
        values["name"] = free_name(write, Label, name, but=row.id)
    if colour is not None:
        values["colour"] = checked_colour(colour)
    write.edit(row, **values)
    return row


@command("edit")
def delete_label(write: Write, *, label: UUID, if_version: int | None = None) -> Label:
    """Take the label off its tasks and delete it; both are undone as one. Raises NotFound, Stale."""
    links = TaskLabel.objects.of(write).filter(label_id=label)
    tasks = Task.objects.of(write).filter(id__in=links.values("task_id")).order_by("id")
    locked = list(tasks.select_for_update(no_key=True))
    row = require_version(_locked_label(write, label), if_version)
    if {task.id for task in locked} != set(links.values_list("task_id", flat=True)):
        raise Repeat  # somebody labelled or unlabelled a task before the label was locked
    for task in locked:
        write.log(task, LABELS.taken_off, LABELS.logged(row.id, row.name), {})
    write.touch_all(locked)
    links.delete()
    write.edit(row, verb=DELETED, deleted_at=write.at)
    return row


def restore_label(write: Write, label: UUID) -> Label | None:
    """Restore a label from the trash, and put it on the tasks that it was on; None when it is not there.

    The tasks are locked before the label, as in delete_label. Raises Conflict where its name is taken.
    """
    trashed = Label.objects.of(write).filter(id=label, deleted_at__isnull=False)
    version = trashed.values_list("version", flat=True).first()
    if version is None:
        return None
    tasks = _tasks_it_was_on(write, label)
    row: Label | None = trashed.select_for_update(no_key=True).first()
    if row is None or row.version != version:
        raise Repeat  # somebody else restored it before it was locked
    require_name_to_restore(write, row)
    labelled = set(TaskLabel.objects.of(write).filter(label_id=label).values_list("task_id", flat=True))
    missing = [task for task in tasks if task.id not in labelled]
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace_id=write.workspace_id, task_id=task.id, label_id=row.id) for task in missing
    )
    for task in missing:
        write.log(task, LABELS.put_on, {}, LABELS.logged(row.id, row.name))
    write.touch_all(missing)
    write.edit(row, verb=RESTORED, deleted_at=None)
    return row


def _tasks_it_was_on(write: Write, label: UUID) -> list[Task]:
    """The tasks that a label was taken off when it was last deleted, locked. Purged ones are missing."""
    changes = Change.objects.of(write)
    batch = changes.filter(object_id=label, verb=DELETED).order_by("-seq", "-n").values_list("batch", flat=True)
    removed = changes.filter(batch=batch.first(), verb=LABELS.taken_off, before__label=str(label))
    tasks: list[Task] = []
    for some in slices(sorted(removed.values_list("object_id", flat=True))):
        rows = Task.objects.of(write).filter(id__in=some).order_by("id")
        tasks += rows.select_for_update(no_key=True)
    return tasks


def _locked_label(write: Write, label: UUID) -> Label:
    row: Label | None = Label.objects.of(write).filter(id=label, deleted_at=None).select_for_update(no_key=True).first()
    if row is None:
        raise NotFound("There is no such label here.")
    return row
