"""The filter of a list in the browser: people and labels come when it opens, slowly, not at all, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.models import Task
from tests.e2e.axe import violations
from tests.e2e.interception import intercept
from tests.e2e.test_menus import held
from tests.factories import LabelFactory, MemberFactory, ProjectFactory, TaskFactory
from tests.tasks.crowd import crowd

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

BOXES = re.compile(r"/filter\?")


@pytest.fixture
def task(ann: Access) -> Task:
    crowd(ann, 80)
    LabelFactory(access=ann, name="Bug")
    bob = MemberFactory(of=ann, name="Bob <b>")
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    TaskFactory(access=ann, title="Nobody’s", project=project.id)
    return TaskFactory(access=ann, title="Bob’s", project=project.id, assignees=[bob.user.id])


def open_list(page: Page, sign_in: SignIn, ann: Access, query: str = "") -> None:
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list{query}")


@pytest.fixture
def listed(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    open_list(page, sign_in, ann)
    return page


def shows_bobs_alone(page: Page) -> None:
    expect(page.locator(".chip", has_text="Assignee")).to_contain_text("Bob <b>")
    expect(page.get_by_role("link", name="Bob’s", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Nobody’s", exact=True)).to_have_count(0)


def test_a_person_is_found_and_filtered_by_with_the_keyboard_alone(listed: Page) -> None:
    opener = listed.get_by_role("button", name="Filter", exact=True)
    opener.press("Enter")
    sought = listed.get_by_role("searchbox", name="Find a person")
    expect(sought).to_be_visible()
    sought.focus()
    listed.keyboard.type("bob")
    people = listed.get_by_role("group", name="Assignee")
    expect(people.get_by_role("checkbox")).to_have_count(3)
    listed.keyboard.press("Enter")
    expect(people.get_by_role("checkbox", name="Bob <b>")).to_be_focused()
    listed.keyboard.press("Space")
    listed.keyboard.press("Enter")
    shows_bobs_alone(listed)
    expect(listed).to_have_url(re.compile(r"/list\?assignee=[0-9a-f-]{36}$"))


def test_escape_closes_the_filter_and_gives_the_focus_back(listed: Page) -> None:
    opener = listed.get_by_role("button", name="Filter", exact=True)
    opener.press("Enter")
    listed.get_by_role("searchbox", name="Find a person").focus()
    listed.keyboard.press("Escape")
    listed.keyboard.press("Escape")
    expect(listed.locator("#filters")).to_be_hidden()
    expect(opener).to_be_focused()


def test_what_is_ticked_while_the_list_is_on_its_way_or_before_a_search_stays(listed: Page) -> None:
    with held(listed, BOXES) as let_go:
        listed.get_by_role("button", name="Filter", exact=True).click()
        people = listed.get_by_role("group", name="Assignee")
        expect(people.locator("[data-choices-list]")).to_have_attribute("aria-busy", "true")
        people.get_by_role("checkbox", name="Nobody").check()
        let_go()
    people.get_by_role("checkbox", name="Member 03").check()
    listed.get_by_role("searchbox", name="Find a person").fill("member 77")
    expect(people.get_by_role("checkbox", name="Member 77")).to_be_visible()
    expect(people.get_by_role("checkbox", name="Nobody")).to_be_checked()
    expect(people.get_by_role("checkbox", name="Member 03")).to_be_checked()


def test_without_a_network_the_filter_says_so_tries_again_and_works_with_the_rest(listed: Page) -> None:
    intercept(listed, BOXES, lambda route: route.abort())
    listed.get_by_role("button", name="Filter", exact=True).click()
    people = listed.get_by_role("group", name="Assignee")
    expect(people.get_by_role("alert")).to_contain_text("The list did not come")
    people.get_by_role("checkbox", name="Nobody").check()
    listed.unroute(BOXES)
    people.get_by_role("button", name="Try again").click()
    expect(people.get_by_role("checkbox", name="Member 03")).to_be_visible()
    expect(people.get_by_role("checkbox", name="Nobody")).to_be_checked()


def test_without_scripts_a_person_is_found_on_a_page_and_the_rest_of_the_filter_stays(
    plain_page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    open_list(plain_page, sign_in, ann)
    plain_page.get_by_role("button", name="Filter", exact=True).click()
    plain_page.get_by_role("checkbox", name="To do").check()
    plain_page.get_by_role("button", name="Other people").click()
    plain_page.get_by_role("searchbox", name="Find a person").fill("bob")
    plain_page.get_by_role("searchbox", name="Find a person").press("Enter")
    plain_page.get_by_role("checkbox", name="Bob <b>").check()
    plain_page.get_by_role("button", name="Show tasks").click()
    shows_bobs_alone(plain_page)
    expect(plain_page.locator(".chip", has_text="Status")).to_contain_text("to do")
    expect(plain_page).to_have_url(re.compile(r"/list\?status=todo&assignee=[0-9a-f-]{36}$"))


@pytest.mark.parametrize("state", ["list", "waiting", "failed", "page"])
def test_axe_finds_nothing_in_the_filter(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task, state: str
) -> None:
    page = new_page(bypass_csp=True)
    open_list(page, sign_in, ann)
    if state == "page":
        page.goto(f"/w/{ann.workspace.slug}/projects/PT/list/filter?find_assignee=zzz")
        assert violations(page) == []
        return
    if state != "list":
        intercept(page, BOXES, lambda route: route.abort() if state == "failed" else None)
    page.get_by_role("button", name="Filter", exact=True).click()
    shown = {"list": "text=Member 03", "waiting": ".skeleton", "failed": "[data-menu-again]"}[state]
    expect(page.locator(f"#filters >> {shown}").first).to_be_visible()

    assert violations(page) == []
