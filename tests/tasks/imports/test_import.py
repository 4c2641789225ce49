"""A board comes into a workspace: what is written, what is chosen, what Undo takes back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from primetrade.errors import Conflict, InvalidInput, NotAllowed, NotFound
from primetrade.jobs import run_due
from primetrade.models import Change, Outbox
from tasks.commands import undo
from tasks.imports.commands.runs import discard_import
from tasks.imports.errors import ImportFileError
from tasks.imports.formats import FORMATS
from tasks.imports.jobs import forget_waiting_imports
from tasks.imports.models import Import
from tasks.imports.queries.runs import waiting_items
from tasks.models import Comment, Label, Project, Task, TaskAssignee, TaskLabel
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory
from tests.tasks.imports.boards import board, everything
from tests.tasks.imports.runs import begun, confirm, imported, started, task
from tests.tasks.imports.test_hostile_files import mutated_boards

pytestmark = pytest.mark.django_db


def test_a_board_becomes_a_project_of_its_name_with_its_tasks_in_order() -> None:
    ann = PersonFactory()

    run = imported(ann, everything(), archived="trash")

    assert (run.state, run.done, run.total, run.items) == ("done", 13, 13, None)
    assert (run.project.name, run.project.key) == ("Harbour office", "HO")
    assert run.project.description == "Everything about the pier and the people on it."
    rows = Task.objects.of(ann).filter(project=run.project).order_by("number")
    assert [row.number for row in rows] == list(range(1, 14))
    assert [row.position for row in rows] == sorted(row.position for row in rows)
    assert [(row.title, row.status) for row in rows if row.parent_id is None and row.deleted_at is None] == [
        ("Winter hours on the door", "todo"),
        ("Template: new crew member", "todo"),
        ("Measure the bollards", "todo"),
        ("Order rope for the north pier", "todo"),
        ("Fire drill with the new crew", "completed"),
        ("Untitled, 12 September 2023", "in_review"),
    ]


def test_dates_are_told_in_the_zone_of_the_person() -> None:
    ann = PersonFactory(timezone="Pacific/Auckland")

    imported(ann, everything())

    rope = task(ann, "Order rope for the north pier")
    assert (rope.due_on, rope.due_time, rope.due_zone) == (date(2023, 12, 1), time(6), "Pacific/Auckland")
    assert rope.start_on == date(2023, 11, 1)
    assert rope.created_at == datetime.fromtimestamp(0x65000000 + 50, UTC)
    assert task(ann, "Fire drill with the new crew").completed_at == datetime.fromtimestamp(0x65000000 + 60000, UTC)


def test_subtasks_labels_people_and_comments_hang_on_their_tasks() -> None:
    ann = PersonFactory(name="Mara Lindqvist")
    safety = LabelFactory(access=ann, name="SAFETY")

    imported(ann, everything())

    rope = task(ann, "Order rope for the north pier")
    below = Task.objects.of(ann).filter(parent=rope).order_by("position").values_list("title", "status")
    assert list(below) == [
        ("Before: Measure", "completed"),
        ("Before: Ask for two prices", "todo"),
        ("After: Pay the bill", "todo"),
    ]
    labels = TaskLabel.objects.of(ann).filter(task=rope).values_list("label__name", flat=True)
    assert set(labels) == {"SAFETY", "Green"}
    assert set(Label.objects.of(ann).values_list("name", flat=True)) == {
        safety.name,
        "Green",
        "paper",
        "Harbour",
        "Last winter",
    }
    people = TaskAssignee.objects.of(ann).filter(task=rope).values_list("user_id", "name")
    assert set(people) == {(ann.user.id, ""), (None, "Tomas Feld")}
    comments = Comment.objects.of(ann).filter(task=rope).order_by("created_at")
    assert [(row.author_id, row.author_name, row.body) for row in comments] == [
        (None, "Kaya Berg", "First."),
        (None, "Mara Lindqvist", "Second: the *blue* one."),
        (None, "Mara Lindqvist", "Copied along."),
    ]


def test_archived_cards_go_to_the_trash_or_are_left_out() -> None:
    ann, bob = PersonFactory(), PersonFactory()

    imported(ann, everything(), archived="trash")
    run = imported(bob, everything(), archived="leave_out")

    trashed = Task.objects.of(ann).exclude(deleted_at=None).values_list("title", flat=True)
    assert set(trashed) == {"Sell the old buoy", "Lamp at the ticket window"}
    assert not Task.objects.of(bob).exclude(deleted_at=None).exists()
    assert run.result["left_out"] == 2


def test_lists_become_what_was_chosen() -> None:
    ann = PersonFactory()
    lists = {found["name"]: found["id"] for found in everything()["lists"]}

    run = imported(ann, everything(), statuses={lists["Harbour"]: "in_review", lists["To do"]: "leave_out"})

    assert task(ann, "Winter hours on the door").status == "in_review"
    assert not Task.objects.of(ann).filter(title__in=["Order rope for the north pier", "Before: Measure"]).exists()
    assert run.result["left_out"] == 5


def test_people_are_matched_by_choice() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann, name="Bob")
    tomas = next(found["id"] for found in everything()["members"] if found["username"] == "tomas.f")

    imported(ann, everything(), people={tomas: bob.user.id})

    people = TaskAssignee.objects.of(ann).filter(task=task(ann, "Fire drill with the new crew"))
    assert list(people.values_list("user_id", flat=True)) == [bob.user.id]


def test_a_board_can_come_into_a_project_that_is_there() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)

    run = imported(ann, board(), project=project.id)

    assert run.project_id == project.id
    assert task(ann, "Card 1").number == 1


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"statuses": {"nowhere": "todo"}}, "statuses"),
        ({"statuses": {"650000000000000000000002": "later"}}, "statuses"),
        ({"archived": "burn"}, "archived"),
        ({"trashed": "burn"}, "trashed"),
        ({"project_name": "  "}, "project_name"),
    ],
)
def test_a_choice_that_is_none_is_refused_by_name(choices: dict, field: str) -> None:
    ann = PersonFactory()
    run = started(ann, board())

    with pytest.raises(InvalidInput) as caught:
        confirm(ann, run=run.id, **choices)

    assert list(caught.value.errors) == [field]


def test_nothing_of_another_workspace_can_be_chosen() -> None:
    ann, eve = PersonFactory(), PersonFactory()
    run = started(ann, everything())
    tomas = next(found["id"] for found in everything()["members"] if found["username"] == "tomas.f")

    with pytest.raises(InvalidInput) as caught:
        confirm(ann, run=run.id, project=ProjectFactory(access=eve).id, people={tomas: eve.user.id})

    assert set(caught.value.errors) == {"project", "people"}
    with pytest.raises(NotFound):
        confirm(eve, run=run.id)
    assert waiting_items(eve, run.id) is None


def test_who_may_not_make_projects_imports_into_one_that_is_there() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    bob = MemberFactory(of=ann)

    with pytest.raises(NotAllowed):
        confirm(bob, run=started(bob, board()).id)
    run = imported(bob, board(), project=project.id)

    assert run.state == "done"
    assert task(ann, "Card 1").created_by_name == bob.user.name


def test_an_import_runs_once() -> None:
    ann = PersonFactory()
    run = imported(ann, board())

    with pytest.raises(Conflict):
        confirm(ann, run=run.id)
    with pytest.raises(Conflict):
        discard_import(ann, run=run.id)


def test_waiting_for_choices_writes_nothing_else_and_can_be_forgotten() -> None:
    ann = PersonFactory()
    before = Change.objects.of(ann).count()
    run = started(ann, everything())

    assert b"secret" not in bytes(run.items)
    assert (Change.objects.of(ann).count(), Outbox.objects.count()) == (before, 0)
    discard_import(ann, run=run.id)

    assert not Import.objects.of(ann).exists()


def test_one_undo_takes_all_of_it_back_and_undoing_that_brings_it_again() -> None:
    ann = PersonFactory()
    labels, projects = set(Label.objects.of(ann)), set(Project.objects.of(ann))
    kept = set(Task.objects.of(ann))
    run = imported(ann, everything(), archived="trash")

    undone = undo(ann, batch=run.batch)

    assert undone.value.left == ()
    assert set(Task.objects.of(ann).filter(deleted_at=None)) == kept
    assert set(Label.objects.of(ann).filter(deleted_at=None)) == labels
    assert set(Project.objects.of(ann).filter(deleted_at=None)) == projects
    assert not Comment.objects.of(ann).filter(task__deleted_at=None, deleted_at=None).exists()

    undo(ann, batch=undone.batch)

    assert Task.objects.of(ann).filter(project=run.project, deleted_at=None).count() == 11
    assert Comment.objects.of(ann).filter(deleted_at=None).count() == 4
    rope = task(ann, "Order rope for the north pier")
    assert TaskLabel.objects.of(ann).filter(task=rope).count() == 2
    assert TaskAssignee.objects.of(ann).filter(task=rope).count() == 2


def test_the_log_tells_each_task_once_with_what_is_on_it() -> None:
    ann = PersonFactory()
    run = imported(ann, everything())

    rope = task(ann, "Order rope for the north pier")
    verbs = Change.objects.of(ann).filter(root_id=rope.id, batch=run.batch).order_by("seq", "n")
    assert [(row.kind, row.verb) for row in verbs] == [
        ("task", "created"),
        ("task", "label_added"),
        ("task", "label_added"),
        ("task", "assigned"),
        ("task", "assigned"),
        ("comment", "created"),
        ("comment", "created"),
        ("comment", "created"),
    ]


def test_what_nobody_confirmed_in_a_week_is_forgotten() -> None:
    ann = PersonFactory()
    done, old = imported(ann, board()), started(ann, board())

    with time_machine.travel(timezone.now() + timedelta(days=6)):
        forget_waiting_imports.func()
        assert Import.objects.of(ann).count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        new = started(ann, board())
        forget_waiting_imports.func()

    assert set(Import.objects.of(ann)) == {done, new} - {old}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated_boards())
def test_whatever_is_read_from_a_file_can_be_written(data: bytes) -> None:
    ann = PersonFactory()
    try:
        items = FORMATS["trello"].read(data)
    except ImportFileError:
        return
    run = begun(ann, items)
    confirm(ann, run=run.id)
    run_due()
    run.refresh_from_db(from_queryset=Import.objects.of(ann))
    assert (run.state, run.error) == ("done", "")
