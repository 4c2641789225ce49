"""Where the focus goes when a page or a part of it is loaded again, and what is said then."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.commands import delete_task
from tasks.models import Task
from tests.e2e.test_menus import MENU, find, held
from tests.e2e.test_task import url
from tests.factories import MemberFactory, ProjectFactory, TaskFactory
from tests.tasks.crowd import crowd

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(ann: Access) -> Task:
    MemberFactory(of=ann, name="Bob")
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    return TaskFactory(access=ann, title="Mend the gate", project=project.id, description="It squeaks")


@pytest.fixture
def opened(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Callable[[str], Page]:
    sign_in(page, ann)

    def open(path: str) -> Page:
        page.goto(f"/w/{ann.workspace.slug}/{path}")
        return page

    return open


def test_what_a_search_in_a_menu_finds_is_said(opened: Callable[[str], Page], ann: Access) -> None:
    crowd(ann, 80)
    page = opened("tasks/PT-1")
    said = page.locator("#announcements")
    page.keyboard.press("a")
    find(page, "member 7")
    expect(said).to_have_text("10 people")
    page.keyboard.type("7")
    expect(said).to_have_text("1 person")
    page.keyboard.type("7")
    expect(said).to_have_text("Nobody here is called “member 777”.")


def test_what_a_search_in_the_filter_finds_is_said(opened: Callable[[str], Page], ann: Access) -> None:
    crowd(ann, 80)
    page = opened("projects/PT/list")
    page.get_by_role("button", name="Filter", exact=True).press("Enter")
    page.get_by_role("searchbox", name="Find a person").fill("member 7")
    expect(page.locator("#announcements")).to_have_text("10 people")


def test_the_only_row_of_a_group_goes_and_comes_back_with_the_focus(
    opened: Callable[[str], Page], ann: Access, task: Task
) -> None:
    TaskFactory(access=ann, title="Paint the gate", project=task.project_id, status="in_progress")
    page = opened("projects/PT/list")
    gate, paint = (page.locator(f"#row-PT-{number} [data-open-task]") for number in (1, 2))
    gate.press("#")
    expect(paint).to_be_focused()
    page.keyboard.press("#")
    expect(page.locator("#row-PT-2")).to_have_count(0)
    expect(page.locator("#add-in_progress")).to_be_focused()
    page.keyboard.press("z")
    expect(paint).to_be_focused()


def test_a_panel_says_that_it_is_busy_while_it_opens_and_a_row_while_it_goes(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    row = page.locator("#row-PT-1")
    with held(page, "**/tasks/PT-1") as let_go:
        row.locator("[data-open-task]").press("Enter")
        panel = page.get_by_role("dialog", name="Mend the gate")
        expect(panel).to_have_attribute("aria-busy", "true")
        let_go()
    expect(panel).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("Escape")
    with held(page, "**/delete") as let_go:
        row.locator("[data-open-task]").press("#")
        expect(row).to_have_attribute("aria-busy", "true")
        let_go()
    expect(row).to_have_count(0)


def test_restoring_leads_back_to_the_heading_of_what_is_left(
    opened: Callable[[str], Page], ann: Access, task: Task
) -> None:
    other = TaskFactory(access=ann, title="Paint the gate", project=task.project_id)
    for one in (task, other):
        delete_task(ann, task=one.id)
    page = opened("trash")
    page.get_by_role("button", name="Restore Mend the gate").press("Enter")
    expect(page.get_by_role("heading", name="1 task")).to_be_focused()
    page.get_by_role("button", name="Restore Paint the gate").press("Enter")
    expect(page.get_by_role("heading", name="Trash", exact=True)).to_be_focused()


def test_filtering_and_sorting_lead_back_to_their_buttons(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    button = page.get_by_role("button", name="Filter", exact=True)
    button.press("Enter")
    page.get_by_role("checkbox", name="High").press("Space")
    page.get_by_role("button", name="Show tasks").press("Enter")
    expect(page).to_have_url(re.compile("priority=high"))
    expect(button).to_be_focused()
    page.get_by_role("link", name="Remove the filter on priority").press("Enter")
    expect(page).not_to_have_url(re.compile("priority"))
    expect(button).to_be_focused()
    page.get_by_role("button", name=re.compile("^Sort")).press("Enter")
    page.get_by_role("menuitem", name="Due").press("Enter")
    expect(page).to_have_url(re.compile("sort=due"))
    expect(page.get_by_role("button", name=re.compile("^Sort"))).to_be_focused()


def test_a_form_that_leads_back_to_its_page_keeps_the_focus(opened: Callable[[str], Page], ann: Access) -> None:
    page = opened("settings")
    name = page.get_by_role("region", name="Name")
    name.get_by_role("textbox").fill("Harbour")
    name.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Undo")
    expect(name.get_by_role("button", name="Save")).to_be_focused()
    page.get_by_role("button", name="Remove Bob").press("Enter")
    expect(page.get_by_role("button", name="Remove Bob")).to_have_count(0)
    expect(page.get_by_role("heading", name="Members")).to_be_focused()
    page.get_by_role("button", name="Undo").first.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_another_project_leads_back_to_the_property(opened: Callable[[str], Page], ann: Access) -> None:
    ProjectFactory(access=ann, name="Harbour", key="HA")
    page = opened("tasks/PT-1")
    page.locator("#project").press("Enter")
    find(page, "har")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/tasks/HA-1$"))
    expect(page.locator("#project")).to_be_focused()


def test_e_on_a_row_opens_the_editor_of_its_task(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    page.locator("#row-PT-1 [data-open-task]").press("e")
    expect(page.get_by_role("dialog").locator("#description-field")).to_be_focused()


def test_e_on_a_narrow_page_leads_to_the_editor(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task
) -> None:
    page = new_page(viewport={"width": 700, "height": 800})
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    page.locator("#row-PT-1 [data-open-task]").press("e")
    page.wait_for_url(re.compile(r"\?edit=description"))
    expect(page.locator("#description-field")).to_be_focused()


def test_tab_leaves_a_menu_for_what_stands_after_its_button(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))
    page.keyboard.press("a")
    expect(page.get_by_role("textbox", name="Find a person")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#task-menu")).to_have_count(0)
    expect(page.locator("#labels")).to_be_focused()


def test_links_of_a_row_say_what_they_open(opened: Callable[[str], Page]) -> None:
    page = opened("projects/PT/list")
    row = page.locator("#row-PT-1")
    for name, kind in {"status": "menu", "priority": "menu", "due": "dialog", "assignees": "dialog"}.items():
        expect(row.locator(f"[data-property={name}]")).to_have_attribute("aria-haspopup", kind)
        with page.expect_response(MENU) if name == "assignees" else nullcontext():  # the other menus are in the page
            row.locator(f"[data-property={name}]").press("Enter")
        expect(page.locator("#task-menu")).to_have_attribute("role", kind)
        page.keyboard.press("Escape")
