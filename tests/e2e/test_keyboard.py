"""Where the focus goes and what is said, for those who use the keyboard alone or listen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.commands import create_comment, create_task
from tasks.models import Task
from tests.e2e.interception import intercept
from tests.factories import TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(ann: Access) -> Task:
    return TaskFactory(access=ann, title="Mend the gate", description="It *squeaks*")


@pytest.fixture
def task_page(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    create_comment(ann, task=task.id, body="Since Monday")
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/tasks/{task.project.key}-{task.number}")
    return page


@pytest.fixture
def task_list(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    create_task(ann, title="Paint the gate", project=task.project_id)
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/{task.project.key}/list")
    return page


def test_leaving_an_editor_leads_back_to_what_opened_it(task_page: Page) -> None:
    edit = task_page.get_by_role("link", name="Edit the description")
    task_page.keyboard.press("e")
    expect(task_page.locator("#description-field")).to_be_focused()
    expect(task_page.locator(".htmx-settling")).to_have_count(0)  # until then its links lead to pages
    task_page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    expect(task_page.locator(".htmx-settling")).to_have_count(0)
    task_page.keyboard.press("e")
    expect(task_page.locator("#description-field")).to_be_focused()
    expect(task_page.locator(".htmx-settling")).to_have_count(0)
    task_page.keyboard.type("Oil it. ")
    task_page.keyboard.press("Control+Enter")
    expect(task_page.get_by_text("Oil it.")).to_be_visible()
    expect(edit).to_be_focused()


def test_a_comment_is_announced_and_keeps_the_focus_through_editing_and_deleting(task_page: Page) -> None:
    field = task_page.locator("#comment-field")
    field.fill("Oiled")
    field.press("Control+Enter")
    expect(task_page.locator("#announcements")).to_have_text("Added the comment")
    expect(field).to_be_focused()

    act = task_page.get_by_role("button", name="Act on this comment of Ann").last
    act.press("Enter")
    expect(task_page.get_by_role("menuitem", name="Edit")).to_be_focused()
    task_page.keyboard.press("Enter")
    expect(task_page.locator(".stream textarea")).to_be_focused()
    expect(task_page.locator(".htmx-settling")).to_have_count(0)
    task_page.keyboard.press("Control+Enter")
    expect(act).to_be_focused()
    act.press("Enter")
    expect(task_page.get_by_role("menuitem", name="Edit")).to_be_focused()
    task_page.keyboard.press("End")
    task_page.keyboard.press("Enter")
    expect(task_page.get_by_role("status")).to_contain_text("Deleted the comment")
    expect(task_page.get_by_role("heading", name="Comments and changes")).to_be_focused()


def test_opening_the_line_for_a_subtask_leads_into_it(task_page: Page) -> None:
    task_page.locator("summary", has_text="Add a subtask").press("Enter")
    expect(task_page.get_by_label("Title of the subtask")).to_be_focused()


def test_links_to_an_editor_lead_into_it_without_scripts(
    plain_page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    create_comment(ann, task=task.id, body="Since Monday")
    sign_in(plain_page, ann)
    plain_page.goto(f"/w/{ann.workspace.slug}/tasks/{task.project.key}-{task.number}")
    plain_page.get_by_role("link", name="Edit the description").click()
    expect(plain_page.locator("#description-field")).to_be_focused()
    plain_page.get_by_role("button", name="Act on this comment of Ann").click()
    plain_page.get_by_role("menuitem", name="Edit", exact=True).click()
    expect(plain_page.locator(".stream textarea")).to_be_focused()


def test_enter_saves_the_title_and_the_keys_work_again(task_page: Page) -> None:
    task_page.locator("#task-title-field").fill("Mend both gates")
    task_page.keyboard.press("Enter")
    expect(task_page.get_by_role("heading", name="Mend both gates")).to_be_attached()
    expect(task_page.get_by_role("article", name="Mend both gates")).to_be_focused()
    task_page.keyboard.press("s")
    expect(task_page.get_by_role("menu", name="Status")).to_be_visible()


def test_a_title_that_is_refused_takes_the_focus_back_and_says_why(task_page: Page) -> None:
    title = task_page.locator("#task-title-field")
    title.evaluate("field => { field.required = false }")
    title.fill("")
    title.press("Enter")
    expect(title).to_have_accessible_description(re.compile(r"\w"))
    expect(title).to_be_focused()


def test_the_panel_is_titled_and_gives_title_and_focus_back(task_list: Page) -> None:
    before = task_list.title()
    link = task_list.get_by_role("link", name="Mend the gate")
    link.press("Enter")
    expect(task_list).to_have_title(re.compile(r"^\w+-\d+ Mend the gate · PrimeTrade$"))
    task_list.keyboard.press("Escape")
    expect(task_list).to_have_title(before)
    expect(link).to_be_focused()


def test_deleting_in_the_panel_leads_to_the_row_beside(task_list: Page) -> None:
    task_list.get_by_role("link", name="Mend the gate").press("Enter")
    expect(task_list.get_by_role("dialog", name="Mend the gate")).to_be_visible()
    task_list.keyboard.press("#")
    expect(task_list.get_by_role("dialog")).to_be_hidden()
    expect(task_list.get_by_role("link", name="Paint the gate")).to_be_focused()


def test_a_date_is_chosen_with_the_arrows(task_list: Page) -> None:
    task_list.get_by_role("link", name="Mend the gate").press("d")
    dialog = task_list.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Today")).to_be_focused()
    task_list.keyboard.press("ArrowDown")
    task_list.keyboard.press("Enter")
    due = task_list.get_by_role("button", name=re.compile("Due date of .*Tomorrow"))
    expect(due).to_be_focused()


def test_loading_more_goes_on_where_one_was(page: Page, sign_in: SignIn, ann: Access, task: Task) -> None:
    for number in range(60):
        create_task(ann, title=f"Plank {number}", project=task.project_id)
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/{task.project.key}/list")
    last = page.locator("[data-row] [data-open-task]").last.text_content()
    page.locator("[data-more] a").focus()
    expect(page.locator(":focus")).to_have_attribute("data-open-task", "")
    shown = page.locator("[data-row] [data-open-task]").all_text_contents()
    assert shown[shown.index(last) + 1] == page.locator(":focus").text_content()


def test_a_failure_is_said_where_an_open_dialog_lets_it_be_heard(task_list: Page) -> None:
    task_list.keyboard.press("c")
    dialog = task_list.get_by_role("dialog", name="Add task")
    dialog.get_by_label("Title").fill("Carry the paint")
    intercept(task_list, "**/tasks/new*", lambda route: route.abort())
    dialog.get_by_label("Title").press("Enter")
    expect(dialog.get_by_role("status")).to_contain_text("couldn’t be saved")
    task_list.keyboard.press("Escape")
    expect(task_list.get_by_role("status")).to_contain_text("couldn’t be saved")


def test_the_list_of_keys_opens_by_a_plain_button_too(task_list: Page) -> None:
    task_list.get_by_role("button", name="Keys").click()
    expect(task_list.get_by_role("dialog", name="Keys")).to_be_visible()


def test_g_then_a_letter_goes_there_from_a_row_too(task_list: Page) -> None:
    task_list.keyboard.press("j")
    expect(task_list.locator("[data-open-task]").first).to_be_focused()
    task_list.keyboard.press("g")
    task_list.keyboard.press("p")  # alone it is the key of the priority
    task_list.wait_for_url("**/projects")


def test_a_key_that_is_switched_off_rests_on_rows_too(task_list: Page) -> None:
    task_list.keyboard.press("?")
    task_list.get_by_role("dialog", name="Keys").get_by_role("switch", name="Status").uncheck()
    task_list.keyboard.press("Escape")
    task_list.locator("[data-open-task]").first.focus()
    task_list.keyboard.press("s")
    expect(task_list.locator("#task-menu")).to_have_count(0)
    task_list.keyboard.press("p")
    expect(task_list.locator("#task-menu")).to_be_visible()


@pytest.mark.parametrize(
    ("key", "code", "shift", "opened"),
    [
        ("с", "KeyC", False, "Add task"),
        ("ψ", "KeyC", False, "Add task"),
        ("С", "KeyC", True, "Add task"),
        ("؟", "Slash", True, "Keys"),
        ("ç", "KeyC", False, ""),
    ],
)
def test_a_key_of_another_script_is_the_latin_one_at_its_place(
    task_list: Page, key: str, code: str, shift: bool, opened: str
) -> None:
    keyboard = task_list.context.new_cdp_session(task_list)
    pressed = {"key": key, "code": code, "modifiers": 8 if shift else 0}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": key, **pressed})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})
    expect(task_list.get_by_role("dialog")).to_have_count(1 if opened else 0)
    if opened:
        expect(task_list.get_by_role("dialog", name=opened)).to_be_visible()


def test_no_priority_is_neither_read_nor_drawn_until_its_row_has_the_focus(task_list: Page) -> None:
    row = task_list.locator("[data-row]").first
    bars = row.locator(".priority--none")
    expect(bars).to_have_css("opacity", "0")
    expect(row.get_by_label("Set the priority of")).to_have_count(1)
    task_list.keyboard.press("j")
    expect(bars).to_have_css("opacity", "1")
    task_list.goto(task_list.url.replace("/list", "/board"))
    expect(task_list.locator("[data-card]")).to_have_count(2)
    expect(task_list.get_by_role("img", name="No priority")).to_have_count(0)
