"""A card's place goes back with the status that is its column, whatever its place was in the column that it leaves."""

import pytest

from accounts.access import Access
from tasks.commands import edit_task, undo
from tasks.models import Task
from tests.factories import MemberFactory, PersonFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db

TITLES = ("First", "Second", "Third", "Begun", "Card")


def column(access: Access, status: str) -> list[str]:
    rows = Task.objects.of(access).filter(status=status, title__in=TITLES)
    return list(rows.order_by("position", "id").values_list("title", flat=True))


def test_a_card_that_was_placed_by_hand_since_goes_back_to_its_earlier_place() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    _, card, _ = (TaskFactory(access=ann, title=title) for title in ("First", "Second", "Third"))
    other = TaskFactory(access=ann, title="Begun", status="in_progress")
    begun = edit_task(ann, task=card.id, status="in_progress")
    edit_task(bob, task=card.id, before=other.id)

    undone = undo(ann, batch=begun.batch)
    assert (undone.value.left, column(ann, "todo")) == ((), ["First", "Second", "Third"])
    undo(ann, batch=undone.batch)
    assert column(ann, "in_progress") == ["Second", "Begun"]


def test_a_status_that_was_changed_since_stays_with_its_place_and_is_said_once() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    card = TaskFactory(access=ann, title="Card")
    begun = edit_task(ann, task=card.id, status="in_progress")
    now = edit_task(bob, task=card.id, status="in_review").value

    assert undo(ann, batch=begun.batch).value.left == ("The status of “Card” has been changed since, so it stays.",)
    row = Task.objects.of(ann).get(id=card.id)
    assert (row.status, row.position) == ("in_review", now.position)


def test_a_card_that_went_to_another_project_since_keeps_its_place_there() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    card = TaskFactory(access=ann, title="Card")
    begun = edit_task(ann, task=card.id, status="in_progress")
    for title in ("First", "Second"):
        TaskFactory(access=ann, project=project.id, title=title)
    edit_task(ann, task=card.id, project=project.id)

    assert undo(ann, batch=begun.batch).value.left == ()
    assert column(ann, "todo") == ["First", "Second", "Card"]
