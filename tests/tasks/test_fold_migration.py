"""Names and titles of before are folded by the migration, which can be broken off and done again."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from accounts.access import Access
from accounts.models import Workspace
from primetrade.folding import sort_key
from primetrade.models import Change
from tasks.commands import delete_label, delete_project
from tasks.models import Label, Project, Task
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db

MIGRATION = import_module("tasks.migrations.0012_fold")


def migrate(recorder: Any) -> None:
    MIGRATION.fold(None, SimpleNamespace(connection=connection))
    recorder.wrong.clear()  # a migration is about every workspace


def as_before(row: Any, **values: Any) -> None:
    """As it was written without folds: one that nobody else has stands for none, as the name has to be there once."""
    column = "title_folded" if isinstance(row, Task) else "name_folded"
    type(row).objects.of(row).filter(id=row.id).update(
        **{"name": values["name"]} if values else {}, **{column: str(row.id)}
    )


def names(access: Access, model: type[Label] | type[Project]) -> list[str]:
    rows = model.objects.of(access).order_by("created_at", "id")
    return [name for name in rows.values_list("name", flat=True) if name not in ("Inbox", "Getting started")]


@pytest.mark.parametrize(
    ("factory", "delete"), [(LabelFactory, delete_label), (ProjectFactory, delete_project)], ids=["label", "project"]
)
def test_the_later_of_two_names_that_are_one_now_gets_a_number_behind(factory: Any, delete: Any, recorder: Any) -> None:
    ann, eve = PersonFactory(), PersonFactory()
    kept = ["Ärger", "ärger", "Zoe", "Zoë", "ärger 2", "ÄRGER", "x" * 50, "X" * 50]
    rows = [factory(access=ann, name=f"Name {number}") for number in range(len(kept))]
    gone = factory(access=ann, name="Gone")
    delete(ann, **{type(gone).LOG_KIND: gone.id})
    alone = factory(access=eve, name="Ä")
    for row, name in zip([*rows, gone, alone], [*kept, "ÄRGER", "ärger"], strict=True):
        as_before(row, name=name)

    migrate(recorder)

    limit = Label._meta.get_field("name").max_length if factory is LabelFactory else 100
    last = f"{('X' * 50)[: limit - 2]} 2"
    expected = ["Ärger", "ärger 3", "Zoe", "Zoë", "ärger 2", "ÄRGER 4", "x" * 50, last, "ÄRGER"]
    assert names(ann, type(gone)) == expected
    assert names(eve, type(gone)) == ["ärger"]
    migrate(recorder)
    assert names(ann, type(gone)) == expected


def test_titles_are_folded_slice_by_slice_and_again_after_a_break(
    recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, eve = PersonFactory(), PersonFactory()
    for access in (ann, eve):
        for title in ("Öl", "Übel", "plain", "É"):
            as_before(TaskFactory(access=access, title=title))
    monkeypatch.setattr(MIGRATION, "AT_ONCE", 3)
    slices = MIGRATION.fold_titles
    done: list[Any] = []

    def breaks_off(cursor: Any, last: Any) -> Any:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(last)
        return slices(cursor, last)

    monkeypatch.setattr(MIGRATION, "fold_titles", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        migrate(recorder)
    monkeypatch.setattr(MIGRATION, "fold_titles", slices)
    migrate(recorder)

    for access in (ann, eve):
        found = dict(Task.objects.of(access).values_list("title", "title_folded"))
        assert found == {title: sort_key(title) for title in found}


def test_neither_versions_nor_times_nor_the_log_tell_of_it(recorder: Any) -> None:
    ann = PersonFactory()
    rows = [TaskFactory(access=ann, title="Ö"), ProjectFactory(access=ann), ProjectFactory(access=ann)]
    as_before(rows[0])
    for row in rows[1:]:
        as_before(row, name="Ö")

    def told() -> Any:
        counted = [
            (type(row).objects.of(ann).filter(id=row.id).values_list("version", "updated_at").get()) for row in rows
        ]
        version = Workspace.objects.filter(id=ann.workspace_id).values_list("version", flat=True).get()
        return counted, version, Change.objects.of(ann).count()

    before = told()
    migrate(recorder)
    assert told() == before
