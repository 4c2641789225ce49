"""Boxes in descriptions and comments are ticked in place: logged, merged, and nothing of others is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from accounts.access import Access
from primetrade.errors import NotAllowed
from primetrade.markdown_boxes import boxes
from primetrade.models import Change
from tasks.commands import create_comment, edit_project, edit_task, tick_boxes, tick_boxes_of_comment, undo
from tasks.models import Comment, Task
from tests.factories import MemberFactory, ProjectFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db

TEXT = "To do:\n\n- [ ] Oil it\n- [x] Paint it\n- [ ] Hang it"
OIL, PAINT, HANG = (box.name for box in boxes(TEXT))
ENABLED = re.compile(r"<input (?![^>]*disabled)[^>]*name=\"box\"[^>]*>")
SHOWN = re.compile(r"<input [^>]*name=\"box\"[^>]*>")


@pytest.fixture
def task(ann: Access) -> Task:
    return TaskFactory(access=ann, title="Gate", description=TEXT)


def now(task: Task) -> str:
    return str(Task.objects.of(task).get(id=task.id).description)


def test_a_box_is_ticked_and_the_change_of_the_description_is_logged_and_taken_back(ann: Access, task: Task) -> None:
    outcome = tick_boxes(ann, task=task.id, boxes={OIL: True, PAINT: False})

    ticked = "To do:\n\n- [x] Oil it\n- [ ] Paint it\n- [ ] Hang it"
    assert (now(task), outcome.value) == (ticked, [])
    change = Change.objects.of(ann).order_by("seq").last()
    assert (change.verb, change.before, change.after) == ("edited", {"description": TEXT}, {"description": ticked})

    undo(ann, batch=outcome.batch)
    assert now(task) == TEXT


def test_two_people_tick_two_boxes_and_both_hold(ann: Access, task: Task) -> None:
    bob = Visitor(MemberFactory(of=ann, name="Bob"))
    page = text(Visitor(ann).get(task))

    bob.post(task, "/boxes", box=[PAINT, HANG], ticked=PAINT)
    answer = Visitor(ann).post(
        task, "/boxes", box=[PAINT, OIL], ticked=re.findall(r'name="ticked" value="([^"]*)"', page)
    )

    assert answer.status_code == 303
    assert now(task) == TEXT.replace("[ ]", "[x]")


def test_a_tick_goes_into_a_text_that_somebody_is_editing(ann: Access, task: Task) -> None:
    tick_boxes(MemberFactory(of=ann), task=task.id, boxes={OIL: True})

    answer = Visitor(ann).edit(task, version=1, description=f"{TEXT}\n- [ ] Lock it", base_description=TEXT)

    assert answer.status_code == 303
    assert now(task) == f"{TEXT}\n- [ ] Lock it".replace("[ ] Oil", "[x] Oil")


def test_a_tick_in_a_line_that_somebody_is_editing_shows_both_versions(ann: Access, task: Task) -> None:
    tick_boxes(MemberFactory(of=ann), task=task.id, boxes={OIL: True})
    mine = TEXT.replace("Oil it", "Oil it well")

    answer = Visitor(ann).edit(task, version=1, description=mine, base_description=TEXT)

    assert answer.status_code == 412
    assert "Oil it well" in text(answer)
    assert now(task) == TEXT.replace("[ ] Oil", "[x] Oil")


def test_a_tick_is_taken_back_from_a_text_that_was_changed_since(ann: Access, task: Task) -> None:
    outcome = tick_boxes(ann, task=task.id, boxes={OIL: True})
    tick_boxes(ann, task=task.id, boxes={HANG: True})
    edit_task(ann, task=task.id, description=f"Soon!\n{now(task)}")

    assert undo(ann, batch=outcome.batch).value.left == ()
    assert now(task) == f"Soon!\n{TEXT}".replace("[ ] Hang", "[x] Hang")


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        ({OIL: True}, "ticked “Oil it”"),
        ({PAINT: False}, "unticked “Paint it”"),
        ({OIL: True, HANG: True}, "ticked 2 boxes"),
        ({OIL: True, PAINT: False}, "changed the description"),
    ],
)
def test_history_says_what_was_ticked(ann: Access, task: Task, ticks: dict[str, bool], words: str) -> None:
    tick_boxes(ann, task=task.id, boxes=ticks)

    assert words in text(Visitor(ann).get(task))


def test_ticking_what_is_ticked_changes_nothing(ann: Access, task: Task) -> None:
    assert tick_boxes(ann, task=task.id, boxes={PAINT: True}).batch is None


def test_a_box_whose_line_changed_is_said_and_the_others_hold(ann: Access, task: Task) -> None:
    edit_task(ann, task=task.id, description=TEXT.replace("Oil it", "Oil it well"))

    answer = Visitor(ann, htmx=True).post(task, "/boxes", box=[OIL, HANG])

    assert answer.status_code == 412
    assert "The line of that box has been changed in the meantime" in text(answer)
    assert "Oil it well" in text(answer)
    assert now(task) == "To do:\n\n- [ ] Oil it well\n- [x] Paint it\n- [x] Hang it"


def test_without_scripts_the_page_says_it(ann: Access, task: Task) -> None:
    edit_task(ann, task=task.id, description="Other words")
    visitor = Visitor(ann)

    answer = visitor.post(task, "/boxes", box=[OIL])

    assert answer.status_code == 303
    assert "The line of that box has been changed in the meantime" in text(visitor.client.get(answer["Location"]))
    assert now(task) == "Other words"


def test_who_may_edit_gets_a_form_of_boxes_and_a_reader_gets_the_boxes(ann: Access) -> None:
    project = ProjectFactory(access=ann, name="Boats")
    task = TaskFactory(access=ann, project=project.id, description=TEXT)
    page = text(Visitor(ann).get(task))
    assert f'action="{Visitor(ann).url(task, "/boxes")}"' in page
    assert f'name="ticked" value="{PAINT}"' in page
    assert len(ENABLED.findall(page)) == 3

    edit_project(ann, project=project.id, archived=True)
    page = text(Visitor(ann).get(task))
    assert (len(ENABLED.findall(page)), len(SHOWN.findall(page))) == (0, 3)
    assert "data-boxes" not in page


def test_a_text_without_boxes_has_no_form(ann: Access) -> None:
    assert "data-boxes" not in text(Visitor(ann).get(TaskFactory(access=ann, description="Words")))


def test_boxes_of_a_comment_are_its_authors(ann: Access, task: Task) -> None:
    bob = MemberFactory(of=ann, name="Bob")
    comment = create_comment(bob, task=task.id, body="- [ ] Ask Eve").value
    (box,) = boxes(comment.body)

    assert len(ENABLED.findall(text(Visitor(ann).get(task)))) == 3
    assert len(ENABLED.findall(text(Visitor(bob).get(task)))) == 4
    with pytest.raises(NotAllowed):
        tick_boxes_of_comment(ann, comment=comment.id, boxes={box.name: True})

    answer = Visitor(bob, htmx=True).post(task, f"/comments/{comment.id}/boxes", box=box.name)
    assert answer.status_code == 200
    assert 'id="task-stream"' in text(answer)
    comment = Comment.objects.of(ann).get(id=comment.id)
    assert (comment.body, comment.edited_at is not None) == ("- [x] Ask Eve", True)


def test_boxes_are_ticked_in_few_statements(ann: Access, task: Task, django_assert_max_num_queries: Any) -> None:
    visitor = Visitor(ann)
    with django_assert_max_num_queries(14):
        visitor.post(task, "/boxes", box=OIL)


@pytest.mark.parametrize("sent", [{}, {"box": ["x", ""]}, {"ticked": "x y"}, {"box": ["\x00", "a" * 5_000]}])
def test_names_of_no_box_change_nothing(ann: Access, task: Task, sent: Any) -> None:
    assert Visitor(ann).post(task, "/boxes", **sent).status_code == 303
    assert now(task) == TEXT
