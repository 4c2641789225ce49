"""The forms of a task's page: its fields, labels, people and description, with and without htmx."""

from __future__ import annotations

import html
import re
from datetime import date, time

import pytest

from primetrade.models import Change
from primetrade.text import TITLE_LIMIT
from tasks.commands import delete_task
from tasks.models import Task
from tests.factories import LabelFactory, MemberFactory, PersonFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db


def reread(task: Task) -> Task:
    return Task.objects.of(task).select_related("project").get(id=task.id)


def test_any_subset_of_fields_is_saved_in_one_step() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    response = Visitor(ann).edit(
        task, status="in_review", priority="high", due_on="2026-12-03", due_time="14:30", estimate_minutes="1h 30m"
    )

    task = reread(task)
    assert response.status_code == 303
    assert (task.status, task.priority, task.estimate_minutes) == ("in_review", 3, 90)
    assert (task.due_on, task.due_time) == (date(2026, 12, 3), time(14, 30))


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("2h", 120), ("1h 30m", 90), ("1.5h", 90), ("1,5 hours", 90), ("45", 45), ("45 min", 45), ("", None)],
)
def test_an_estimate_is_read_as_people_write_it(written: str, minutes: int | None) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, estimate_minutes=5)

    Visitor(ann).edit(task, estimate_minutes=written)

    assert reread(task).estimate_minutes == minutes


def test_the_inputs_of_a_task_take_what_its_fields_hold() -> None:
    ann = PersonFactory()
    inputs = re.findall(r"<(?:input|textarea)\b[^>]*>", text(Visitor(ann).get(TaskFactory(access=ann))))

    def attributes(name: str) -> str:
        return next(one for one in inputs if f'name="{name}"' in one and "hidden" not in one)

    assert f'maxlength="{TITLE_LIMIT}"' in attributes("title")
    for name in ("due_on", "start_on"):
        assert 'max="2199-12-31" min="1970-01-01"' in attributes(name)
    assert 'maxlength="36"' in attributes("parent")
    assert re.search(r'pattern="[^"]*ours', html.unescape(attributes("estimate_minutes")))


def test_labels_and_people_are_put_on_and_taken_off_one_by_one() -> None:
    ann = PersonFactory()
    bob, first, second = MemberFactory(of=ann), LabelFactory(access=ann), LabelFactory(access=ann)
    task = TaskFactory(access=ann, labels=[first.id])

    Visitor(ann).edit(task, label_add=second.id, label_remove=first.id, assignee_add=bob.user.id)

    visitor = Visitor(bob, htmx=True)
    menu = text(visitor.get(task, "/menu/assignees")) + text(visitor.get(task, "/menu/labels"))
    assert second.name in text(visitor.get(task))
    assert f'aria-checked="true" name="assignee_remove" value="{bob.user.id}"' in menu
    assert f'name="label_add" value="{first.id}"' in menu


def test_a_row_and_a_card_come_back_as_the_lists_draw_them() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    visitor = Visitor(ann, htmx=True)

    row = text(visitor.edit(task, status="in_progress", fragment="row"))
    card = text(visitor.edit(task, priority="urgent", fragment="card"))

    assert f'id="row-IN-{task.number}"' in row
    assert f'id="card-IN-{task.number}"' in card


def test_completing_in_a_list_gives_a_toast_that_undoes_it() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Mend the gate")

    answer = text(Visitor(ann, htmx=True).edit(task, status="completed", fragment="row"))

    batch = Change.objects.of(ann).filter(object_id=task.id).latest("seq").batch
    assert "Completed “Mend the gate”" in answer
    assert f"/batches/{batch}/undo" in answer


def test_a_title_that_cannot_be_saved_stays_in_its_field_with_the_reason() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    response = Visitor(ann).edit(task, title="x" * 501)

    assert response.status_code == 422
    assert "x" * 501 in text(response)
    assert "Use at most 500 characters" in text(response)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("priority", "5"),
        ("priority", "9" * 5000),
        ("due_on", "tomorrow"),
        ("due_on", "9999-12-31"),
        ("due_time", "25:00"),
        ("estimate_minutes", "soon"),
        ("estimate_minutes", "9" * 5000),
        ("project", "NOPE"),
        ("parent", "PT-99999"),
        ("status", "done"),
        ("labels", "no id"),
        ("label_add", "00000000-0000-7000-8000-000000000000"),
        ("title", "bell \x07"),
        ("before", "IN-77"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_bad_input_is_said_and_changes_nothing(field: str, value: str, htmx: bool) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    response = Visitor(ann, htmx=htmx).edit(task, **{field: value, "fragment": "props"})

    assert response.status_code == 422
    assert reread(task).version == task.version


def test_a_preview_without_scripts_keeps_the_text_and_saves_nothing() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, description="before")

    page = text(Visitor(ann).edit(task, description="Some *words*", preview="1"))

    assert "Some *words*</textarea>" in page
    assert "Some <em>words</em>" in page
    assert reread(task).description == "before"


def test_a_preview_is_rendered_safely() -> None:
    visitor = Visitor(PersonFactory())

    answer = text(visitor.client.post(f"/w/{visitor.slug}/preview", {"description": "<script>alert(1)</script> *so*"}))

    assert "<script" not in answer
    assert "<em>so</em>" in answer


def test_a_description_keeps_its_first_empty_line_through_the_editor() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, description="\nsecond line")

    page = text(Visitor(ann).get(task, "?edit=description"))

    assert ">\n\nsecond line</textarea>" in page


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_typed_for_a_task_that_went_to_the_trash_is_not_lost(htmx: bool) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    delete_task(ann, task=task.id)

    response = Visitor(ann, htmx=htmx).edit(task, description="A long text", fragment="description")

    assert response.status_code == 409
    assert ("A long text</textarea>" in text(response)) is not htmx
    assert response.get("HX-Reswap") == ("none" if htmx else None)


def test_a_form_never_leads_to_another_site() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    places = [
        Visitor(ann).edit(task, status="todo", next=bad)["Location"] for bad in ("//evil.example", "https://e.example")
    ]

    assert places == [Visitor(ann).url(task)] * 2
