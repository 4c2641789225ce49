"""The page of one task: what it shows, its subtasks, its comments, the trash."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from primetrade.models import Change
from tasks.commands import create_comment, create_task, delete_project, delete_task, edit_task
from tasks.models import Comment, Task
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db
PAGE_STATEMENTS = 9


def reread(task: Task) -> Task:
    return Task.objects.of(task).select_related("project").get(id=task.id)


def test_the_page_shows_the_task_with_its_words_properties_subtasks_and_comments() -> None:
    ann = PersonFactory(name="Ann")
    label = LabelFactory(access=ann, name="Bug")
    task = TaskFactory(
        access=ann, title="Mend the gate", description="It **squeaks**", labels=[label.id], assignees=[ann.user.id]
    )
    TaskFactory(access=ann, title="Buy oil", parent=task.id)
    create_comment(ann, task=task.id, body="Who has *oil*?")

    page = text(Visitor(ann).get(task))

    assert "Mend the gate</h1>" in page
    assert "<strong>squeaks</strong>" in page
    assert all(words in page for words in ("Bug", "Buy oil", "<em>oil</em>", "created the task"))


def test_a_full_page_costs_no_more_statements_than_allowed() -> None:
    ann = PersonFactory()
    away = ProjectFactory(access=ann)
    task = TaskFactory(access=ann, labels=[LabelFactory(access=ann).id], assignees=[ann.user.id])
    edit_task(ann, task=task.id, project=away.id)
    above = create_task(ann, title="Above", project=away.id).value
    edit_task(ann, task=task.id, parent=above.id)
    for number in range(12):
        create_comment(ann, task=task.id, body=f"Comment {number}")
    visitor, task = Visitor(ann), reread(task)
    visitor.get(task)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = visitor.get(task)

    assert response.status_code == 200
    assert len(queries) <= PAGE_STATEMENTS


def test_the_panel_is_the_same_task_without_the_shell() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Mend the gate")

    panel = text(Visitor(ann, htmx=True).get(task))

    assert "Mend the gate" in panel
    assert "<html" not in panel


def test_a_key_in_small_letters_leads_to_its_real_spelling() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    visitor = Visitor(ann)

    response = visitor.client.get(visitor.url(task).replace("IN-", "in-"))

    assert (response.status_code, response["Location"]) == (302, visitor.url(task))


def test_the_old_key_of_a_moved_task_leads_to_the_new_one() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    old = Visitor(ann).url(task)
    edit_task(ann, task=task.id, project=ProjectFactory(access=ann).id)

    response = Visitor(ann).client.get(old)

    assert response["Location"] == Visitor(ann).url(reread(task))


@pytest.mark.parametrize("key", ["IN-99", "NOPE-1", "IN-999999999"])
def test_a_task_that_never_was_is_not_found(key: str) -> None:
    ann = PersonFactory()

    assert Visitor(ann).client.get(f"/w/{ann.workspace.slug}/tasks/{key}").status_code == 404


def test_a_task_of_another_workspace_is_not_found_on_any_path() -> None:
    task, stranger = TaskFactory(access=PersonFactory()), Visitor(PersonFactory())
    own = f"/w/{stranger.slug}/tasks/{task.project.key}-{task.number + 50}"

    paths = ["/edit", "/delete", "/restore", "/subtasks", "/comments"]

    assert [stranger.client.post(own + path, {"title": "x", "body": "x"}).status_code for path in paths] == [404] * 5


def test_a_subtask_is_added_and_completed_from_the_page_of_its_parent() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    visitor = Visitor(ann, htmx=True)

    added = text(visitor.post(task, "/subtasks", title="Buy oil"))
    child = Task.objects.of(ann).select_related("project").get(parent_id=task.id)
    done = text(visitor.edit(child, status="completed", fragment="subtasks"))

    assert "Buy oil" in added
    assert "1 of 1" in done
    assert child.project_id == task.project_id


def test_an_empty_subtask_is_refused_beside_its_field() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    response = Visitor(ann).post(task, "/subtasks", title="  ")

    assert response.status_code == 422
    assert 'id="subtask-error"' in text(response)


def test_a_deleted_task_leads_to_its_project_and_its_page_offers_to_restore_it() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    visitor = Visitor(ann)

    left = visitor.post(task, "/delete")
    trashed = text(visitor.get(task))
    back = visitor.post(task, "/restore")

    assert left["Location"] == f"/w/{ann.workspace.slug}/projects/IN/list"
    assert "is in the trash" in trashed
    assert back["Location"] == visitor.url(task)
    assert reread(task).deleted_at is None


def test_a_task_of_a_trashed_project_says_so_and_cannot_be_changed() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann, name="Garden")
    task = TaskFactory(access=ann, project=project.id)
    delete_project(ann, project=project.id)

    page = Visitor(ann).get(task)

    assert "Its project, Garden," in text(page)
    assert Visitor(ann).edit(task, status="completed").status_code == 409


def test_a_comment_is_written_edited_and_deleted_with_a_way_back() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    visitor = Visitor(ann, htmx=True)

    visitor.post(task, "/comments", body="First words")
    comment = Comment.objects.of(ann).get()
    edited = text(visitor.post(task, f"/comments/{comment.id}/edit", body="Better words"))
    deleted = text(visitor.post(task, f"/comments/{comment.id}/delete"))
    visitor.undo(Change.objects.of(ann).filter(object_id=comment.id).latest("seq").batch)

    assert "Better words" in edited
    assert "edited" in edited
    assert "Deleted the comment" in deleted
    assert "Better words" not in deleted
    assert Comment.objects.of(ann).get().deleted_at is None


@pytest.mark.parametrize("body", [" \n ", "#", "[x]: y", "[](https://example.org)"])
def test_a_comment_without_words_is_refused_and_nothing_is_stored(body: str) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    response = Visitor(ann).post(task, "/comments", body=body)

    assert response.status_code == 422
    assert not Comment.objects.of(ann).exists()


def test_only_its_author_may_edit_a_comment() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    task = TaskFactory(access=ann)
    comment = create_comment(ann, task=task.id, body="Mine").value

    response = Visitor(bob).post(task, f"/comments/{comment.id}/edit", body="Yours")

    assert response.status_code == 403
    assert Comment.objects.of(ann).get().body == "Mine"


def test_previous_and_next_pass_over_what_is_in_the_trash() -> None:
    ann = PersonFactory()
    first, second, third = (TaskFactory(access=ann) for _ in range(3))
    delete_task(ann, task=second.id)

    page = text(Visitor(ann).get(first))

    assert f'href="{Visitor(ann).url(third)}" data-step="1"' in page


def test_what_was_drawn_for_the_page_is_not_taken_for_the_panel() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    visitor = Visitor(ann, htmx=True)
    etag = visitor.get(task).headers["ETag"]

    again = visitor.client.get(visitor.url(task), headers={"If-None-Match": etag})
    panel = visitor.client.get(visitor.url(task), headers={"If-None-Match": etag, "X-Panel": "1"})

    assert (again.status_code, panel.status_code) == (304, 200)
