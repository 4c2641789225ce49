"""A project as a board: its columns, and the places of its cards, with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.access import Access
from tasks.models import Task
from tasks.views import board
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import STATEMENTS, address, client_of, toasts, undo_of

pytestmark = pytest.mark.django_db

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def project(ann: Access) -> Any:
    return ProjectFactory(access=ann, name="Passenger tickets", key="PT")


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


def text(answer: Any) -> str:
    return answer.content.decode()


def cards(client: Client, ann: Access, status: str) -> list[str]:
    columns = client.get(address(ann, "project_board", "PT")).context["columns"]
    return next([row["key"] for row in column["rows"]] for column in columns if column["status"] == status)


def test_a_board_has_five_columns_with_their_counts(ann: Access, project: Any, client: Client) -> None:
    TaskFactory(access=ann, project=project.id, status="in_review")

    columns = client.get(address(ann, "project_board", "PT")).context["columns"]

    assert [(column["status"], column["count"]) for column in columns] == [
        ("todo", "0"),
        ("in_progress", "0"),
        ("in_review", "1"),
        ("completed", "0"),
        ("cancelled", "0"),
    ]


def test_a_board_takes_at_most_twelve_statements(
    ann: Access, project: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    label = LabelFactory(access=ann)
    for status in ("todo", "in_progress", "in_review", "completed", "cancelled") * 4:
        TaskFactory(access=ann, project=project.id, status=status, labels=[label.id], assignees=[ann.user.id])

    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "project_board", "PT"))


def test_list_and_board_share_their_filters(ann: Access, project: Any, client: Client) -> None:
    looks = client.get(address(ann, "project_list", "PT") + "?priority=high&sort=due").context["looks"]

    assert looks[1][2] == address(ann, "project_board", "PT") + "?priority=high&sort=due"


def test_a_column_goes_on_as_a_fragment_and_as_a_page(
    ann: Access, project: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "CARDS", 2)
    for _ in range(3):
        TaskFactory(access=ann, project=project.id)
    more = client.get(address(ann, "project_board", "PT")).context["columns"][0]["more_url"]

    fragment, page = client.get(more, headers=FRAGMENT), client.get(more)

    assert text(fragment).count("data-card ") == 1
    assert "PT-3" in text(fragment)
    assert "<html" not in text(fragment)
    assert [row["key"] for row in page.context["columns"][0]["rows"]] == ["PT-3"]


def test_a_card_moves_to_another_column_behind_a_card_there(ann: Access, project: Any, client: Client) -> None:
    for status in ("todo", "in_review", "in_review"):
        TaskFactory(access=ann, project=project.id, status=status)

    answer = client.post(address(ann, "task_place", "PT-1"), {"status": "in_review", "after": "PT-2"}, headers=FRAGMENT)

    assert answer.status_code == 200
    assert 'id="card-PT-1"' in text(answer)
    assert cards(client, ann, "in_review") == ["PT-2", "PT-1", "PT-3"]


def test_a_move_without_scripts_leads_back_with_a_toast_that_undoes_it(
    ann: Access, project: Any, client: Client
) -> None:
    TaskFactory(access=ann, project=project.id)
    back = address(ann, "project_board", "PT") + "?priority=none"

    answer = client.post(address(ann, "task_place", "PT-1"), {"status": "completed", "next": back}, follow=True)

    assert answer.redirect_chain == [(back, 303)]
    assert toasts(answer) == ["Moved PT-1 to Completed"]
    client.post(undo_of(answer))
    assert cards(client, ann, "todo") == ["PT-1"]


def test_a_step_up_without_scripts(ann: Access, project: Any, client: Client) -> None:
    for _ in range(3):
        TaskFactory(access=ann, project=project.id)

    client.post(address(ann, "task_place", "PT-3"), {"place": "up"})

    assert cards(client, ann, "todo") == ["PT-1", "PT-3", "PT-2"]


def test_a_move_beside_a_card_that_went_elsewhere_is_refused_with_words(
    ann: Access, project: Any, client: Client
) -> None:
    for status in ("todo", "completed"):
        TaskFactory(access=ann, project=project.id, status=status)

    answer = client.post(address(ann, "task_place", "PT-1"), {"status": "in_review", "after": "PT-2"}, headers=FRAGMENT)

    assert answer.status_code == 422
    assert "no longer in this column" in text(answer)
    assert cards(client, ann, "todo") == ["PT-1"]


@pytest.mark.parametrize(
    "sent", [{"status": "nowhere"}, {"before": "PT-99"}, {"before": "x" * 5000}, {"after": "PT-1"}]
)
def test_a_place_that_is_none_changes_nothing(ann: Access, project: Any, client: Client, sent: dict[str, str]) -> None:
    task = TaskFactory(access=ann, project=project.id)

    answer = client.post(address(ann, "task_place", "PT-1"), sent, headers=FRAGMENT)

    assert answer.status_code == 422
    assert Task.objects.of(ann).get(id=task.id).version == task.version


def test_nobody_moves_cards_of_a_foreign_workspace(ann: Access, project: Any) -> None:
    TaskFactory(access=ann, project=project.id)

    answer = client_of(PersonFactory()).post(address(ann, "task_place", "PT-1"), {"status": "completed"})

    assert answer.status_code == 404


def test_places_are_only_posted_to(ann: Access, project: Any, client: Client) -> None:
    TaskFactory(access=ann, project=project.id)

    assert client.get(address(ann, "task_place", "PT-1")).status_code == 405


# -- menus ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["status", "priority", "assignees", "labels", "project", "due", "place"])
def test_a_menu_is_a_fragment_with_scripts_and_a_page_without(
    ann: Access, project: Any, client: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    LabelFactory(access=ann, name="Bug")
    TaskFactory(access=ann, project=project.id)
    path = address(ann, "task_menu", "PT-1", name)

    with django_assert_max_num_queries(STATEMENTS):
        fragment, page = client.get(path, headers=FRAGMENT), client.get(path)

    assert "popover" in text(fragment)
    assert "<html" not in text(fragment)
    assert "<html" in text(page)
    assert text(page).count("csrfmiddlewaretoken") >= 1


def test_there_is_no_other_menu(ann: Access, project: Any, client: Client) -> None:
    TaskFactory(access=ann, project=project.id)

    assert client.get(address(ann, "task_menu", "PT-1", "colour")).status_code == 404
    assert client.get(address(ann, "task_menu", "PT-9", "status")).status_code == 404


def test_a_menu_without_scripts_leads_back_to_where_it_was_opened(ann: Access, project: Any, client: Client) -> None:
    TaskFactory(access=ann, project=project.id)
    board_path = address(ann, "project_board", "PT") + "?priority=none"

    answer = client.get(
        address(ann, "task_menu", "PT-1", "place"), headers={"Referer": f"http://testserver{board_path}"}
    )

    assert answer.context["next"] == board_path
