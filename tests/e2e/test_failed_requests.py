"""Requests that come to nothing: what was done is given back, and a sentence says why and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tasks.commands import create_comment
from tasks.models import Project, Task
from tests.e2e.interception import intercept
from tests.e2e.test_task import url
from tests.factories import PASSWORD, MemberFactory, ProjectFactory, TaskFactory

SignIn = Callable[[Page, Access], None]
Fail = Callable[[Route], Any]

pytestmark = pytest.mark.django_db(transaction=True)

SOON = "AbortSignal.timeout = () => AbortSignal.abort(new DOMException('', 'TimeoutError'))"
REFRESH = "document.dispatchEvent(new CustomEvent('refresh', { detail: [document.getElementById('main')] }))"
SWAPPED = ("409", "412", "422", "nothing that was asked for")  # htmx takes these for the new content


def answers(status: int, **headers: str) -> Fail:
    return lambda route: route.fulfill(status=status, headers=headers, body="")


def aborts(route: Route) -> None:
    route.abort()


def hangs(route: Route) -> None:
    pass


signed_out = answers(200, **{"HX-Redirect": "/login?next=/"})

FAILURES = {
    "no network": (aborts, "The network is gone."),
    "signed out": (signed_out, "You are signed out."),
    "401": (answers(401), "You are signed out."),
    "403": (answers(403), "not yours to change"),
    "409": (answers(409), "Somebody changed it"),
    "412": (answers(412), "Somebody changed it"),
    "422": (answers(422), "not yours to change"),
    "429": (answers(429), "Try again in a moment."),
    "500": (answers(500), "The server has a problem."),
    "nothing that was asked for": (answers(200), "The server has a problem."),
}


@pytest.fixture
def project(ann: Access) -> Project:
    return ProjectFactory(access=ann, name="PrimeTrade", key="PT")


@pytest.fixture
def task(ann: Access, project: Project) -> Task:
    MemberFactory(of=ann, name="Bob")
    return TaskFactory(access=ann, title="Mend the gate", project=project.id, status="todo")


@pytest.fixture
def opened(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Callable[[str], Page]:
    def open_view(view: str) -> Page:
        sign_in(page, ann)
        page.goto(url(task, ann) if view == "task" else f"/w/{ann.workspace.slug}/projects/PT/{view}")
        return page

    return open_view


@pytest.fixture
def listed(opened: Callable[[str], Page]) -> Page:
    return opened("list")


def says(page: Page, *sentences: str) -> None:
    if "You are signed out." in sentences:
        page.get_by_role("dialog", name="You are signed out").get_by_role("button", name="Cancel").click()
    toast = page.locator(".toast--bad")
    expect(toast).to_have_count(1)
    for sentence in sentences:
        expect(toast).to_contain_text(sentence)
    way_in = toast.get_by_role("link", name="Sign in again")
    expect(way_in).to_have_count(1 if "You are signed out." in sentences else 0)


@pytest.mark.parametrize("failure", ["no network", "429", "500"])
def test_what_was_typed_before_the_form_of_a_dialog_came_stays(listed: Page, failure: str) -> None:
    fail, why = FAILURES[failure]
    intercept(listed, "**/tasks/new*", fail)
    listed.keyboard.press("c")
    listed.keyboard.type("Paint the gate")
    says(listed, "What you typed is kept: press Enter to try again.", why)
    title = listed.get_by_role("dialog", name="Add task").get_by_label("Title")
    expect(title).to_have_value("Paint the gate")
    listed.unroute("**/tasks/new*")
    title.press("Enter")
    expect(listed.locator("[data-row]", has_text="Paint the gate")).to_be_visible()


def row(page: Page) -> Any:
    return page.get_by_role("link", name="Mend the gate", exact=True)


@pytest.mark.parametrize("failure", FAILURES)
def test_a_moved_card_comes_back_and_a_sentence_says_why(opened: Callable[[str], Page], failure: str) -> None:
    board = opened("board")
    fail, why = FAILURES[failure]
    intercept(board, "**/place", fail)
    row(board).focus()
    for key in ("Space", "ArrowRight", "Space"):
        board.keyboard.press(key)
    says(board, "PT-1 couldn’t be moved. It is back where it was.", why)
    expect(board.locator("[data-column=todo] [data-card]")).to_have_count(1)
    expect(row(board)).to_be_focused()


@pytest.mark.parametrize("failure", FAILURES)
def test_a_choice_in_a_menu_is_taken_back_and_later_ones_are_saved(listed: Page, failure: str) -> None:
    fail, why = FAILURES[failure]
    listed.locator(".task-row__people").click()
    bob = listed.get_by_role("menuitemcheckbox", name="Bob")
    expect(bob).to_be_visible()
    intercept(listed, "**/edit", fail)
    bob.click()
    says(listed, "That couldn’t be saved.", why)
    if why == "You are signed out.":  # its dialog closed the menu
        listed.locator(".task-row__people").click()
    expect(bob).not_to_be_checked()
    listed.unroute("**/edit")
    bob.click()
    expect(listed.locator(".task-row__people")).to_contain_text("B")


@pytest.mark.parametrize("failure", [name for name in FAILURES if name not in SWAPPED])
def test_a_comment_stays_in_its_field_and_is_sent_again(opened: Callable[[str], Page], failure: str) -> None:
    page = opened("task")
    fail, why = FAILURES[failure]
    intercept(page, "**/comments", fail)
    page.locator("#comment-field").fill("Oiled")
    page.locator("#comment-field").press("Control+Enter")
    says(page, "That couldn’t be saved. What you typed is kept.", why)
    expect(page.locator("#comment-field")).to_have_value("Oiled")
    page.unroute("**/comments")
    page.locator("#comment-field").press("Control+Enter")
    expect(page.locator(".stream .prose")).to_have_text(["Oiled"])


@pytest.mark.parametrize(
    ("fail", "why"),
    [(aborts, "The network is gone."), (signed_out, "You are signed out.")],
    ids=["no network", "signed out"],
)
class TestEveryAction:
    """What one does is given back, and can be done again."""

    def test_a_row_that_was_not_trashed_stays(self, listed: Page, fail: Fail, why: str) -> None:
        intercept(listed, "**/delete", fail)
        row(listed).press("#")
        says(listed, "PT-1 couldn’t be moved to the trash.", why)
        listed.unroute("**/delete")
        row(listed).press("#")
        expect(row(listed)).to_have_count(0)

    @pytest.mark.parametrize("view", ["list", "task"])
    def test_undo_can_be_pressed_again(
        self, opened: Callable[[str], Page], ann: Access, task: Task, fail: Fail, why: str, view: str
    ) -> None:
        create_comment(ann, task=task.id, body="Oiled")
        page = opened(view)
        if view == "list":
            row(page).press("#")
        else:
            page.get_by_role("button", name="Act on this comment of Ann").click()
            page.get_by_role("menuitem", name="Delete").click()
        undo = page.locator("[data-toast]").get_by_role("button", name="Undo")
        expect(undo).to_be_visible()
        intercept(page, "**/undo", fail)
        undo.click()
        says(page, why)
        page.unroute("**/undo")
        undo.click()
        expect(page.get_by_role("status").filter(has_text="Took back")).to_be_visible()

    def test_a_menu_says_so(self, listed: Page, fail: Fail, why: str) -> None:
        intercept(listed, "**/menu/*", fail)
        row(listed).press("a")
        if why == "You are signed out.":
            says(listed, why)
            expect(listed.locator("#task-menu")).to_have_count(0)
        else:
            expect(listed.locator("#task-menu").get_by_role("alert")).to_contain_text("The list did not come")

    def test_what_was_typed_in_quick_add_stays(self, listed: Page, fail: Fail, why: str) -> None:
        listed.get_by_role("link", name="Add a task: to do").click()
        title = listed.get_by_role("textbox", name="Title")
        title.fill("Paint the gate")
        intercept(listed, "**/tasks/new*", fail)
        title.press("Enter")
        says(listed, "That couldn’t be saved.", why)
        expect(title).to_have_value("Paint the gate")
        listed.unroute("**/tasks/new*")
        title.press("Enter")
        expect(listed.locator("[data-row]", has_text="Paint the gate")).to_be_visible()

    def test_what_was_typed_in_a_dialog_stays(self, listed: Page, fail: Fail, why: str) -> None:
        listed.keyboard.press("c")
        dialog = listed.get_by_role("dialog", name="Add task")
        expect(dialog.get_by_label("Description")).to_be_visible()
        dialog.get_by_label("Title").fill("Paint the gate")
        intercept(listed, "**/tasks/new*", fail)
        dialog.get_by_label("Title").press("Enter")
        says(listed, "What you typed is kept.", why)
        expect(dialog.get_by_label("Title")).to_have_value("Paint the gate")
        listed.unroute("**/tasks/new*")
        dialog.get_by_label("Title").press("Enter")
        expect(listed.locator("[data-row]", has_text="Paint the gate")).to_be_visible()

    def test_a_property_of_the_task_s_page_stays(self, opened: Callable[[str], Page], fail: Fail, why: str) -> None:
        page = opened("task")
        page.keyboard.press("p")
        expect(page.get_by_role("menuitemradio", name="Urgent")).to_be_visible()
        intercept(page, "**/edit", fail)
        page.get_by_role("menuitemradio", name="Urgent").click()
        says(page, "That couldn’t be saved.", why)
        page.unroute("**/edit")
        page.keyboard.press("p")
        page.get_by_role("menuitemradio", name="Urgent").click()
        expect(page.locator("#priority")).to_contain_text("Urgent")


def test_who_did_not_sign_in_again_may_do_so_later_from_the_toast(opened: Callable[[str], Page]) -> None:
    board = opened("board")
    address = board.url
    board.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    row(board).focus()
    for key in ("Space", "ArrowRight", "Space"):
        board.keyboard.press(key)
    says(board, "PT-1 couldn’t be moved.", "You are signed out.")
    board.get_by_role("link", name="Sign in again").click()
    board.get_by_label("Password", exact=True).fill(PASSWORD)
    board.get_by_role("button", name="Sign in", exact=True).click()
    expect(board.locator("[data-toast]")).to_have_count(0)
    expect(board).to_have_url(address)
    expect(row(board)).to_be_visible()
    row(board).focus()
    for key in ("Space", "ArrowRight", "Space"):
        board.keyboard.press(key)
    expect(board.locator("[data-column=todo] [data-card]")).to_have_count(0)


def test_a_list_that_is_redrawn_signed_out_says_so(listed: Page) -> None:
    listed.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    listed.evaluate(REFRESH)
    says(listed, "This page couldn’t be brought up to date.", "You are signed out.")
    expect(row(listed)).to_be_visible()


def test_a_list_that_was_not_redrawn_after_an_undo_leaves_the_focus_alone_later(listed: Page) -> None:
    row(listed).press("#")
    intercept(listed, "**/list", aborts)
    listed.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(listed.locator(".toast--bad")).to_contain_text("This page couldn’t be brought up to date.")
    listed.unroute("**/list")
    listed.locator("#main").focus()
    listed.evaluate(REFRESH)
    expect(row(listed)).to_be_visible()
    expect(listed.locator("#main")).to_be_focused()


def test_a_panel_that_does_not_come_says_so_and_leaves_the_list(listed: Page) -> None:
    intercept(listed, re.compile(r"/tasks/PT-1$"), aborts)
    row(listed).click()
    expect(listed.get_by_role("dialog").get_by_role("alert")).to_contain_text(
        "That couldn’t be shown. The network is gone."
    )
    listed.unroute(re.compile(r"/tasks/PT-1$"))
    listed.keyboard.press("Escape")
    row(listed).click()
    expect(listed.get_by_role("dialog", name="Mend the gate")).to_be_visible()


def test_a_row_that_cannot_be_brought_up_to_date_says_so(listed: Page) -> None:
    row(listed).click()
    panel = listed.get_by_role("dialog", name="Mend the gate")
    intercept(listed, "**/tasks/PT-1?fragment=row*", aborts)
    panel.locator("#task-title-field").fill("Paint the gate")
    panel.locator("#task-title-field").press("Enter")
    says(listed, "This page couldn’t be brought up to date.", "The network is gone.")


def test_nothing_hangs(opened: Callable[[str], Page], page: Page) -> None:
    page.add_init_script(SOON)
    opened("list")
    row(page).press("#")
    says(page, "PT-1 couldn’t be moved to the trash.", "The server did not answer in time.")
    opened("task")
    page.evaluate("htmx.config.timeout = 1")
    intercept(page, "**/comments", hangs)
    page.locator("#comment-field").fill("Oiled")
    page.locator("#comment-field").press("Control+Enter")
    says(page, "What you typed is kept.", "The server did not answer in time.")
    expect(page.locator("#comment-field")).to_be_editable()


def test_the_same_sentence_is_not_said_twice_at_a_time(listed: Page) -> None:
    intercept(listed, "**/delete", aborts)
    for _ in range(2):
        with listed.expect_request("**/delete"):
            row(listed).press("#")
        expect(listed.locator("[data-row][aria-busy]")).to_have_count(0)
    says(listed, "PT-1 couldn’t be moved to the trash.")
