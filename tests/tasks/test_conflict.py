"""Two people edit one task: what does not contradict merges, what does is shown in both versions, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from primetrade.models import Change
from tasks.commands import edit_task
from tasks.models import Task, TaskLabel
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> tuple[Any, Any, Task]:
    """Ann, Bob, and a task that both have open."""
    ann = PersonFactory(name="Ann")
    return ann, MemberFactory(of=ann, name="Bob"), TaskFactory(access=ann, title="Gate", description="Old words")


def now(task: Task) -> Task:
    return Task.objects.of(task).get(id=task.id)


def test_changes_of_other_fields_merge_silently(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, priority=3)

    response = Visitor(ann).edit(task, version=task.version, title="Green gate", base_title="Gate")

    assert response.status_code == 303
    assert (now(task).title, now(task).priority) == ("Green gate", 3)


def test_the_same_field_changed_twice_shows_both_versions_and_saves_neither(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, description="Words of Bob")

    response = Visitor(ann).edit(task, version=task.version, description="Words of Ann", base_description="Old words")

    assert response.status_code == 412
    assert "Bob changed the description while you did" in text(response)
    assert "Words of Bob" in text(response)
    assert "Words of Ann</textarea>" in text(response)
    assert now(task).description == "Words of Bob"


def test_with_scripts_the_choice_comes_into_the_page(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, title="Bob's gate")

    response = Visitor(ann, htmx=True).edit(
        task, version=task.version, title="Ann's", base_title="Gate", fragment="title"
    )

    assert (response.status_code, response["HX-Retarget"]) == (412, "#task-conflict")
    assert "<html" not in text(response)


def test_choosing_mine_saves_it_with_what_else_the_form_changed(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, title="Bob's gate")

    Visitor(ann).edit(
        task, title="Both gates", base_title="Bob's gate", keep_title="mine", priority="2", base_priority="0"
    )

    assert (now(task).title, now(task).priority) == ("Both gates", 2)


def test_choosing_theirs_leaves_the_field_and_saves_the_rest(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, title="Bob's gate")

    Visitor(ann).edit(task, title="Ann's", base_title="Bob's gate", keep_title="theirs", priority="2")

    assert (now(task).title, now(task).priority) == ("Bob's gate", 2)


def test_a_third_change_before_the_choice_is_a_conflict_again(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, title="Bob's gate")
    edit_task(bob, task=task.id, title="Bob's second gate")

    response = Visitor(ann).edit(task, title="Ann's", base_title="Bob's gate", keep_title="mine")

    assert response.status_code == 412
    assert "Bob&#x27;s second gate" in text(response)


def test_the_same_change_made_twice_is_no_conflict(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, status="completed")
    changes = Change.objects.of(ann).count()

    response = Visitor(ann).edit(task, version=task.version, status="completed", base_status="todo")

    assert response.status_code == 303
    assert Change.objects.of(ann).count() == changes


def test_line_ends_of_a_browser_are_not_a_difference(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(ann, task=task.id, description="one\ntwo")
    edit_task(bob, task=task.id, priority=3)

    response = Visitor(ann).edit(
        task, version=task.version, description="one\r\ntwo\r\nthree", base_description="one\r\ntwo"
    )

    assert response.status_code == 303
    assert now(task).description == "one\ntwo\nthree"


def test_a_version_without_base_values_guards_every_field(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, priority=3)

    assert Visitor(ann).edit(task, version=task.version, title="Ann's").status_code == 412


def test_without_version_and_base_the_last_one_wins(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, status="in_review")

    Visitor(ann).edit(task, status="in_progress")

    assert now(task).status == "in_progress"


def test_labels_put_on_by_two_people_both_stay(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    first, second = LabelFactory(access=ann), LabelFactory(access=ann)
    edit_task(bob, task=task.id, labels=[first.id])

    Visitor(ann).edit(task, version=task.version, labels=["", str(second.id)], base_labels="")

    found = TaskLabel.objects.of(ann).filter(task_id=task.id).values_list("label_id", flat=True)
    assert set(found) == {first.id, second.id}


def test_the_first_label_raises_the_version_that_guards_the_next_edit(scene: tuple[Any, Any, Task]) -> None:
    ann, _, task = scene

    edit_task(ann, task=task.id, labels=[LabelFactory(access=ann).id], assignees=[ann.user.id])

    assert now(task).version > task.version


def test_a_menu_in_a_list_gets_the_row_as_it_is_and_says_why(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    edit_task(bob, task=task.id, status="in_review")

    response = Visitor(ann, htmx=True).edit(task, status="completed", base_status="todo", fragment="row")

    assert response.status_code == 412
    assert f'id="row-IN-{task.number}"' in text(response)
    assert "Bob changed the status in the meantime. Yours was not saved." in text(response)


def test_every_kind_of_field_is_shown_in_words(scene: tuple[Any, Any, Task]) -> None:
    ann, bob, task = scene
    garden, yard = ProjectFactory(access=ann, name="Garden"), ProjectFactory(access=ann, name="Yard", key="YARD")
    edit_task(bob, task=task.id, project=garden.id, priority=4, estimate_minutes=60)
    task = Task.objects.of(ann).select_related("project").get(id=task.id)

    page = text(
        Visitor(ann).edit(
            task,
            project="YARD",
            base_project="IN",
            priority="1",
            base_priority="0",
            estimate_minutes="2h",
            base_estimate_minutes="",
        )
    )

    assert all(words in page for words in ("Garden", yard.name, "Urgent", "Low", "1 hour", "2 hours"))
