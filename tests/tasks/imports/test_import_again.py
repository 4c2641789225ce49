"""Running a file again: only what changed in the file and not here, nothing twice, trash stays trash."""

from typing import Any

import pytest

from accounts.access import Access
from primetrade.models import Change
from tasks.commands import (
    create_project,
    delete_label,
    delete_project,
    delete_task,
    edit_project,
    edit_task,
    restore,
    undo,
)
from tasks.models import Comment, Label, Project, Task, TaskAssignee, TaskLabel
from tests.factories import LabelFactory, PersonFactory
from tests.tasks.imports.boards import everything
from tests.tasks.imports.runs import imported, task

pytestmark = pytest.mark.django_db

ROPE = "Order rope for the north pier"


def card(board: dict[str, Any], name: str) -> dict[str, Any]:
    return next(card for card in board["cards"] if card["name"] == name)


def changed(name: str = ROPE, /, **fields: Any) -> dict[str, Any]:
    board = everything()
    card(board, name).update(fields)
    return board


def state(access: Access) -> Any:
    """Everything an import could touch."""
    return (
        list(Task.objects.of(access).order_by("id").values()),
        list(Comment.objects.of(access).order_by("id").values()),
        list(Label.objects.of(access).order_by("id").values()),
        set(TaskLabel.objects.of(access).values_list("task_id", "label_id")),
        set(TaskAssignee.objects.of(access).values_list("task_id", "user_id", "name")),
        list(Project.objects.of(access).order_by("id").values_list("id", "name", "last_number")),
    )


def test_the_same_file_again_changes_and_logs_nothing() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    before, logged = state(ann), Change.objects.of(ann).count()

    run = imported(ann, everything())

    assert (state(ann), Change.objects.of(ann).count()) == (before, logged)
    assert run.result == {"unchanged": 13}


def test_what_changed_in_the_file_changes_here() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    done = next(found["id"] for found in everything()["lists"] if found["name"] == "✅ Done")

    run = imported(ann, changed(name="Order more rope", due=None, idList=done, desc="Fifty."))

    rope = task(ann, "Order more rope")
    assert (rope.due_on, rope.due_time, rope.due_zone, rope.status) == (None, None, "", "completed")
    assert rope.description.startswith("Fifty.")
    assert rope.completed_at is not None
    assert run.result == {"updated": 1, "unchanged": 12}


def test_what_was_edited_here_stays_and_is_said_when_the_file_has_something_new() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    edit_task(ann, task=task(ann, ROPE).id, title="Buy rope", priority=3)

    same = imported(ann, everything())
    run = imported(ann, changed(name="Order more rope", desc="Fifty."))

    rope = task(ann, "Buy rope")
    assert (rope.priority, rope.description.startswith("Fifty.")) == (3, True)
    assert same.result == {"unchanged": 13}
    assert (run.result["kept"], run.result["updated"]) == (1, 1)


def test_a_value_edited_here_back_to_the_files_follows_neither() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    edit_task(ann, task=task(ann, ROPE).id, title="Buy rope")
    edit_task(ann, task=task(ann, "Buy rope").id, title=ROPE)

    imported(ann, changed(name="Order more rope"))

    assert task(ann, ROPE)


def test_what_an_update_wrote_is_the_sources_value_the_next_time() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    imported(ann, changed(name="Second"))
    imported(ann, changed(name="Third"))

    assert task(ann, "Third")


def test_undo_of_an_update_takes_back_only_the_update() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    before = state(ann)
    run = imported(ann, changed(name="Order more rope", idLabels=[], idMembers=[]))

    undo(ann, batch=run.batch)

    assert task(ann, ROPE).deleted_at is None
    assert state(ann)[3:5] == before[3:5]


def test_new_cards_entries_and_comments_are_added() -> None:
    ann = PersonFactory()
    first = everything()
    later = {
        **first,
        "cards": first["cards"][:2],
        "checklists": first["checklists"][1:],
        "actions": first["actions"][2:],
    }
    imported(ann, later)

    run = imported(ann, first)

    assert run.result["created"] == 7
    assert Comment.objects.of(ann).filter(task=task(ann, ROPE)).count() == 3
    assert task(ann, "After: Pay the bill").parent_id == task(ann, ROPE).id


def test_what_is_gone_from_the_file_stays_here() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    board = everything()

    imported(ann, {**board, "cards": board["cards"][:1], "actions": []})

    assert task(ann, "Measure the bollards").deleted_at is None
    assert Comment.objects.of(ann).filter(deleted_at=None).count() == 4


