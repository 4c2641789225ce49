"""A comment says that it was edited exactly when its text is not the first one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from accounts.access import Access
from primetrade.markdown_boxes import boxes
from tasks.commands import create_comment, edit_comment, tick_boxes_of_comment, undo
from tasks.models import Comment
from tests.factories import PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


def at(minutes: int) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def edited_at(access: Access, comment: UUID) -> Any:
    return Comment.objects.of(access).get(id=comment).edited_at


def test_undoing_its_edits_brings_back_the_time_of_the_earlier_one_and_then_none() -> None:
    ann = PersonFactory()
    said = create_comment(ann, task=TaskFactory(access=ann).id, body="First").value
    with at(1):
        second = edit_comment(ann, comment=said.id, body="Second")
    with at(2):
        third = edit_comment(ann, comment=said.id, body="Third")

    undo(ann, batch=third.batch)
    assert edited_at(ann, said.id) == second.value.edited_at
    undo(ann, batch=second.batch)
    assert edited_at(ann, said.id) is None


def test_doing_an_edit_again_brings_back_its_time() -> None:
    ann = PersonFactory()
    said = create_comment(ann, task=TaskFactory(access=ann).id, body="First").value
    edit = edit_comment(ann, comment=said.id, body="Second")

    undo(ann, batch=undo(ann, batch=edit.batch).batch)

    assert edited_at(ann, said.id) == edit.value.edited_at is not None


def test_taking_ticks_back_beside_later_ones_leaves_it_edited() -> None:
    ann = PersonFactory()
    said = create_comment(ann, task=TaskFactory(access=ann).id, body="- [ ] Rope\n- [ ] Tar").value
    names = [box.name for box in boxes(said.body)]
    first = tick_boxes_of_comment(ann, comment=said.id, boxes={names[0]: True})
    tick_boxes_of_comment(ann, comment=said.id, boxes={names[1]: True})

    assert undo(ann, batch=first.batch).value.left == ()
    now = Comment.objects.of(ann).get(id=said.id)
    assert (now.body, now.edited_at is not None) == ("- [ ] Rope\n- [x] Tar", True)


def test_saving_the_same_text_is_no_edit() -> None:
    ann = PersonFactory()
    said = create_comment(ann, task=TaskFactory(access=ann).id, body="First").value

    assert edit_comment(ann, comment=said.id, body="First").batch is None
    assert edited_at(ann, said.id) is None
