"""What opens a menu is a button, and a row of a list is one stop for Tab with arrows between its controls."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.access import Access
from tasks.models import Task
from tests.factories import MemberFactory, ProjectFactory, TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tasks")]


@pytest.fixture
def tasks(ann: Access) -> list[Task]:
    MemberFactory(of=ann, name="Bob")
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    fields = ({"title": "Gate"}, {"title": "Fence"}, {"title": "Roof", "status": "in_progress"})
    return [TaskFactory(access=ann, project=project.id, **one) for one in fields]


def control(page: Page, number: int, name: str = "") -> Locator:
    """A property's opener of PT-`number`, or its task's link."""
    return page.locator(f"#row-PT-{number}").locator(f'[data-property="{name}"]' if name else "[data-open-task]")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(
    ("path", "openers"),
    [("projects/PT/list", 4 * 3), ("projects/PT/board", 3), ("tasks/PT-1", 3)],
)
def test_what_opens_a_menu_is_a_button_with_scripts_and_a_link_without(
    opened: Callable[[str], Page], plain_page: Page, sign_in: SignIn, ann: Access, path: str, openers: int
) -> None:
    page = opened(path)
    linked = "#main a[aria-haspopup]"
    expect(page.locator(f'{linked}[role="button"][aria-expanded="false"]')).to_have_count(openers)
    expect(page.locator(linked)).to_have_count(openers)
    opener = page.locator(linked).first
    opener.press("Space")
    expect(page.locator("#task-menu")).not_to_have_attribute("aria-busy", "true")
    expect(opener).to_have_attribute("aria-expanded", "true")
    press(page, "Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")

    sign_in(plain_page, ann)
    plain_page.goto(page.url)
    expect(plain_page.locator(f"{linked}:not([role], [tabindex])")).to_have_count(openers)
    plain_page.locator(linked).first.press("Enter")
    plain_page.wait_for_url(re.compile(r"/tasks/PT-\d(/menu/\w+|#priority)$"))


def test_a_row_is_one_stop_and_arrows_lead_through_it(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    control(page, 1).focus()
    press(page, "Tab")
    expect(control(page, 2)).to_be_focused()
    press(page, "Shift+Tab", "ArrowRight")
    expect(control(page, 1, "due")).to_be_focused()
    press(page, "ArrowRight")
    expect(control(page, 1, "assignees")).to_be_focused()
    press(page, "ArrowRight")
    expect(control(page, 1, "assignees")).to_be_focused()
    press(page, "Home")
    expect(control(page, 1, "priority")).to_be_focused()
    press(page, "Tab")
    expect(control(page, 2)).to_be_focused()
    press(page, "Shift+Tab")
    expect(control(page, 1)).to_be_focused()
    press(page, "End", "ArrowLeft", "Shift+Tab")
    expect(page.locator("#add-todo")).to_be_focused()


def test_up_and_down_lead_to_the_same_control_and_j_and_k_to_the_task(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    control(page, 3).focus()
    press(page, "ArrowRight", "ArrowDown", "ArrowDown")
    expect(control(page, 2, "due")).to_be_focused()
    press(page, "ArrowDown", "ArrowUp")
    expect(control(page, 1, "due")).to_be_focused()
    press(page, "j")
    expect(control(page, 2)).to_be_focused()
    press(page, "ArrowUp", "ArrowUp")
    expect(control(page, 3)).to_be_focused()


def test_arrows_follow_the_direction_of_writing(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    page.evaluate("document.documentElement.dir = 'rtl'")
    control(page, 1).focus()
    press(page, "ArrowLeft")
    expect(control(page, 1, "due")).to_be_focused()
    press(page, "ArrowRight", "ArrowRight")
    expect(control(page, 1, "status")).to_be_focused()


def test_rows_that_come_later_are_one_stop_and_a_change_keeps_the_control(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    control(page, 1, "priority").focus()
    press(page, "Enter")
    page.get_by_role("menuitemradio", name="High").press("Enter")
    high = page.get_by_role("button", name="Priority of PT-1: High")
    expect(high).to_be_focused()
    expect(high).to_have_attribute("tabindex", "0")
    press(page, "ArrowDown")
    expect(control(page, 2, "priority")).to_be_focused()

    page.locator("#add-todo").press("Enter")
    press(page, "W", "a", "l", "l", "Enter")
    expect(control(page, 4)).to_be_visible()
    control(page, 4).focus()
    press(page, "Tab")
    expect(control(page, 1)).to_be_focused()
