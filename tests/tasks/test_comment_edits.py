"""A comment edited in two places, or whose task or itself went to the trash meanwhile: nothing typed is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest

from accounts.access import Access
from primetrade.markdown_boxes import boxes
from tasks.commands import create_comment, delete_comment, delete_task, edit_comment, tick_boxes_of_comment
from tasks.models import Comment, Task
from tests.factories import TaskFactory
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db

OLD = "- [ ] Oil it\n- [ ] Paint it"


@pytest.fixture
def task(ann: Access) -> Task:
    return TaskFactory(access=ann)


@pytest.fixture
def comment(ann: Access, task: Task) -> Comment:
    made: Comment = create_comment(ann, task=task.id, body=OLD).value
    return made


def now(comment: Comment) -> str:
    return str(Comment.objects.of(comment).get(id=comment.id).body)


def edit_url(comment: Comment) -> str:
    return f"/comments/{comment.id}/edit"


def test_the_editor_says_what_it_was_opened_with(ann: Access, task: Task, comment: Comment) -> None:
    page = text(Visitor(ann).get(task, f"?edit={comment.id}"))

    base = re.search(r'name="base_body"\s+value="([^"]*)"', page)
    assert base
    assert unescape(base[1]) == OLD


def test_a_box_ticked_meanwhile_stays_ticked(ann: Access, task: Task, comment: Comment) -> None:
    tick_boxes_of_comment(ann, comment=comment.id, boxes={boxes(OLD)[0].name: True})

    answer = Visitor(ann).post(task, edit_url(comment), body=f"Soon:\r\n\r\n{OLD}", base_body=OLD)

    assert answer.status_code == 303
    assert now(comment) == f"Soon:\n\n{OLD}".replace("[ ] Oil", "[x] Oil")


@pytest.mark.parametrize("htmx", [False, True])
def test_other_changes_are_both_shown_and_none_is_lost(ann: Access, task: Task, comment: Comment, htmx: bool) -> None:
    edit_comment(ann, comment=comment.id, body="There first")

    answer = Visitor(ann, htmx=htmx).post(task, edit_url(comment), body="Here second", base_body=OLD)

    assert answer.status_code == 412
    assert "You changed this comment somewhere else, too" in text(answer)
    assert "There first" in text(answer)
    assert "Here second</textarea>" in text(answer)
    assert now(comment) == "There first"


@pytest.mark.parametrize(("keep", "body"), [("mine", "Here second"), ("theirs", "There first")])
@pytest.mark.parametrize("htmx", [False, True])
def test_the_choice_is_saved(ann: Access, task: Task, comment: Comment, keep: str, body: str, htmx: bool) -> None:
    edit_comment(ann, comment=comment.id, body="There first")
    sent = {"body": "Here second", "base_body": "There first", "keep_body": keep, "fragment": "task"}

    answer = Visitor(ann, htmx=htmx).post(task, edit_url(comment), **sent)

    assert answer.status_code == (200 if htmx else 303)
    assert now(comment) == body
    assert not htmx or body in text(answer)


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("gone", ["task", "comment"])
def test_what_was_typed_for_what_went_to_the_trash_is_not_lost(
    ann: Access, task: Task, comment: Comment, gone: str, htmx: bool
) -> None:
    if gone == "task":
        delete_task(ann, task=task.id)
    else:
        delete_comment(ann, comment=comment.id)

    answer = Visitor(ann, htmx=htmx).post(task, edit_url(comment), body="Many words", base_body=OLD)

    assert answer.status_code == 409
    assert "in the trash now" in text(answer) or "is in the trash" in text(answer)
    assert htmx or "Many words</textarea>" in text(answer)
    assert now(comment) == OLD


def test_a_comment_that_never_was_is_not_found(ann: Access, task: Task) -> None:
    assert Visitor(ann).post(task, f"/comments/{task.id}/edit", body="Words").status_code == 404


@pytest.mark.parametrize("rest", ["/boxes", "/comments/{}/boxes"])
def test_ticks_of_a_task_in_the_trash_are_refused_like_its_texts(
    ann: Access, task: Task, comment: Comment, rest: str
) -> None:
    delete_task(ann, task=task.id)

    assert Visitor(ann).post(task, rest.format(comment.id), box="a").status_code == 409
