"""Folded columns are right whatever writes the text, and stand in no answer and no log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F, Value
from django.db.models.functions import Upper

from accounts.access import Access
from primetrade.folded_columns import FoldedField
from primetrade.models import Change
from tasks.commands import create_label, create_project, edit_label, edit_project, edit_task, undo
from tasks.models import Label, Project, Task
from tests.api.conftest import Caller
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.imports.boards import board, card, everything
from tests.tasks.imports.runs import imported

pytestmark = pytest.mark.django_db

NEW = "Übel \u00c4"
FOLDED = [
    (model, field) for model in (Label, Project, Task) for field in model._meta.fields if isinstance(field, FoldedField)
]
MAKE: dict[Any, Any] = {Label: LabelFactory, Project: ProjectFactory, Task: TaskFactory}


def wrong(access: Access) -> list[tuple[str, str]]:
    """The texts whose fold is not right."""
    return [
        (text, folded)
        for model, field in FOLDED
        for text, folded in model.objects.of(access).values_list(field.of, field.attname)
        if folded != field.folded(text)
    ]


def by_save(row: Any, field: str) -> None:
    setattr(row, field, NEW)
    row.save()


def by_saved_field(row: Any, field: str) -> None:
    setattr(row, field, NEW)
    row.save(update_fields=[field])


def by_update(row: Any, field: str) -> None:
    type(row).objects.of(row).filter(id=row.id).update(**{field: NEW})


def by_update_from_everywhere(row: Any, field: str) -> None:
    type(row).everywhere.filter(workspace_id=row.workspace_id, id=row.id).update(**{field: NEW})


def by_bulk_update(row: Any, field: str) -> None:
    setattr(row, field, NEW)
    type(row).objects.of(row).bulk_update([row], [field])


def by_bulk_create(row: Any, field: str) -> None:
    row.pk, row.number, row.key = None, 99, "NEWKEY"
    setattr(row, field, NEW)
    row.id = type(row)._meta.pk.get_default()
    type(row).objects.bulk_create([row])


WAYS = (by_save, by_saved_field, by_update, by_update_from_everywhere, by_bulk_update, by_bulk_create)


@pytest.mark.parametrize("write", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize(("model", "field"), FOLDED, ids=lambda one: one.__name__ if isinstance(one, type) else "")
def test_whatever_writes_a_text_writes_its_fold(
    write: Callable[[Any, str], None], model: type[Any], field: FoldedField
) -> None:
    ann = PersonFactory()
    row = model.objects.of(ann).get(id=MAKE[model](access=ann).id)

    write(row, field.of)

    stored = model.objects.of(ann).filter(**{field.of: NEW}).values_list(field.attname, flat=True)
    assert list(stored) == [field.folded(NEW)]
    assert wrong(ann) == []


def test_a_text_that_only_the_database_knows_is_refused() -> None:
    task = TaskFactory(access=PersonFactory())
    with pytest.raises(TypeError, match="title is folded by Task"):
        Task.objects.of(task).update(title=Upper(F("title")))
    Task.objects.of(task).update(title=Value("x"), title_folded="x")  # whoever gives both is believed


def test_commands_and_their_undo_keep_the_folds() -> None:
    ann = PersonFactory()
    project, label = create_project(ann, name="Öl").value, create_label(ann, name="Öl").value
    task = TaskFactory(access=ann, title="Öl", project=project.id)
    batches = [
        edit_project(ann, project=project.id, name=NEW).batch,
        edit_label(ann, label=label.id, name=NEW).batch,
        edit_task(ann, task=task.id, title=NEW).batch,
    ]
    assert wrong(ann) == []
    redo = [undo(ann, batch=batch).batch for batch in batches]
    assert wrong(ann) == []
    for batch in redo:
        undo(ann, batch=batch)
    assert wrong(ann) == []
    assert Task.objects.of(ann).get(id=task.id).title == NEW


def test_imports_keep_the_folds_when_they_write_and_when_they_write_again() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    imported(ann, board(cards=[card(1, name="Öl")]))
    imported(ann, board(cards=[card(1, name="Übel")]))
    assert Task.objects.of(ann).filter(title="Übel").count() == 1
    assert wrong(ann) == []


def test_a_text_of_the_greatest_length_has_a_fold_that_fits() -> None:
    ann = PersonFactory()
    longest = "ﷺ" * 500  # 18 letters each, in another form
    task = TaskFactory(access=ann, title=longest)
    LabelFactory(access=ann, name="ﬃ" * 50)
    ProjectFactory(access=ann, name="ﬃ" * 100)
    assert len(Task.objects.of(ann).get(id=task.id).title_folded) == 500
    assert wrong(ann) == []


def test_folds_are_in_no_answer_and_in_no_log() -> None:
    ann = PersonFactory()
    project, label = ProjectFactory(access=ann), LabelFactory(access=ann)
    task = TaskFactory(access=ann, project=project.id, labels=[label.id])
    api, columns = Caller(ann), {field.attname for _, field in FOLDED}
    for path in ("projects", "labels", "tasks?sort=title", f"tasks/{task.id}", f"projects/{project.key}", "changes"):
        answer = api.get(path).content.decode()
        assert [column for column in columns if column in answer] == [], path
    for change in Change.objects.of(ann):
        assert not {*change.before, *change.after} & columns
