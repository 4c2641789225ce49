"""The rail's numbers of open tasks follow what is done on the page at once, and are what a fresh page says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tests.factories import ProjectFactory, TaskFactory, team_of

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(page: Page, sign_in: SignIn, ann: Access) -> Callable[[str], Page]:
    """A project of two open tasks, one of which has a subtask, and a completed one."""
    project = ProjectFactory(access=ann, key="PT", name="Passenger tickets")
    for status in ("todo", "in_progress", "completed"):
        task = TaskFactory(access=ann, project=project.id, status=status)
    TaskFactory(access=ann, project=project.id, parent=task.id)
    sign_in(page, ann)

    def open_look(look: str) -> Page:
        page.goto(f"/w/{ann.workspace.slug}/projects/PT/{look}")
        return page

    return open_look


def numbers(page: Page) -> list[str]:
    """Of the project and of My work."""
    names = ("Passenger tickets", "My work")
    rail = page.get_by_role("navigation", name="Workspace")
    return [rail.get_by_role("link", name=name).locator(".count > :last-child").inner_text() for name in names]


def expect_numbers(page: Page, project: int, mine: int) -> None:
    rail = page.get_by_role("navigation", name="Workspace")
    expect(rail.get_by_role("link", name="Passenger tickets")).to_contain_text(f"Open tasks: {project}")
    expect(rail.get_by_role("link", name="My work")).to_contain_text(f"Open tasks: {mine}")


def add(page: Page, title: str) -> None:
    page.get_by_role("link", name="Add a task: to do").click()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    expect(page.locator("[data-column=todo]")).to_contain_text(title)


@pytest.mark.parametrize("look", ["list", "board"])
def test_quick_add_counts_at_once(opened: Callable[[str], Page], look: str) -> None:
    page = opened(look)
    expect_numbers(page, 3, 8)

    add(page, "First")
    expect_numbers(page, 4, 9)
    add(page, "Second")
    expect_numbers(page, 5, 10)

    before = numbers(page)
    page.reload()
    assert numbers(page) == before


def test_what_is_completed_is_counted_no_more_until_it_is_taken_back(opened: Callable[[str], Page]) -> None:
    page = opened("board")
    page.locator("#card-PT-1 [data-open-task]").focus()

    for key in ("Space", "ArrowRight", "ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect_numbers(page, 2, 7)
    expect(page.locator("[data-toast]")).to_contain_text("Moved PT-1")
    page.keyboard.press("z")

    expect_numbers(page, 3, 8)


def test_a_task_of_the_dialog_is_counted_once(opened: Callable[[str], Page]) -> None:
    page = opened("list")

    page.keyboard.press("c")
    page.keyboard.type("By the dialog")
    page.keyboard.press("Enter")

    expect(page.locator("[data-column=todo]")).to_contain_text("By the dialog")
    expect_numbers(page, 4, 9)
    page.reload()
    expect_numbers(page, 4, 9)


def test_a_task_of_nobody_is_not_my_work_in_a_workspace_of_many(page: Page, sign_in: SignIn, ann: Access) -> None:
    team = team_of(ann)
    ProjectFactory(access=team, key="PT", name="Passenger tickets")
    TaskFactory(access=team, project=ProjectFactory(access=team, key="NB").id, assignees=[ann.user.id])
    sign_in(page, ann)
    page.goto(f"/w/{team.workspace.slug}/projects/PT/board")

    add(page, "First")

    expect_numbers(page, 1, 1)