def test_what_was_trashed_here_stays_in_the_trash_and_is_said() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    delete_task(ann, task=task(ann, ROPE).id)

    run = imported(ann, changed(desc="Fifty."))

    assert task(ann, ROPE).deleted_at is not None
    assert not task(ann, ROPE).description.startswith("Fifty.")
    assert run.result == {"trashed": 4, "unchanged": 9}


def test_what_was_trashed_comes_back_when_that_was_chosen() -> None:
    ann = PersonFactory()
    first = imported(ann, everything())
    delete_project(ann, project=first.project_id)

    run = imported(ann, everything(), trashed="restore", archived="trash", project_name="Another")

    assert run.project_id != first.project_id
    assert Task.objects.of(ann).filter(project=run.project, deleted_at=None).count() == 11
    assert task(ann, "Before: Measure").parent_id == task(ann, ROPE).id
    assert Comment.objects.of(ann).filter(deleted_at=None).count() == 4
    labels = TaskLabel.objects.of(ann).filter(task=task(ann, ROPE), label__deleted_at=None)
    assert set(labels.values_list("label__name", flat=True)) == {"safety", "Green"}


def test_a_card_archived_since_goes_to_the_trash_and_reopened_comes_back() -> None:
    ann = PersonFactory()
    imported(ann, everything(), archived="trash")

    imported(ann, changed(closed=True), archived="trash")
    assert task(ann, ROPE).deleted_at is not None
    assert task(ann, "Before: Measure").deleted_at is not None

    imported(ann, everything(), archived="trash")
    assert task(ann, ROPE).deleted_at is None
    assert task(ann, "Before: Measure").deleted_at is None


def test_an_archived_card_restored_here_stays() -> None:
    ann = PersonFactory()
    imported(ann, everything(), archived="trash")
    restore(ann, entry=task(ann, "Sell the old buoy").id)

    imported(ann, everything(), archived="trash")

    assert task(ann, "Sell the old buoy").deleted_at is None


def test_labels_and_people_follow_the_file_but_not_over_what_people_did() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    rope = task(ann, ROPE)
    own = LabelFactory(access=ann, name="own")
    green = Label.objects.of(ann).get(name="Green")
    edit_task(ann, task=rope.id, labels=[own.id, green.id])
    paper = next(found["id"] for found in everything()["labels"] if found["name"] == "paper")
    safety = next(found["id"] for found in everything()["labels"] if found["name"] == "safety")

    imported(ann, changed(idLabels=[safety, paper], idMembers=card(everything(), ROPE)["idMembers"][:1]))

    labels = TaskLabel.objects.of(ann).filter(task=rope).values_list("label__name", flat=True)
    assert set(labels) == {"own", "paper"}
    people = TaskAssignee.objects.of(ann).filter(task=rope).values_list("name", flat=True)
    assert list(people) == ["Mara Lindqvist"]


def test_a_label_deleted_here_is_not_made_again() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    delete_label(ann, label=Label.objects.of(ann).get(name="Green").id)

    imported(ann, everything())

    assert not Label.objects.of(ann).filter(name="Green", deleted_at=None).exists()


def test_a_comment_follows_the_file() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    board = everything()
    board["actions"][1]["data"]["text"] = "First, corrected."

    imported(ann, board)

    bodies = Comment.objects.of(ann).filter(task=task(ann, ROPE)).order_by("created_at").values_list("body", flat=True)
    assert bodies[0] == "First, corrected."


def test_another_zone_does_not_move_what_did_not_move_in_the_file() -> None:
    ann = PersonFactory(timezone="Europe/Berlin")
    imported(ann, everything())
    ann.user.timezone = "America/New_York"
    ann.user.save()

    run = imported(ann, everything())

    assert run.result == {"unchanged": 13}
    assert task(ann, ROPE).due_zone == "Europe/Berlin"


def test_what_lies_in_an_archived_project_stays_as_it_is() -> None:
    ann = PersonFactory()
    imported(ann, everything())
    other = create_project(ann, name="Elsewhere").value
    home = task(ann, ROPE).project_id
    edit_project(ann, project=home, archived=True)
    before = state(ann)[:5]

    run = imported(ann, changed(name="Order more rope"), project=other.id)

    assert state(ann)[:5] == before
    assert run.result == {"unchanged": 13}
