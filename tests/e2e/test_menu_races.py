"""Menus whose list or search is still on its way: what was pressed meanwhile is done, and done to what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.models import Task
from tests.e2e.test_menus import MENU, assignees, find, held
from tests.e2e.test_task import url
from tests.factories import LabelFactory, MemberFactory, ProjectFactory, TaskFactory
from tests.tasks.crowd import crowd

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = re.compile(r"/menu/\w+\?find=")


@pytest.fixture
def task(ann: Access) -> Task:
    MemberFactory(of=ann, name="Bob")
    LabelFactory(access=ann, name="Bug")
    LabelFactory(access=ann, name="Feature")
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    return TaskFactory(access=ann, title="Mend the gate", project=project.id)


@pytest.fixture
def opened(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    sign_in(page, ann)
    page.goto(url(task, ann))
    return page


@pytest.fixture
def crowded(opened: Page, ann: Access) -> Page:
    """The menu of people, with more of them than it holds."""
    crowd(ann, 80)
    opened.keyboard.press("a")
    expect(opened.get_by_role("menuitemcheckbox")).to_have_count(50)
    return opened


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_an_item_is_chosen_by_keys_that_were_pressed_before_the_list_came(opened: Page) -> None:
    with held(opened, MENU) as let_go:
        press(opened, "l")
        find(opened, "bug")
        press(opened, "ArrowDown", "Enter")
        let_go()
    expect(opened.locator("#labels")).to_have_text("Labels: Bug")
    expect(opened.get_by_role("menuitemcheckbox", name="Bug")).to_be_focused()


def test_the_list_may_come_between_the_arrow_and_enter(opened: Page) -> None:
    with held(opened, MENU) as let_go:
        press(opened, "l")
        find(opened, "feat")
        press(opened, "ArrowDown")
        let_go()
    expect(opened.get_by_role("menuitemcheckbox", name="Feature")).to_be_focused()
    press(opened, "Enter")
    expect(opened.locator("#labels")).to_have_text("Labels: Feature")


def test_who_types_on_after_enter_has_asked_for_something_else(opened: Page) -> None:
    with held(opened, MENU) as let_go:
        press(opened, "l")
        find(opened, "bug")
        press(opened, "Enter", "Control+a", *"feature")
        let_go()
    expect(opened.get_by_role("menuitemcheckbox", name="Feature")).to_be_visible()
    expect(opened.get_by_role("menuitemcheckbox", checked=True)).to_have_count(0)


def test_a_menu_without_a_search_holds_keys_and_letters_too(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    row = page.get_by_role("link", name="Mend the gate", exact=True)
    with held(page, MENU) as let_go:
        row.press("p")
        press(page, "u", "Enter")
        let_go()
    expect(page.get_by_role("button", name="Priority of PT-1: Urgent")).to_be_visible()
    with held(page, MENU) as let_go:
        page.get_by_role("link", name="Mend the gate", exact=True).press("d")
        press(page, "ArrowDown", "Enter")
        let_go()
    expect(page.get_by_role("button", name=re.compile("Due date of PT-1: Tomorrow"))).to_be_visible()


def test_enter_in_a_running_search_takes_what_the_search_finds(crowded: Page, task: Task) -> None:
    with held(crowded, SEARCH) as let_go, crowded.expect_request(SEARCH):
        crowded.keyboard.type("ber 77")
        press(crowded, "Enter")
        crowded.wait_for_function("document.querySelector('#task-menu').ariaBusy === 'true'")
    with crowded.expect_response("**/edit"):
        let_go()
    expect(crowded.locator("#assignees")).to_contain_text("Member 77")
    assert assignees(task) == ["Member 77"]


def test_the_focus_stays_on_its_item_when_a_search_brings_other_items(crowded: Page, task: Task) -> None:
    with held(crowded, SEARCH) as let_go:
        with crowded.expect_request(SEARCH):
            crowded.keyboard.type("member 3")
        press(crowded, "ArrowDown", "ArrowDown")
        expect(crowded.get_by_role("menuitemcheckbox", name="Member 31")).to_be_focused()
        let_go()
    expect(crowded.locator("#task-menu[aria-busy]")).to_have_count(0)
    expect(crowded.get_by_role("menuitemcheckbox")).to_have_count(10)
    expect(crowded.get_by_role("menuitemcheckbox", name="Member 31")).to_be_focused()
    press(crowded, "Enter")
    expect(crowded.locator("#assignees")).to_contain_text("Member 31")


def test_what_is_chosen_while_a_search_runs_stays_chosen(crowded: Page, task: Task) -> None:
    with held(crowded, "**/edit") as save, held(crowded, SEARCH) as let_go:
        with crowded.expect_request(SEARCH):
            crowded.keyboard.type("member 3")
        press(crowded, "ArrowDown", "Enter")
        let_go()
        expect(crowded.get_by_role("menuitemcheckbox")).to_have_count(10)
        expect(crowded.get_by_role("menuitemcheckbox", name="Member 30")).to_be_checked()
        save()
    expect(crowded.locator("#assignees")).to_contain_text("Member 30")
    expect(crowded.get_by_role("menuitemcheckbox", name="Member 30")).to_be_focused()
    press(crowded, "Escape")
    expect(crowded.locator("#assignees")).to_be_focused()


def test_enter_presses_no_other_item_when_the_one_with_the_focus_is_gone(
    crowded: Page, ann: Access, task: Task
) -> None:
    with held(crowded, SEARCH) as let_go:
        with crowded.expect_request(SEARCH):
            crowded.keyboard.type("member 3")
        press(crowded, "ArrowDown")
        at = crowded.get_by_role("menuitemcheckbox", name="Member 30")
        expect(at).to_be_focused()
        at.evaluate("item => { item.value = 'gone' }")
        let_go()
    expect(crowded.get_by_role("menuitemcheckbox")).to_have_count(10)
    press(crowded, "Enter")
    expect(crowded.locator("#task-menu")).to_be_focused()
    press(crowded, "ArrowDown")
    expect(crowded.get_by_role("menuitemcheckbox", name="Member 30")).to_be_focused()
    assert assignees(task) == []
