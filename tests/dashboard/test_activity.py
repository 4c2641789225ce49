"""Recent activity, in words with links."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.access import Access
from accounts.commands.members import add_member
from dashboard import activity
from tasks.commands import create_comment, create_project, delete_project, delete_task, edit_project, edit_task
from tasks.jobs import purge_trash
from tests.factories import LabelFactory, PersonFactory, TaskFactory
from tests.tasks.pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann Example")


def _latest(access: Access) -> str:
    event = activity.recent(access)[0]
    return f"{event.actor} {event.words}"


def test_a_step_names_who_what_and_links_to_the_task(ann: Access) -> None:
    task = TaskFactory(access=ann, title="Refund <twice>")

    edit_task(ann, task=task.id, status="in_review")

    url = address(ann, "task", f"IN-{task.number}")
    assert _latest(ann) == f'Ann Example moved <a href="{url}">Refund &lt;twice&gt;</a> to In review'


def test_a_title_is_never_taken_for_the_place_of_the_link(ann: Access) -> None:
    task = TaskFactory(access=ann, title="Refund {it} \ue000 <b>")

    edit_task(ann, task=task.id, title="Refund")

    link = f'<a href="{address(ann, "task", f"IN-{task.number}")}">Refund</a>'
    assert _latest(ann) == f"Ann Example renamed {link} from “Refund {{it}} \ue000 &lt;b&gt;” to “Refund”"


def test_words_that_do_not_name_the_task_are_followed_by_it(ann: Access) -> None:
    task = TaskFactory(access=ann, title="Refund", priority=1)

    edit_task(ann, task=task.id, priority=4)

    assert "raised the priority from low to urgent on <a" in _latest(ann)


def test_a_comment_says_on_what(ann: Access) -> None:
    create_comment(ann, task=TaskFactory(access=ann, title="Refund").id, body="Done?")

    assert "commented on <a" in _latest(ann)


def test_projects_labels_and_members_are_named(ann: Access) -> None:
    eve = PersonFactory(name="Eve Third")
    project = create_project(ann, name="Boats").value
    assert "started the project <a" in _latest(ann)
    edit_project(ann, project=project.id, archived=True)
    assert "archived the project <a" in _latest(ann)
    delete_project(ann, project=project.id)
    assert _latest(ann) == "Ann Example deleted the project Boats"
    LabelFactory(access=ann, name="Ice")
    assert _latest(ann) == "Ann Example made the label Ice"
    add_member(ann, email=eve.user.email)
    assert _latest(ann) == "Ann Example added the member Eve Third"


def test_a_batch_of_many_tasks_is_one_line(ann: Access) -> None:
    first = activity.recent(ann)[0]  # the workspace as it was furnished: one batch

    assert "added 6 tasks" in first.words or "opened the workspace" in first.words
    assert len(activity.recent(ann)) == 1


def test_no_more_than_a_few_lines_are_shown(ann: Access) -> None:
    for _ in range(activity.SHOWN + 3):
        TaskFactory(access=ann)

    assert len(activity.recent(ann)) == activity.SHOWN


def test_labels_and_people_of_a_purged_task_are_not_told_without_their_names(ann: Access) -> None:
    task = TaskFactory(access=ann)
    edit_task(ann, task=task.id, labels=[LabelFactory(access=ann).id], assignees=[ann.user.id])
    edit_task(ann, task=task.id, labels=[], assignees=[])
    delete_task(ann, task=task.id)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        purge_trash.func()

    told = [str(event.words) for event in activity.recent(ann) if "task" in event.words]

    assert told == ["moved a task that is gone to the trash", "created a task that is gone"]
