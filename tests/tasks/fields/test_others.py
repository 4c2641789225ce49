"""What is declared of projects, labels, comments, members and workspaces is set, said and undone like a task's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from accounts.access import Access
from accounts.commands.members import change_role
from accounts.commands.workspaces import rename_workspace
from accounts.models import Membership, Workspace
from dashboard import activity
from primetrade.api.schema import schema
from primetrade.models import Change
from tasks.commands import create_comment, edit_comment, edit_label, edit_project, undo
from tasks.fields.declaration import Field
from tasks.fields.logged import DECLARED
from tasks.models import Task
from tasks.queries import history_wording
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
# A value to begin with, and two others, where a field is no choice.
VALUES = {"name": ("Boats", "Ships", "Ferries")} | dict.fromkeys(("description", "body"), ("One", "Two", "Three"))


@dataclass(frozen=True)
class Object:
    """How the tests make one, change it, and where its page, its form, its schemas and its endpoints are.

    `form` is the address below the workspace's and what is sent beside the fields; `api` the endpoints of all and of
    one, below /api. Both have places for the workspace's slug and the attributes of the row.
    """

    make: Callable[..., Any]
    edit: Callable[..., Any]
    page: Callable[[Access, Any], str]
    form: tuple[str, dict[str, str]]
    row: str
    bodies: tuple[str, ...]
    api: tuple[str, str] | None = None
    made_by: str = ""  # the body that sets what is fixed


def _member(access: Access, role: str) -> Membership:
    member = MemberFactory(of=access)
    change_role(access, member=member.user.id, role=role)
    return Membership.objects.of(access).get(user=member.user)


def _workspace(access: Access, name: str) -> Workspace:
    return rename_workspace(access, name=name).value


def _comment(access: Access, body: str = "One") -> Any:
    return create_comment(access, task=TaskFactory(access=access).id, body=body).value


def _comment_page(access: Access, comment: Any) -> str:
    task = Task.objects.of(access).select_related("project").get(id=comment.task_id)
    return text(Visitor(access).get(task, f"?edit={comment.id}"))


def _page(*path: str) -> Callable[[Access, Any], str]:
    def read(access: Access, row: Any) -> str:
        address = "/".join(("", "w", access.workspace.slug, *path)).format(key=getattr(row, "key", ""))
        return text(Visitor(access).client.get(address))

    return read


_SETTINGS = _page("settings")
OBJECTS = {
    "project": Object(
        lambda access, **values: ProjectFactory(access=access, **values),
        lambda access, row, **values: edit_project(access, project=row.id, **values),
        _page("projects", "{key}", "settings"),
        ("projects/{row.key}/settings", {}),
        "Project",
        ("NewProject", "ProjectChange"),
        ("projects", "projects/{row.id}"),
        "NewProject",
    ),
    "label": Object(
        lambda access, **values: LabelFactory(access=access, **values),
        lambda access, row, **values: edit_label(access, label=row.id, **values),
        _SETTINGS,
        ("settings/labels", {"act": "edit", "label": "{row.id}"}),
        "Label",
        ("NewLabel", "LabelChange"),
        ("labels", "labels/{row.id}"),
    ),
    "comment": Object(
        _comment,
        lambda access, row, **values: edit_comment(access, comment=row.id, **values),
        _comment_page,
        ("tasks/{row.task.project.key}-{row.task.number}/comments/{row.id}/edit", {}),
        "Comment",
        ("CommentText", "CommentChange"),
        ("tasks/{row.task_id}/comments", "tasks/{row.task_id}/comments/{row.id}"),
    ),
    "membership": Object(
        _member,
        lambda access, row, role: change_role(access, member=row.user_id, role=role),
        _SETTINGS,
        ("settings/members", {"act": "role", "member": "{row.user_id}"}),
        "Member",  # pages alone change it
        (),
    ),
    "workspace": Object(
        _workspace,
        lambda access, row, name: rename_workspace(access, name=name),
        _SETTINGS,
        ("settings", {}),
        "",  # pages alone change it
        (),
    ),
}
DECLARED_FIELDS = [(kind, field) for kind in OBJECTS for field in DECLARED[kind][0]]


def _each(kept: Callable[[str, Field], bool]) -> Any:
    some = [(kind, field) for kind, field in DECLARED_FIELDS if kept(kind, field)]
    return pytest.mark.parametrize(("kind", "field"), some, ids=[f"{kind} {field.name}" for kind, field in some])


EACH = _each(lambda kind, field: True)
EDITED = _each(lambda kind, field: not field.fixed)
MADE_BY_API = _each(lambda kind, field: OBJECTS[kind].api is not None)
EDITED_BY_API = _each(lambda kind, field: OBJECTS[kind].api is not None and not field.fixed)


def values(field: Field) -> tuple[Any, Any, Any]:
    if field.type.options:
        first, *_, other, third = (option.value for option in field.type.options)
        return third, other, first
    return VALUES[field.name]


def current(kind: str, access: Access, row: Any) -> Any:
    model = type(row)
    return model.objects.get(id=row.id) if model is Workspace else model.objects.of(access).get(id=row.id)


def logged(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.LOGGED}


def test_all_that_has_a_history_is_tested_here() -> None:
    kinds = {getattr(model, "LOG_KIND", "") for model in apps.get_models()} - {""}
    assert kinds == OBJECTS.keys() | {"task"}


@EACH
def test_its_page_has_a_form_for_it_or_says_it(kind: str, field: Field) -> None:
    ann = PersonFactory()
    first = {} if field.fixed else {field.name: values(field)[0]}
    row = OBJECTS[kind].make(ann, **first)

    page = OBJECTS[kind].page(ann, row)

    assert (str(getattr(row, field.column)) if field.fixed else f'name="{field.name}"') in page


@EACH
def test_its_body_and_its_row_have_it(kind: str, field: Field) -> None:
    known, one = schema()["components"]["schemas"], OBJECTS[kind]
    bodies = (one.made_by,) if field.fixed else one.bodies

    assert [name for name in (*bodies, one.row) if name and field.name not in known[name]["properties"]] == []


@EDITED
def test_a_form_sets_it(kind: str, field: Field) -> None:
    ann = PersonFactory()
    first, second, _ = values(field)
    row = current(kind, ann, OBJECTS[kind].make(ann, **{field.name: first}))
    address, beside = OBJECTS[kind].form
    sent = {one.name: one.type.write(getattr(row, one.column)) for one in DECLARED[kind][0] if not one.fixed}
    sent |= {name: value.format(row=row) for name, value in beside.items()} | {field.name: field.type.write(second)}

    answer = Visitor(ann).client.post(f"/w/{ann.workspace.slug}/{address.format(row=row)}", sent)

    assert answer.status_code in (302, 303)
    assert getattr(current(kind, ann, row), field.column) == second


@EDITED_BY_API
def test_the_api_changes_it_and_says_it(kind: str, field: Field) -> None:
    ann = PersonFactory()
    first, second, _ = values(field)
    row = OBJECTS[kind].make(ann, **{field.name: first})
    one = (OBJECTS[kind].api or ("", ""))[1].format(row=row)
    said = Caller(ann).get(one).json()["data"][field.name]

    answer = Caller(ann).patch(one, {field.name: field.type.to_json(second)})

    assert said == field.type.to_json(first)
    assert (answer.status_code, answer.json()["data"][field.name]) == (200, field.type.to_json(second))


@MADE_BY_API
def test_the_api_makes_one_that_begins_with_it(kind: str, field: Field) -> None:
    ann = PersonFactory()
    row = OBJECTS[kind].make(ann)
    required = {one.name: one.type.write(values(one)[1]) for one in DECLARED[kind][0] if one.required}
    value = "FERRY" if field.fixed else field.type.to_json(values(field)[1])

    answer = Caller(ann).post((OBJECTS[kind].api or ("", ""))[0].format(row=row), required | {field.name: value})

    assert (answer.status_code, answer.json()["data"][field.name]) == (201, value)


@EDITED
def test_history_says_what_changed(kind: str, field: Field) -> None:
    ann = PersonFactory(name="Ann")
    first, second, _ = values(field)
    row = OBJECTS[kind].make(ann, **{field.name: first})

    batch = OBJECTS[kind].edit(ann, row, **{field.name: second}).batch

    words = history_wording.batch_words(ann, batch, today=TODAY)
    said = field.type.words(second).lower() if field.type.options else str(second)
    assert "{" not in words
    assert said in words or field.word in words or kind == "comment"
    assert words.partition(" ")[0] in activity.recent(ann)[0].words


@EDITED
def test_undo_puts_it_back(kind: str, field: Field) -> None:
    ann = PersonFactory()
    first, second, _ = values(field)
    row = OBJECTS[kind].make(ann, **{field.name: first})
    before = logged(current(kind, ann, row))

    undone = undo(ann, batch=OBJECTS[kind].edit(ann, row, **{field.name: second}).batch).value

    assert (undone.steps, undone.left) == (1, ())
    assert logged(current(kind, ann, row)) == before


@EDITED
def test_undo_leaves_and_names_what_was_changed_since(kind: str, field: Field) -> None:
    ann = PersonFactory()
    first, second, third = values(field)
    row = OBJECTS[kind].make(ann, **{field.name: first})
    batch = OBJECTS[kind].edit(ann, row, **{field.name: second}).batch
    OBJECTS[kind].edit(ann, row, **{field.name: third})

    undone = undo(ann, batch=batch).value

    assert getattr(current(kind, ann, row), field.column) == third
    assert undone.steps == 0
    assert f"The {field.word} of" in undone.left[0]


def test_several_fields_at_once_are_named_in_one_sentence() -> None:
    ann = PersonFactory(name="Ann")
    project = ProjectFactory(access=ann, name="Boats", colour="red")

    batch = edit_project(ann, project=project.id, name="Ships", colour="teal").batch

    assert batch is not None
    assert history_wording.batch_words(ann, batch, today=TODAY) == "changed name and colour of the project “Ships”"


def test_a_change_of_what_was_purged_is_still_told() -> None:
    ann = PersonFactory(name="Ann")
    label = LabelFactory(access=ann, name="Ice")
    batch = edit_label(ann, label=label.id, name="Snow").batch
    assert batch is not None
    Change.objects.of(ann).filter(object_id=label.id).update(before={}, after={})

    assert history_wording.batch_words(ann, batch, today=TODAY).startswith("changed the label")
