"""The page of one task: what it shows, what its forms do, with and without htmx."""

from __future__ import annotations

import html
import re
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from primetrade.models import Change
from primetrade.text import TITLE_LIMIT
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


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_typed_for_a_task_that_went_to_the_trash_is_not_lost(htmx: bool) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    delete_task(ann, task=task.id)

    response = Visitor(ann, htmx=htmx).edit(task, description="A long text", fragment="description")

    assert response.status_code == 409
    assert ("A long text</textarea>" in text(response)) is not htmx
    assert response.get("HX-Reswap") == ("none" if htmx else None)


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


def test_a_form_never_leads_to_another_site() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    places = [
        Visitor(ann).edit(task, status="todo", next=bad)["Location"] for bad in ("//evil.example", "https://e.example")
    ]

    assert places == [Visitor(ann).url(task)] * 2


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
