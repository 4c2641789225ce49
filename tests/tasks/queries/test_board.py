"""Columns and groups: read by status in one statement, in the order of the filter, and whole over their pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from accounts.access import Access
from primetrade.errors import BadRequest, InvalidInput
from tasks.commands import create_task, delete_task, edit_task
from tasks.queries import board, board_positions, detail
from tasks.queries.filters import Filter
from tasks.queries.sorts import DIRECTIONS
from tests.factories import PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.queries.paging import pages_of

pytestmark = pytest.mark.django_db

STATUSES = ("todo", "in_progress", "in_review", "completed", "cancelled")


@pytest.fixture
def project(ann: Access) -> Any:
    """Three tasks of each status, in a project of their own."""
    project = ProjectFactory(access=ann, key="PT")
    for number in range(15):
        TaskFactory(
            access=ann,
            project=project.id,
            title=f"Task {number}",
            status=STATUSES[number % 5],
            priority=number % 4,
            due_on=date(2026, 12, 1 + number % 2) if number % 3 else None,
        )
    return project


def of(project: Any, **values: Any) -> Filter:
    return Filter(project=(project.key,), sort="position").but(**values)


def titles(rows: list[Any]) -> list[str]:
    return [row["title"] for row in rows]


def pages(ann: Access, wanted: Filter, limit: int) -> list[board.GroupedPage]:
    return list(pages_of(lambda cursor: board.groups(ann, wanted, limit=limit, cursor=cursor)))


@pytest.mark.parametrize("sort", DIRECTIONS)
@pytest.mark.parametrize("limit", [1, 4])
def test_the_pages_of_the_groups_are_the_whole_list(ann: Access, project: Any, sort: str, limit: int) -> None:
    wanted = of(project, sort=sort)

    whole = [row["key"] for group in board.groups(ann, wanted, limit=100).groups for row in group.rows]
    paged = [row["key"] for page in pages(ann, wanted, limit) for group in page.groups for row in group.rows]

    assert len(whole) == 15
    assert paged == whole


def test_a_page_says_whether_its_first_group_began_earlier(ann: Access, project: Any) -> None:
    first, second, third = pages(ann, of(project), 4)[:3]

    assert [group.status for group in first.groups] == ["in_review", "in_progress"]
    assert (first.continued, second.continued) == (False, True)
    assert third.groups[0].status == "todo"
    assert third.continued


def test_columns_begin_with_their_first_cards_and_go_on_by_cursor(ann: Access, project: Any) -> None:
    todo = board.columns(ann, of(project), each=2)[0]

    rest = board.column(ann, of(project), cursor=str(todo.next), limit=2)

    assert (todo.status, todo.count, titles(todo.rows)) == ("todo", "3", ["Task 0", "Task 5"])
    assert (rest.status, titles(rest.rows), rest.next) == ("todo", ["Task 10"], None)


def test_a_filter_on_status_leaves_only_its_columns(ann: Access, project: Any) -> None:
    assert [column.status for column in board.columns(ann, of(project, status=("todo",)), each=2)] == ["todo"]


def test_counts_stop_at_their_limit(ann: Access, project: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "COUNT_LIMIT", 2)

    assert board.counts(ann, of(project))["todo"] == "2+"


def test_a_cursor_of_another_filter_is_refused(ann: Access, project: Any) -> None:
    cursor = str(board.columns(ann, of(project), each=1)[0].next)

    with pytest.raises(BadRequest):
        board.column(ann, of(project, priority=("high",)), cursor=cursor, limit=1)


def test_a_cursor_of_another_workspace_is_refused(ann: Access, project: Any) -> None:
    cursor = str(board.columns(ann, of(project), each=1)[0].next)

    with pytest.raises(BadRequest):
        board.groups(PersonFactory(), of(project), limit=1, cursor=cursor)


def test_tasks_in_the_trash_are_in_no_column(ann: Access, project: Any) -> None:
    delete_task(ann, task=TaskFactory(access=ann, project=project.id, title="Thrown away").id)

    column = board.columns(ann, of(project), each=50)[0]

    assert "Thrown away" not in titles(column.rows)
    assert column.count == "3"


@pytest.mark.parametrize(
    ("place", "after"),
    [
        ("top", ["Task 5", "Task 0", "Task 10"]),
        ("up", ["Task 5", "Task 0", "Task 10"]),
        ("down", ["Task 0", "Task 10", "Task 5"]),
        ("bottom", ["Task 0", "Task 10", "Task 5"]),
    ],
)
def test_a_step_moves_the_middle_card(ann: Access, project: Any, place: str, after: list[str]) -> None:
    row = board.columns(ann, of(project), each=9)[0].rows[1]

    edit_task(ann, task=UUID(row["id"]), **board_positions.beside(ann, row, "todo", {"place": place}))

    assert titles(board.columns(ann, of(project), each=9)[0].rows) == after


@pytest.mark.parametrize("place", ["up", "top"])
def test_the_first_card_has_nothing_above_it(ann: Access, project: Any, place: str) -> None:
    row = board.columns(ann, of(project), each=9)[0].rows[0]

    edit_task(ann, task=UUID(row["id"]), **board_positions.beside(ann, row, "todo", {"place": place}))

    assert titles(board.columns(ann, of(project), each=9)[0].rows)[0] == row["title"]


def test_steps_pass_over_subtasks_which_are_on_no_board(ann: Access, project: Any) -> None:
    first, second = board.columns(ann, of(project), each=9)[0].rows[:2]
    create_task(ann, title="A part", parent=UUID(first["id"]), first=True)

    steps = board_positions.beside(ann, detail.task(ann, second["key"]), "todo", {"place": "up"})

    assert str(steps["before"]) == first["id"]


def test_a_neighbour_that_is_gone_is_said(ann: Access, project: Any) -> None:
    row = board.columns(ann, of(project), each=9)[0].rows[0]

    with pytest.raises(InvalidInput, match="PT-999"):
        board_positions.beside(ann, row, "todo", {"before": "PT-999"})
