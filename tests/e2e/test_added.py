"""What is added shows at once where it belongs: on an empty page, in a group that was not there, under a filter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.models import Project
from tests.factories import ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project(ann: Access) -> Project:
    return ProjectFactory(access=ann, name="Pier")


@pytest.fixture
def opened(page: Page, sign_in: Callable[[Page, Access], None], ann: Access, project: Project) -> Callable[[str], Page]:
    sign_in(page, ann)

    def open(view: str) -> Page:
        page.goto(f"/w/{ann.workspace.slug}/projects/{project.key}/{view}")
        return page

    return open


def add(page: Page, title: str, **choices: str) -> None:
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Add task")
    dialog.get_by_label("Title").fill(title)
    for name, value in choices.items():
        dialog.locator(f"[name={name}]").select_option(value)
    dialog.get_by_role("button", name="Create task").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text(title)


@pytest.mark.parametrize("view", ["list", "board"])
def test_the_first_task_of_a_project_shows(opened: Callable[[str], Page], view: str) -> None:
    page = opened(view)
    add(page, "Paint the hull")
    expect(page.locator("#main [data-row]")).to_contain_text("Paint the hull")
    expect(page.get_by_text("No tasks yet")).to_have_count(0)


def test_a_task_of_a_status_that_has_no_group_yet_shows(
    opened: Callable[[str], Page], ann: Access, project: Project
) -> None:
    TaskFactory(access=ann, project=project.id)
    page = opened("list")
    add(page, "Half done", status="in_progress")
    expect(page.locator("[data-group=in_progress] [data-row]")).to_contain_text("Half done")


@pytest.mark.parametrize("view", ["list", "board"])
def test_a_task_that_the_filter_leaves_out_does_not_show(
    opened: Callable[[str], Page], ann: Access, project: Project, view: str
) -> None:
    TaskFactory(access=ann, project=project.id, title="Ordinary")
    page = opened(f"{view}?priority=none")
    add(page, "At once", priority="urgent")
    add(page, "Some day")
    expect(page.locator("#main [data-row]", has_text="Some day")).to_be_visible()
    expect(page.locator("#main [data-row]", has_text="At once")).to_have_count(0)


def test_a_task_that_moves_to_a_group_that_is_not_there_takes_the_focus_along(
    opened: Callable[[str], Page], ann: Access, project: Project
) -> None:
    TaskFactory(access=ann, project=project.id, title="Mend the gate")
    page = opened("list")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.get_by_role("menuitemradio", name="In progress").click()
    expect(page.locator("[data-group=in_progress] [data-row]")).to_contain_text("Mend the gate")
    expect(page.locator("[data-group=in_progress] [data-row] :focus")).to_have_count(1)
