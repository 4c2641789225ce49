"""What one does while an answer is on its way: nothing that was typed is lost, nothing is done twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tasks.commands import create_comment
from tasks.models import Task
from tests.e2e.axe import violations
from tests.e2e.interception import intercept
from tests.e2e.test_menus import held
from tests.e2e.test_task import url
from tests.factories import ProjectFactory, TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

NEW = re.compile(r"/tasks/new")


@pytest.fixture
def task(ann: Access) -> Task:
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    return TaskFactory(access=ann, title="Mend the gate", project=project.id)


@pytest.fixture
def listed(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    return page


@pytest.fixture
def opened(listed: Page, ann: Access, task: Task) -> Page:
    """The page of the task."""
    listed.goto(url(task, ann))
    return listed


def titles(access: Access) -> list[str]:
    return sorted(Task.objects.of(access).filter(project__key="PT").values_list("title", flat=True))


def test_the_title_of_a_new_task_is_typed_before_its_form_has_come(listed: Page) -> None:
    dialog = listed.get_by_role("dialog", name="Add task")
    with held(listed, NEW) as let_go:
        listed.keyboard.press("c")
        listed.keyboard.type("Paint the gat")
        expect(dialog).to_have_attribute("aria-busy", "true")
        let_go()
    expect(dialog.get_by_label("Description")).to_be_visible()
    listed.keyboard.type("e")
    expect(dialog.get_by_label("Title")).to_have_value("Paint the gate")
    expect(dialog).not_to_have_attribute("aria-busy", "true")


def test_enter_before_the_form_has_come_creates_the_task(listed: Page, ann: Access) -> None:
    with held(listed, NEW) as let_go:
        listed.keyboard.press("c")
        listed.keyboard.type("Paint the gate")
        listed.keyboard.press("Enter")
        let_go()
    expect(listed.locator("#groups").get_by_role("link", name="Paint the gate")).to_be_visible()
    assert titles(ann) == ["Mend the gate", "Paint the gate"]


@pytest.mark.parametrize("comes", [True, False])
def test_a_dialog_that_is_closed_before_its_form_has_come_stays_closed(listed: Page, comes: bool) -> None:
    waiting: list[Route] = []
    intercept(listed, NEW, lambda route: waiting.append(route), times=1)
    listed.keyboard.press("c")
    expect(listed.get_by_role("dialog", name="Add task")).to_be_visible()
    listed.keyboard.press("Escape")
    with listed.expect_event("requestfinished" if comes else "requestfailed"):
        waiting[0].continue_() if comes else waiting[0].abort()
    expect(listed.get_by_role("dialog")).to_have_count(0)
    expect(listed.get_by_role("heading", name="PrimeTrade")).to_be_visible()


def test_what_was_typed_goes_along_to_the_page_when_the_form_does_not_come(listed: Page) -> None:
    waiting: list[Route] = []
    intercept(listed, NEW, lambda route: waiting.append(route), times=1)
    listed.keyboard.press("c")
    listed.keyboard.type("Paint the gate")
    expect(listed.get_by_role("dialog").get_by_label("Title")).to_have_value("Paint the gate")
    waiting[0].abort()
    expect(listed.get_by_role("heading", name="Add task")).to_be_visible()
    expect(listed.get_by_label("Title")).to_have_value("Paint the gate")


def test_enter_twice_adds_one_task_and_what_is_typed_next_stays(listed: Page, ann: Access) -> None:
    listed.get_by_role("link", name="Add a task: to do").click()
    title = listed.get_by_role("textbox", name="Title")
    with held(listed, NEW) as let_go:
        title.fill("Paint the gate")
        title.press("Enter")
        title.press("Enter")
        title.fill("Oil the hinges")
        let_go()
    expect(listed.locator("[data-row]", has_text="Paint the gate")).to_have_count(1)
    expect(title).to_have_value("Oil the hinges")
    title.press("Enter")
    expect(listed.locator("[data-row]", has_text="Oil the hinges")).to_have_count(1)
    expect(title).to_have_value("")
    assert titles(ann) == ["Mend the gate", "Oil the hinges", "Paint the gate"]


def test_a_comment_is_sent_once_and_what_is_typed_next_stays(opened: Page) -> None:
    field = opened.locator("#comment-field")
    with held(opened, "**/comments") as let_go:
        field.fill("Oiled")
        field.press("Control+Enter")
        field.press("Control+Enter")
        field.fill("Painted")
        let_go()
    expect(opened.locator(".stream .prose")).to_have_text(["Oiled"])
    expect(field).to_have_value("Painted")
    field.press("Control+Enter")
    expect(opened.locator(".stream .prose")).to_have_text(["Oiled", "Painted"])
    expect(field).to_have_value("")


def test_a_subtask_is_added_once_and_what_is_typed_next_stays(opened: Page, ann: Access) -> None:
    opened.locator("summary", has_text="Add a subtask").press("Enter")
    field = opened.get_by_label("Title of the subtask")
    with held(opened, "**/subtasks") as let_go:
        field.fill("Buy oil")
        field.press("Enter")
        field.press("Enter")
        field.fill("Buy paint")
        let_go()
    expect(opened.locator("#task-subtasks .task-row__link")).to_have_text(["Buy oil"])
    expect(field).to_have_value("Buy paint")
    expect(field).to_be_focused()
    opened.get_by_role("button", name="Complete PT-2").click()
    expect(opened.get_by_role("button", name="Open PT-2 again")).to_be_visible()
    expect(field).to_have_value("Buy paint")
    assert titles(ann) == ["Buy oil", "Mend the gate"]


def test_a_title_that_is_changed_again_while_it_is_saved_is_saved_again(opened: Page, ann: Access) -> None:
    title = opened.locator("#task-title-field")
    with held(opened, "**/edit") as let_go:
        title.fill("Mend both gates")
        title.press("Enter")
        title.fill("Mend all gates")
        let_go()
    expect(opened.locator("#task-title")).to_have_text("Mend both gates")
    title.press("Enter")
    expect(opened.locator("#task-title")).to_have_text("Mend all gates")
    assert titles(ann) == ["Mend all gates"]


def test_an_open_editor_of_a_comment_outlives_the_answer_to_a_new_one(opened: Page, ann: Access, task: Task) -> None:
    create_comment(ann, task=task.id, body="Since Monday")
    opened.reload()
    opened.get_by_role("button", name="Act on this comment of Ann").click()
    opened.get_by_role("menuitem", name="Edit").click()
    opened.locator("#comment-words").fill("Since Tuesday")
    opened.locator("#comment-field").fill("Oiled")
    opened.locator("#comment-field").press("Control+Enter")
    expect(opened.locator("#announcements")).to_have_text("Added the comment")
    expect(opened.locator("#comment-words")).to_have_value("Since Tuesday")


def test_axe_finds_nothing_in_a_dialog_that_waits_for_its_form(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task
) -> None:
    page = new_page(bypass_csp=True)
    sign_in(page, ann)
    page.goto(url(task, ann))
    intercept(page, NEW, lambda route: None)
    page.keyboard.press("c")
    expect(page.get_by_role("dialog", name="Add task").get_by_label("Title")).to_be_focused()
    assert violations(page) == []
