"""One task in the browser: with scripts, without them, by keyboard, as a panel, and with two people at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.commands import create_comment, edit_task
from tasks.models import Task
from tests.e2e.axe import violations
from tests.factories import LabelFactory, MemberFactory, TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(ann: Access) -> Task:
    LabelFactory(access=ann, name="Bug")
    return TaskFactory(access=ann, title="Mend the gate", description="It *squeaks*")


def url(task: Task, access: Access) -> str:
    return f"/w/{access.workspace.slug}/tasks/{task.project.key}-{task.number}"


def now(task: Task) -> Task:
    return Task.objects.of(task).get(id=task.id)


def test_every_property_by_keyboard_alone(page: Page, sign_in: SignIn, ann: Access, task: Task) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))

    page.keyboard.press("s")
    expect(page.get_by_role("menuitemradio", name="To do")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("In progress")
    expect(page.locator("#status")).to_be_focused()
    page.keyboard.press("l")
    expect(page.get_by_role("textbox", name="Find a label")).to_be_focused()
    expect(page.get_by_role("menuitemcheckbox", name="Bug")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemcheckbox", name="Bug")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#labels")).to_contain_text("Bug")
    expect(page.get_by_role("menuitemcheckbox", name="Bug")).to_be_focused()
    expect(page.locator("#task-props")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#labels")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_role("button", name="Today")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#due")).to_contain_text("Tomorrow")

    expect(page.locator("#task-stream")).to_contain_text("moved the task to In progress")
    expect(page.locator("#task-stream")).to_contain_text("added the label Bug")


def test_the_title_saves_on_enter_and_the_description_on_control_enter(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))

    page.get_by_label("Title", exact=True).fill("Mend both gates")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mend both gates")
    page.keyboard.press("e")
    editor = page.get_by_role("textbox", name="Description")
    expect(editor).to_be_focused()
    editor.fill("# Oil\n\n- one")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#description-preview li")).to_have_text("one")
    editor.press("Control+Enter")

    expect(page.locator("[data-edit-here] h2")).to_have_text("Oil")
    assert (now(task).title, now(task).description) == ("Mend both gates", "# Oil\n\n- one")


def test_a_comment_deleted_comes_back_by_the_toast_without_leaving_the_page(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))
    page.evaluate("window.stayed = true")

    page.get_by_label("Comment", exact=True).fill("Who has **oil**?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#task-stream strong")).to_have_text("oil")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    page.get_by_role("button", name="Act on this comment").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.locator("#task-stream strong")).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="Undo").click()

    expect(page.locator("#task-stream strong")).to_have_text("oil")
    assert page.evaluate("window.stayed")


def test_everything_works_without_scripts(plain_page: Page, sign_in: SignIn, ann: Access, task: Task) -> None:
    page = plain_page
    sign_in(page, ann)
    page.goto(url(task, ann))

    page.locator("#status").click()
    page.get_by_role("menuitemradio", name="In review").click()
    page.locator("#labels").click()
    page.get_by_role("menuitemcheckbox", name="Bug").click()
    page.locator("#due").click()
    page.get_by_label("Date", exact=True).fill("2030-12-03")
    page.get_by_label("Time", exact=True).fill("14:30")
    page.locator("#menu-due").get_by_role("button", name="Save").click()
    page.get_by_label("Title", exact=True).fill("Mend both gates")
    page.get_by_role("button", name="Save the title").click()
    page.get_by_role("link", name="Edit the description").click()
    page.get_by_role("textbox", name="Description").fill("New *words*")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#description-preview em")).to_have_text("words")
    page.locator("[data-editor]").get_by_role("button", name="Save").click()
    page.locator("summary", has_text="Add a subtask").click()
    page.get_by_label("Title of the subtask").fill("Buy oil")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Complete IN-").click()
    page.get_by_label("Comment", exact=True).fill("Done soon")
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.locator("#task-stream")).to_contain_text("Done soon")
    expect(page.locator("#task-subtasks")).to_contain_text("1 of 1")
    saved = now(task)
    assert (saved.status, saved.title, saved.description) == ("in_review", "Mend both gates", "New *words*")
    assert f"{saved.due_on} {saved.due_time:%H:%M}" == "2030-12-03 14:30"
    page.get_by_role("button", name="Undo: renamed").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Mend the gate")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(page).to_have_url(re.compile(r"/projects/IN/list"))
    page.get_by_role("button", name="Undo").click()
    assert now(task).deleted_at is None


def test_two_people_and_one_description(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task
) -> None:
    bob = MemberFactory(of=ann, name="Bob")
    page = new_page()
    sign_in(page, ann)
    page.goto(url(task, ann))
    page.keyboard.press("e")
    page.get_by_role("textbox", name="Description").fill("Words of Ann")
    edit_task(bob, task=task.id, description="Words of Bob", priority=3)

    page.keyboard.press("Control+Enter")
    choice = page.get_by_role("form", name="Bob changed the description while you did")
    expect(choice).to_contain_text("Words of Bob")
    mine = choice.get_by_label("Your description, which you can still edit")
    expect(mine).to_have_value("Words of Ann")
    mine.fill("Words of Ann and Bob")
    expect(choice.get_by_label("Keep yours")).to_be_checked()
    choice.get_by_role("button", name="Save this choice").click()

    expect(page.locator("#task-description .prose")).to_have_text("Words of Ann and Bob")
    expect(choice).to_have_count(0)
    expect(page.locator("#priority")).to_contain_text("High")


def test_two_people_and_one_title_without_scripts(plain_page: Page, sign_in: SignIn, ann: Access, task: Task) -> None:
    sign_in(plain_page, ann)
    plain_page.goto(url(task, ann))
    edit_task(MemberFactory(of=ann, name="Bob"), task=task.id, title="Bob's gate")

    plain_page.get_by_label("Title", exact=True).fill("Ann's gate")
    plain_page.get_by_role("button", name="Save the title").click()
    expect(plain_page.get_by_text("Bob's gate", exact=True)).to_be_visible()
    plain_page.get_by_label("Keep yours").check()
    plain_page.get_by_role("button", name="Save this choice").click()

    expect(plain_page.get_by_label("Title", exact=True)).to_have_value("Ann's gate")


@pytest.fixture
def listed(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    """The list of the Inbox, with the task and another one after it."""
    TaskFactory(access=ann, title="Buy oil")
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/IN/list")
    return page


def test_the_panel_has_its_own_address_and_gives_list_and_focus_back(listed: Page, ann: Access, task: Task) -> None:
    link = listed.get_by_role("link", name="Mend the gate", exact=True)
    link.press("Enter")
    panel = listed.get_by_role("dialog", name="Mend the gate")
    expect(panel).to_be_visible()
    expect(listed).to_have_url(re.compile(url(task, ann)))

    listed.keyboard.press("Escape")

    expect(panel).to_have_count(0)
    expect(listed).to_have_url(re.compile(r"/projects/IN/list$"))
    expect(link).to_be_focused()


def test_the_panel_reloaded_is_the_page_and_back_leads_to_the_list(listed: Page, task: Task) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    expect(listed.get_by_role("dialog", name="Mend the gate")).to_be_visible()

    listed.reload()
    expect(listed.get_by_role("heading", level=1)).to_have_text("Mend the gate")
    expect(listed.locator("dialog.panel")).to_have_count(0)
    listed.go_back()

    expect(listed.get_by_role("link", name="Buy oil")).to_be_visible()


def test_the_row_follows_what_is_changed_in_the_panel(listed: Page, task: Task) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    expect(listed.get_by_role("dialog", name="Mend the gate")).to_be_visible()

    listed.keyboard.press("p")
    listed.get_by_role("menuitemradio", name="Urgent").click()

    expect(listed.locator("#priority")).to_contain_text("Urgent")
    expect(listed.locator(f"#row-IN-{task.number} .task-row__priority")).to_have_attribute(
        "aria-label", re.compile("Urgent")
    )


def test_next_in_the_panel_goes_through_the_list_as_it_is_shown(listed: Page, task: Task) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    expect(listed.get_by_role("dialog", name="Mend the gate")).to_be_visible()

    listed.keyboard.press("j")
    expect(listed.get_by_role("dialog", name="Buy oil")).to_be_visible()
    listed.keyboard.press("k")

    expect(listed.get_by_role("dialog", name="Mend the gate")).to_be_visible()


def test_a_task_deleted_in_the_panel_leaves_the_list_and_comes_back_by_undo(listed: Page, task: Task) -> None:
    row = listed.locator(f"#row-IN-{task.number}")
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    expect(listed.get_by_role("dialog", name="Mend the gate")).to_be_visible()

    listed.keyboard.press("#")
    expect(row).to_have_count(0)
    listed.get_by_role("status").get_by_role("button", name="Undo").click()

    expect(row).to_be_visible()
    expect(listed).to_have_url(re.compile(r"/projects/IN/list$"))


def test_on_a_phone_a_row_leads_to_the_page(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task
) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/IN/list")

    page.get_by_role("link", name="Mend the gate", exact=True).tap()

    expect(page.get_by_role("heading", level=1)).to_have_text("Mend the gate")
    expect(page.locator("dialog.panel")).to_have_count(0)


def test_text_that_is_being_written_is_not_replaced_by_the_answer_to_something_else(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    create_comment(ann, task=task.id, body="First")
    sign_in(page, ann)
    page.goto(url(task, ann))
    page.get_by_role("button", name="Act on this comment").click()
    page.get_by_role("menuitem", name="Edit").click()
    page.locator("#task-stream textarea").fill("Better words")

    page.locator("#priority").click()
    page.get_by_role("menuitemradio", name="Low").click()
    expect(page.locator("#priority")).to_contain_text("Low")

    expect(page.locator("#task-stream textarea")).to_have_value("Better words")


@pytest.fixture
def unguarded(new_page: Callable[..., Page], sign_in: SignIn, ann: Access) -> Page:
    """axe writes styles into the page, which the policy refuses: this page is without it."""
    page = new_page(bypass_csp=True)
    sign_in(page, ann)
    return page


def test_axe_finds_nothing_in_the_panel_the_editor_and_a_conflict(unguarded: Page, ann: Access, task: Task) -> None:
    page = unguarded
    page.goto(f"/w/{ann.workspace.slug}/projects/IN/list")
    page.get_by_role("link", name="Mend the gate", exact=True).click()
    expect(page.get_by_role("dialog", name="Mend the gate")).to_be_visible()
    found = violations(page)
    page.keyboard.press("e")
    page.get_by_role("textbox", name="Description").fill("Words of Ann")
    found += violations(page)
    edit_task(MemberFactory(of=ann, name="Bob"), task=task.id, description="Words of Bob")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("form", name="Bob changed")).to_be_visible()

    assert [*found, *violations(page)] == []
