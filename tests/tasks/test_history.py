"""What happened to a task, in words, and any step taken back from its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from accounts.access import Access
from primetrade.models import Change
from tasks.commands import create_comment, delete_comment, delete_task, edit_task
from tasks.models import Task
from tasks.queries import detail, history_wording, stream
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def items(access: Access, task: Task) -> list[Any]:
    return stream.stream(access, detail.task(access, str(task.id)), today=TODAY).items


def last_words(access: Access, task: Task) -> str:
    return str(items(access, task)[-1].words)


def last_batch(access: Access) -> Any:
    return Change.objects.of(access).order_by("-seq").values_list("batch", flat=True).first()


@pytest.mark.parametrize(
    ("start", "edit", "words"),
    [
        ({"priority": 1}, {"priority": 3}, "raised the priority from low to high"),
        ({"priority": 4}, {"priority": 1}, "lowered the priority from urgent to low"),
        ({}, {"priority": 2}, "set the priority to medium"),
        ({"priority": 2}, {"priority": 0}, "removed the priority medium"),
        ({}, {"status": "in_review"}, "moved the task to In review"),
        ({}, {"status": "completed"}, "completed the task"),
        ({"status": "completed"}, {"status": "todo"}, "reopened the task as To do"),
        ({"title": "Old"}, {"title": "New"}, "renamed the task from “Old” to “New”"),
        ({}, {"description": "x"}, "wrote the description"),
        ({"description": "x"}, {"description": "y"}, "changed the description"),
        ({"description": "x"}, {"description": ""}, "removed the description"),
        ({}, {"due_on": date(2026, 12, 3)}, "set the due date to 3 Dec"),
        ({}, {"due_on": date(2027, 1, 3), "due_time": time(14, 30)}, "set the due date to 3 Jan 2027, 14:30"),
        (
            {"due_on": date(2026, 11, 27)},
            {"due_on": date(2026, 11, 24)},
            "moved the due date from 27 Nov to 24 Nov",
        ),
        ({"due_on": date(2026, 11, 27)}, {"due_on": None}, "removed the due date"),
        ({"due_on": date(2026, 11, 27)}, {"due_time": time(8)}, "set the due time to 08:00"),
        ({}, {"start_on": date(2026, 12, 3)}, "set the start date to 3 Dec"),
        ({}, {"estimate_minutes": 90}, "set the estimate to 1 hour 30 minutes"),
        (
            {"estimate_minutes": 60},
            {"estimate_minutes": 120},
            "changed the estimate from 1 hour to 2 hours",
        ),
        (
            {},
            {"priority": 1, "status": "in_progress"},
            "moved the task to In progress and set the priority to low",
        ),
    ],
)
def test_a_change_reads_as_one_would_say_it(start: dict[str, Any], edit: dict[str, Any], words: str) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, **start)

    edit_task(ann, task=task.id, **edit)

    assert last_words(ann, task) == words


def test_labels_and_people_are_named() -> None:
    ann = PersonFactory(name="Ann")
    bug, late = LabelFactory(access=ann, name="Bug"), LabelFactory(access=ann, name="Late")
    task = TaskFactory(access=ann, labels=[bug.id])

    edit_task(ann, task=task.id, labels=[late.id], assignees=[ann.user.id])

    assert last_words(ann, task) == "added the label Late, removed the label Bug and assigned Ann"


def test_projects_and_parents_are_named() -> None:
    ann = PersonFactory()
    garden = ProjectFactory(access=ann, name="Garden")
    above = TaskFactory(access=ann, title="Tidy up", project=garden.id)
    task = TaskFactory(access=ann)

    edit_task(ann, task=task.id, project=garden.id)
    moved = last_words(ann, task)
    edit_task(ann, task=task.id, parent=above.id)

    assert moved == "moved the task from Inbox to Garden"
    assert last_words(ann, task) == "made the task a subtask of “Tidy up”"


def test_a_place_in_the_column_is_said_as_up_or_down() -> None:
    ann = PersonFactory()
    first, second = TaskFactory(access=ann), TaskFactory(access=ann)

    edit_task(ann, task=second.id, before=first.id)

    assert last_words(ann, second) == "moved the task up in its column"


def test_comments_and_changes_are_one_stream_newest_last() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    create_comment(ann, task=task.id, body="one")
    edit_task(ann, task=task.id, priority=1)
    create_comment(ann, task=task.id, body="two")

    assert [item.kind for item in items(ann, task)] == ["step", "comment", "step", "comment"]


def test_a_long_run_of_changes_folds_and_shows_its_last_ones() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    for number in range(7):
        edit_task(ann, task=task.id, title=f"Title {number}")

    created, fold, *shown = items(ann, task)

    assert (created.words, len(fold.steps), len(shown)) == ("created the task", 5, 2)


def test_the_stream_ends_where_both_its_halves_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "SHOWN", 3)
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    for number in range(5):
        create_comment(ann, task=task.id, body=f"comment {number}")
    edit_task(ann, task=task.id, priority=1)

    found = stream.stream(ann, detail.task(ann, str(task.id)), today=TODAY)
    everything = stream.stream(ann, detail.task(ann, str(task.id)), today=TODAY, everything=True)

    assert (found.more, [item.kind for item in found.items]) == (True, ["comment", "comment", "comment", "step"])
    assert (everything.more, len(everything.items)) == (False, 7)


def test_a_deleted_comment_leaves_a_step_that_brings_it_back() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    comment = create_comment(ann, task=task.id, body="words").value
    outcome = delete_comment(ann, comment=comment.id)

    Visitor(ann).undo(outcome.batch)

    assert [item.kind for item in items(ann, task)] == ["step", "comment", "step", "step"]


def test_any_step_is_taken_back_and_the_toast_takes_that_back_again() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Mend the gate", priority=1)
    batch = edit_task(ann, task=task.id, priority=3).batch
    edit_task(ann, task=task.id, title="Mend both gates")
    visitor = Visitor(ann)

    answer = visitor.client.post(f"/w/{visitor.slug}/batches/{batch}/undo", {"next": visitor.url(task)}, follow=True)

    redo = last_batch(ann)
    assert "Took back: raised the priority of “Mend both gates”" not in text(answer)
    assert "Took back: raised the priority from low to high" in text(answer)
    assert f"/batches/{redo}/undo" in text(answer)
    visitor.undo(redo)
    assert Task.objects.of(ann).get(id=task.id).priority == 3


def test_what_someone_changed_since_stays_and_is_said() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="One")
    batch = edit_task(ann, task=task.id, title="Two", priority=2).batch
    edit_task(MemberFactory(of=ann), task=task.id, title="Three")

    answer = text(Visitor(ann, htmx=True).undo(batch, task=str(task.id)))

    assert "Took back part of it. The title of “Three” has been changed since, so it stays." in answer


def test_taking_back_what_is_gone_says_that_nothing_happened() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="One")
    batch = edit_task(ann, task=task.id, title="Two").batch
    edit_task(ann, task=task.id, title="Three")

    answer = text(Visitor(ann, htmx=True).undo(batch))

    assert "Nothing was taken back. The title of “Three” has been changed since, so it stays." in answer


def test_a_batch_of_another_workspace_is_not_found() -> None:
    ann = PersonFactory()
    batch = delete_task(ann, task=TaskFactory(access=ann).id).batch

    assert Visitor(PersonFactory()).undo(batch).status_code == 404


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda ann, task: delete_task(ann, task=task.id), "moved “Mend the gate” to the trash"),
        (lambda ann, task: edit_task(ann, task=task.id, status="completed"), "completed “Mend the gate”"),
        (lambda ann, task: create_comment(ann, task=task.id, body="x"), "wrote a comment"),
    ],
)
def test_a_batch_is_told_with_the_name_of_its_task(act: Callable[[Access, Task], Any], words: str) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Mend the gate")

    outcome = act(ann, task)

    assert history_wording.batch_words(ann, outcome.batch, today=TODAY) == words


def test_what_changed_nothing_offers_no_undo() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    visitor = Visitor(ann)

    answer = visitor.client.post(f"/w/{visitor.slug}/projects/{project.key}/archive", {"archived": ""}, follow=True)

    assert f"Brought back {project.name}." in answer.content.decode()
    assert '/undo"' not in answer.content.decode()
