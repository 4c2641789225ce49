"""A declared field is on the page, in forms, in the API, its schema and filters: a new one is tested as it comes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from accounts.access import Access
from primetrade.api.schema import schema
from tasks.fields.declaration import Field, Link
from tasks.fields.task import BY_NAME, CHOICES, FIELDS, LINKS
from tasks.fields.value_types import PERSON
from tasks.models import Task
from tasks.queries.filter_parameters import PARAMETERS, FilterParameter
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, PersonFactory, TaskFactory
from tests.tasks.fields.samples import BESIDE, linkable, samples
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db
DECLARED = [field for field in FIELDS if field.name != "position"]  # a place is where one drags it to
EACH = pytest.mark.parametrize("field", DECLARED, ids=lambda field: field.name)
TYPED = pytest.mark.parametrize("field", [one for one in DECLARED if one.type.read], ids=lambda field: field.name)
CHOSEN = pytest.mark.parametrize("field", CHOICES, ids=lambda field: field.name)

LINKED = pytest.mark.parametrize("link", LINKS, ids=lambda link: link.name)


def a_task_with(field: Field) -> tuple[Access, Task, Any]:
    """A task that has one value, and another that it can have."""
    ann = PersonFactory()
    first, second = samples(ann, field)
    made = TaskFactory(access=ann, **BESIDE.get(field.name, {}) | {field.name: first})
    return ann, Task.objects.of(ann).select_related("project").get(id=made.id), second


@EACH
def test_the_page_of_a_task_shows_it_and_has_a_form_for_it(field: Field) -> None:
    ann, task, _ = a_task_with(field)
    visitor = Visitor(ann)
    page = text(visitor.get(task, "?edit=description"))
    if field.type.name == "project":
        page += text(visitor.get(task, "/menu/project"))

    assert f'name="{field.name}"' in page
    assert f">{field.label or field.title}" in page or field.name in ("title", "description", "due_time")


@LINKED
def test_the_page_of_a_task_leads_to_the_menu_of_a_link(link: Link) -> None:
    ann = PersonFactory()
    LabelFactory(access=ann)
    task = Task.objects.of(ann).select_related("project").get(id=TaskFactory(access=ann).id)
    visitor = Visitor(ann)

    assert f'data-property="{link.name}"' in text(visitor.get(task))
    assert f'name="{link.one}_add"' in text(visitor.get(task, f"/menu/{link.name}"))


@TYPED
def test_a_form_sets_it(field: Field) -> None:
    ann, task, value = a_task_with(field)

    response = Visitor(ann).edit(task, **{field.name: field.type.write(value)})

    assert response.status_code == 303
    assert getattr(Task.objects.of(ann).get(id=task.id), field.column) == value


@TYPED
def test_two_people_who_change_it_are_shown_both_values(field: Field) -> None:
    ann, task, value = a_task_with(field)
    base = field.type.write(field.type.options[0].value) if field.type.options else ""

    page = text(Visitor(ann).edit(task, **{field.name: field.type.write(value), f"base_{field.name}": base}))

    assert field.title in page
    assert field.type.words(value) in page


@TYPED
def test_a_new_task_can_begin_with_it(field: Field) -> None:
    ann = PersonFactory()
    client, address = Visitor(ann).client, f"/w/{ann.workspace.slug}/tasks/new"
    _, value = samples(ann, field)
    beside = {name: BY_NAME[name].type.write(given) for name, given in BESIDE.get(field.name, {}).items()}

    answer = client.post(address, {"title": "One"} | beside | {field.name: field.type.write(value)})

    assert answer.status_code == 303
    assert getattr(Task.objects.of(ann).latest("created_at"), field.column) == value
    assert f'name="{field.name}"' in text(client.get(address))


@TYPED
def test_the_form_of_a_new_task_keeps_what_was_typed(field: Field) -> None:
    ann = PersonFactory()
    _, value = samples(ann, field)
    typed = next((one.word for one in field.type.options if one.value == value), field.type.write(value))
    no_such_parent = {"parent": "XY-99"}

    page = text(Visitor(ann).client.post(f"/w/{ann.workspace.slug}/tasks/new", no_such_parent | {field.name: typed}))

    kept = (f'value="{typed}" selected',) if field.type.options else (f'value="{typed}"', f">{typed}</textarea>")
    assert any(one in page.replace(">\n", ">") for one in kept)


@TYPED
def test_the_api_takes_it_and_says_it(field: Field) -> None:
    ann, task, value = a_task_with(field)
    said = Caller(ann).get(f"tasks/{task.id}").json()["data"][field.name]
    other = field.type.to_json(value)
    sent = other.isoformat() if hasattr(other, "isoformat") else other

    answer = Caller(ann).patch(f"tasks/{task.id}", {field.name: sent})

    assert (answer.status_code, answer.json()["data"][field.name]) == (200, sent)
    assert said != sent


@LINKED
def test_a_new_task_can_begin_with_what_is_linked(link: Link) -> None:
    ann = PersonFactory()
    one = linkable(ann, link)
    client, address = Visitor(ann).client, f"/w/{ann.workspace.slug}/tasks/new"

    offered = text(client.get(address))
    answer = client.post(address, {"title": "One", link.name: [one]})

    assert f'name="{link.name}" value="{one}"' in offered
    assert answer.status_code == 303
    assert str(link.id_of(link.model.objects.of(ann).get(task__title="One"))) == one


@LINKED
def test_the_api_takes_what_is_linked_and_says_it(link: Link) -> None:
    ann = PersonFactory()
    task, one = TaskFactory(access=ann), linkable(ann, link)

    answer = Caller(ann).patch(f"tasks/{task.id}", {link.name: [one]})

    assert [row["id"] for row in answer.json()["data"][link.name]] == [one]
    (listed,) = Caller(ann).get(f"tasks?id={task.id}").json()["data"]
    assert [row["id"] for row in listed[link.name]] == [one]
    unknown = Caller(ann).patch(f"tasks/{task.id}", {link.name: [str(task.id)]})
    assert (unknown.status_code, list(unknown.json()["errors"])) == (422, [f"{link.name}.0"])


@pytest.mark.any_database
@pytest.mark.parametrize("one", [*DECLARED, *LINKS], ids=lambda one: one.name)
def test_the_schema_knows_it(one: Field | Link) -> None:
    known = schema()["components"]["schemas"]
    assert [name for name in ("NewTask", "TaskChange", "TaskDetail") if one.name not in known[name]["properties"]] == []


@CHOSEN
def test_lists_are_filtered_by_it(field: Field) -> None:
    ann, task, other = a_task_with(field)
    words = {option.value: option.word for option in field.type.options}
    mine = words[getattr(task, field.column)]

    def found(word: str) -> list[str]:
        return [row["id"] for row in Caller(ann).get(f"tasks?{field.name}={word}").json()["data"]]

    assert str(task.id) in found(mine)
    assert str(task.id) not in found(words[other])
    page = text(Visitor(ann).client.get(f"/w/{ann.workspace.slug}/projects/IN/list?{field.name}={mine}"))
    assert f'type="checkbox" name="{field.name}" value="{mine}" checked' in page


FILTERED = [one for one in PARAMETERS if one.link]


@pytest.mark.parametrize("parameter", FILTERED, ids=lambda one: one.name)
def test_lists_are_filtered_by_what_is_linked(parameter: FilterParameter) -> None:
    """By any or by all of some objects and, of people, by none; the names of the API and those of pages."""
    ann, link = PersonFactory(), parameter.link
    assert link is not None
    bob = MemberFactory(of=ann)
    one, other = linkable(ann, link), linkable(bob, link)
    for title, ids in (("With both", [one, other]), ("With one", [one]), ("Without", [])):
        TaskFactory(access=ann, title=title, **{link.name: [UUID(identifier) for identifier in ids]})
    with_any = {"With both", "With one"}
    expected = {one: with_any, f"{one},{other}": {"With both"} if parameter.every else with_any}
    if link.type is PERSON and not parameter.every:
        expected |= {"me": with_any, "none": {"Without"}, f"none,{other}": {"Without", "With both"}}

    answers = {asked: Caller(ann).get(f"tasks?{parameter.name}={asked}&project=IN") for asked in expected}
    page = text(Visitor(ann).client.get(f"/w/{ann.workspace.slug}/projects/IN/list?{parameter.name}={one}"))

    assert {asked: {row["title"] for row in answer.json()["data"]} for asked, answer in answers.items()} == expected
    assert {title for title in ("With both", "With one", "Without") if f">{title}<" in page} == with_any
    if not parameter.every:
        assert f'type="checkbox" name="{parameter.name}" value="{one}" checked' in page


def test_the_api_publishes_the_declarations() -> None:
    told = {row["name"]: row for row in Caller(PersonFactory()).get("fields").json()["data"]}
    assert list(told) == [one.name for one in (*FIELDS, *LINKS)]
    assert told["priority"]["options"][-1] == {"value": "urgent", "title": "Urgent"}
    assert (told["due_on"]["type"], told["due_on"]["filters"]) == ("date", ["due", "due_before", "due_after"])
    assert (told["title"]["sort"], told["description"]["sort"]) == ("title", None)


def test_the_api_says_of_a_link_what_its_list_is_of() -> None:
    told = {row["name"]: row for row in Caller(PersonFactory()).get("fields").json()["data"]}
    assert {told[link.name]["type"] for link in LINKS if link.type is PERSON} == {"people"}
    assert told["assignees"]["filters"] == ["assignee"]
    assert told["labels"]["filters"] == ["label", "label_all"]
