"""What things consist of, and what can happen to them, is declared; what is declared is kept, told and undone."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from accounts.commands.members import remove_member
from primetrade.commands import Write
from tasks.commands import delete_label, edit_task, undo
from tasks.fields import task
from tasks.fields.change_kinds import CHANGE_KINDS, VERBS
from tasks.fields.declaration import Field, Link
from tasks.fields.logged import DECLARED, LOGGED
from tasks.fields.value_types import PERSON
from tasks.imports.choices import Choices
from tasks.imports.items import TaskItem
from tasks.imports.values import values_of
from tasks.models import Task
from tasks.queries import detail, stream
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filters import Filter
from tasks.queries.sorts import SORTS
from tests.factories import MemberFactory, PersonFactory, TaskFactory
from tests.tasks.fields.samples import BESIDE, linkable, samples

FIELDS = pytest.mark.parametrize("field", [f for f in task.FIELDS if f.name != "position"], ids=lambda f: f.name)
LINKS = pytest.mark.parametrize("link", task.LINKS, ids=lambda link: link.name)
WITH_A_LOG = {model.LOG_KIND: model for model in apps.get_models() if getattr(model, "LOG_KIND", "")}


def columns(model: type[models.Model]) -> set[str]:
    return {field.attname for field in model._meta.concrete_fields}


@pytest.mark.any_database
@pytest.mark.parametrize("kind", WITH_A_LOG)
def test_every_column_is_declared_or_internal_with_a_reason(kind: str) -> None:
    fields, internal = DECLARED[kind]
    declared = {column for field in fields for column in (field.column, *field.columns)}
    assert columns(WITH_A_LOG[kind]) - declared - {one.name for one in internal} == set(), "declare it in tasks/fields"


@pytest.mark.any_database
@pytest.mark.parametrize("kind", WITH_A_LOG)
def test_every_column_that_is_logged_has_its_words(kind: str) -> None:
    assert set(WITH_A_LOG[kind].LOGGED) <= LOGGED[kind].keys()
    assert all(LOGGED[kind][name].word for name in WITH_A_LOG[kind].LOGGED)


@pytest.mark.any_database
@pytest.mark.parametrize("kind", WITH_A_LOG)
def test_a_column_that_nobody_sets_says_why(kind: str) -> None:
    assert [one.name for one in DECLARED[kind][1] if not one.why] == []


@pytest.mark.any_database
def test_a_field_is_filtered_by_or_says_why_not() -> None:
    asked_about = {parameter.field for parameter in PARAMETERS}
    of_tasks = (*task.FIELDS, *task.LINKS)
    assert [one.name for one in of_tasks if (one.name in asked_about) == bool(one.unfiltered)] == []
    assert asked_about - {""} - {one.name for one in of_tasks} == set()
    of_others = [field for kind, (fields, _) in DECLARED.items() if kind != "task" for field in fields]
    assert [field.name for field in of_others if not field.unfiltered] == []


@pytest.mark.any_database
def test_a_parameter_that_lists_are_filtered_by_is_a_member_of_the_filter() -> None:
    assert [one.name for one in fields(Filter)] == [one.name for one in PARAMETERS if not one.instead_of]


@pytest.mark.any_database
def test_a_model_that_links_tasks_with_something_is_declared() -> None:
    def links(model: type[models.Model]) -> bool:
        uniques = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
        return any(one.fields[:2] == ("workspace", "task") for one in uniques)

    declared = {link.model for link in task.LINKS}
    assert {model for model in apps.get_models() if links(model)} == declared
    for link in task.LINKS:
        assert columns(link.model) - {"name"} == {"id", "workspace_id", "task_id", f"{link.logged_as}_id"}


@pytest.mark.any_database
def test_an_import_writes_the_fields_that_are_declared_to_come_with_files() -> None:
    written = values_of(TaskItem("1", "One"), Choices(), zone="UTC").keys()
    declared = {field.column for field in task.FIELDS if field.imported}
    assert written == declared | {"due_zone"}


@pytest.mark.any_database
def test_an_order_of_lists_is_that_of_the_field_it_names() -> None:
    assert [name for name, sort in SORTS.items() if f"t.{sort.field}" not in sort.order.column] == []
    assert {sort.field for sort in SORTS.values()} <= columns(Task)


@pytest.mark.any_database
def test_whatever_can_happen_to_anything_is_declared() -> None:
    assert {one.kind for one in CHANGE_KINDS} == WITH_A_LOG.keys()
    for one in CHANGE_KINDS:
        assert bool(one.undone_as) != bool(one.stays), f"{one.kind} {one.verb}: what is taking it back?"


# Verbs that are other words, too: an order of lists, a member of a project, counts of an import.
ALSO_WORDS = {"created", "restored", "archived"}
WHERE_VERBS_ARE_DECLARED = {
    "primetrade/models.py",
    "accounts/models/membership.py",
    "tasks/fields/task.py",
    "tasks/fields/change_kinds.py",
}


@pytest.mark.any_database
def test_verbs_are_written_only_where_they_are_declared() -> None:
    """Whoever needs a verb imports its constant, or asks the link."""
    verb = re.compile(rf"""["']({"|".join(set(VERBS) - ALSO_WORDS)})["']""")
    used_as_verb = re.compile(rf"""(verb|log\().*["']({"|".join(ALSO_WORDS)})["']""")
    written = [
        f"{path.relative_to(settings.BASE_DIR)}: {line.strip()}"
        for app in ("primetrade", "accounts", "tasks", "dashboard")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if "migrations" not in path.parts and str(path.relative_to(settings.BASE_DIR)) not in WHERE_VERBS_ARE_DECLARED
        for line in path.read_text().splitlines()
        if verb.search(line) or used_as_verb.search(line)
    ]
    assert written == []


def test_a_change_that_is_not_declared_is_refused_by_the_tests(db: None) -> None:
    ann = PersonFactory()
    task = Task.objects.of(ann).get(id=TaskFactory(access=ann).id)
    with pytest.raises(AssertionError, match="declare task exploded"):
        Write(ann).log(task, "exploded", {}, {})


def test_every_column_has_its_migration(db: None) -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


# -- kept, told, undone -----------------------------------------------------------------------------------------------


def edited(field: Field) -> tuple[Any, Task, Any, Any]:
    """A task that had one value and has another: whose it is, it as it was, the batch, the value."""
    ann = PersonFactory()
    first, second = samples(ann, field)
    made = TaskFactory(access=ann, **BESIDE.get(field.name, {}) | {field.name: first})
    before = Task.objects.of(ann).get(id=made.id)
    arguments = {field.name: second} | ({"project": before.project_id} if field.name == "parent" else {})
    return ann, before, edit_task(ann, task=made.id, **arguments).batch, second


@FIELDS
def test_an_edit_is_kept(field: Field, db: None) -> None:
    ann, before, _, value = edited(field)
    assert getattr(Task.objects.of(ann).get(id=before.id), field.column) == value


@FIELDS
def test_an_edit_is_told_in_words_and_with_a_sign(field: Field, db: None) -> None:
    ann, before, _, _ = edited(field)

    step = stream.stream(ann, detail.task(ann, str(before.id)), today=date(2026, 11, 24)).items[-1]

    assert "{" not in step.words
    assert step.words not in ("", "created the task")
    assert step.sign[0] == (field.name if not field.icon else "icon")


@FIELDS
def test_an_edit_is_taken_back_with_all_that_went_with_it(field: Field, db: None) -> None:
    ann, before, batch, _ = edited(field)

    undone = undo(ann, batch=batch).value

    after = Task.objects.of(ann).get(id=before.id)
    assert undone.left == ()
    assert set(field.columns or (field.name,)) <= set(Task.LOGGED)
    assert {name: getattr(after, name) for name in Task.LOGGED} == {name: getattr(before, name) for name in Task.LOGGED}


@LINKS
def test_a_link_is_told_and_taken_back(link: Link, db: None) -> None:
    ann = PersonFactory(name="Ann")
    one = linkable(ann, link)
    made = TaskFactory(access=ann)
    batch = edit_task(ann, task=made.id, **{link.name: [UUID(one)]}).batch
    step = stream.stream(ann, detail.task(ann, str(made.id)), today=date(2026, 11, 24)).items[-1]
    assert step.sign == ("icon", link.icon)
    assert step.words.startswith(link.put_on_words[0].partition("{")[0])

    undo(ann, batch=batch)

    assert not link.model.objects.of(ann).filter(task_id=made.id).exists()


@LINKS
def test_what_is_linked_leaves_with_its_object_and_comes_back_with_it(link: Link, db: None) -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    made = TaskFactory(access=ann, **{link.name: [UUID(linkable(bob, link))]})
    rows = link.model.objects.of(ann).filter(task_id=made.id)
    one = rows.get()

    if link.type is PERSON:
        batch = remove_member(ann, member=bob.user.id).batch
    else:
        batch = delete_label(ann, label=one.label_id).batch
    left = rows.count()
    undo(ann, batch=batch)

    assert left == 0
    assert link.id_of(rows.get()) == link.id_of(one)
