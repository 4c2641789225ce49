"""Whose sign-in ends while a page is open signs in again in place; what they did is then sent, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.access import Access
from accounts.models import Session
from tasks.models import Comment, Task
from tests.e2e.axe import violations_in_both_themes
from tests.e2e.test_task import url
from tests.factories import PASSWORD, MemberFactory

SignIn = Callable[[Page, Access], None]
Opened = Callable[..., Page]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("task")]


@pytest.fixture
def task(ann: Access, task: Task) -> Task:
    MemberFactory(of=ann, name="Bob", email="bob@example.org")
    return task


def end_the_session() -> None:
    Session.objects.all().delete()


def dialog_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name="You are signed out")


def come_back(page: Page, password: str = PASSWORD) -> None:
    dialog_of(page).get_by_label("Password").fill(password)
    dialog_of(page).get_by_label("Password").press("Enter")


def row(page: Page) -> Any:
    return page.get_by_role("link", name="Mend the gate", exact=True)


def comment(page: Page, text: str) -> None:
    page.locator("#comment-field").fill(text)
    page.locator("#comment-field").press("Control+Enter")


def titles(ann: Access) -> list[str]:
    return sorted(Task.objects.of(ann.workspace).filter(project__key="PT").values_list("title", flat=True))


def test_a_comment_arrives_once(opened: Opened, ann: Access) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    comment(page, "Oiled")
    expect(dialog_of(page).get_by_label("E-mail")).to_have_value(ann.user.email)
    expect(dialog_of(page).get_by_label("Password")).to_be_focused()
    come_back(page)
    expect(page.locator(".stream .prose")).to_have_text(["Oiled"])
    expect(dialog_of(page)).to_have_count(0)
    expect(page.locator("#comment-field")).to_have_value("")
    comment(page, "Painted")
    expect(page.locator(".stream .prose")).to_have_text(["Oiled", "Painted"])
    assert Comment.objects.of(ann.workspace).count() == 2


def test_a_wrong_password_is_said_beside_it_and_may_be_put_right(opened: Opened, ann: Access) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    comment(page, "Oiled")
    come_back(page, "wrong")
    expect(dialog_of(page).get_by_role("alert")).to_contain_text("don’t match")
    expect(dialog_of(page).get_by_label("Password")).to_be_focused()
    expect(dialog_of(page).get_by_label("Password")).to_have_value("")
    come_back(page)
    expect(page.locator(".stream .prose")).to_have_text(["Oiled"])
    assert Comment.objects.of(ann.workspace).count() == 1


def test_who_cancels_keeps_what_they_typed(opened: Opened, ann: Access) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    comment(page, "Oiled")
    expect(dialog_of(page).get_by_label("Password")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".toast--bad")).to_contain_text("You are signed out.")
    expect(page.locator("#comment-field")).to_have_value("Oiled")
    expect(page.locator("#comment-field")).to_be_focused()
    page.locator("#comment-field").press("Control+Enter")
    come_back(page)
    expect(page.locator(".stream .prose")).to_have_text(["Oiled"])


def test_a_title_is_saved(opened: Opened, ann: Access) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    page.locator("#task-title-field").fill("Paint the gate")
    page.locator("#task-title-field").press("Enter")
    come_back(page)
    expect(page.locator("#task-title")).to_have_text("Paint the gate")
    assert titles(ann) == ["Paint the gate"]


def test_a_description_is_saved(opened: Opened, task: Task) -> None:
    page = opened("tasks/PT-1")
    page.locator("[data-edit-link]").first.click()
    page.locator("#description-field").fill("Oil it **twice**")
    end_the_session()
    page.locator("#description-field").press("Control+Enter")
    come_back(page)
    expect(page.locator("#task-description strong")).to_have_text("twice")
    task.refresh_from_db()
    assert task.description == "Oil it **twice**"


def test_a_line_of_quick_add_arrives_once(opened: Opened, ann: Access) -> None:
    page = opened("projects/PT/list")
    page.get_by_role("link", name="Add a task: to do").click()
    end_the_session()
    for title in ("Alpha", "Beta"):
        page.get_by_role("textbox", name="Title").fill(title)
        page.get_by_role("textbox", name="Title").press("Enter")
        if title == "Alpha":
            come_back(page)
        expect(page.locator("[data-row]", has_text=title)).to_be_visible()
    assert titles(ann) == ["Alpha", "Beta", "Mend the gate"]


def test_the_form_of_a_new_task_in_its_dialog_arrives_once(opened: Opened, ann: Access) -> None:
    page = opened("projects/PT/list")
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Add task")
    expect(dialog.get_by_label("Description")).to_be_visible()
    dialog.get_by_label("Title").fill("Alpha")
    dialog.get_by_label("Description").fill("Beta")
    end_the_session()
    dialog.get_by_role("button", name="Create task").click()
    come_back(page)
    expect(page.locator("[data-row]", has_text="Alpha")).to_be_visible()
    assert Task.objects.of(ann.workspace).get(title="Alpha").description == "Beta"


def test_a_moved_card_stays_where_it_was_put(opened: Opened, ann: Access, task: Task) -> None:
    board = opened("projects/PT/board")
    end_the_session()
    row(board).focus()
    for key in ("Space", "ArrowRight", "Space"):
        board.keyboard.press(key)
    come_back(board)
    expect(board.locator("[aria-busy=true]")).to_have_count(0)
    expect(board.locator("[data-column=todo] [data-card]")).to_have_count(0)
    expect(row(board)).to_be_focused()
    task.refresh_from_db()
    assert task.status != "todo"


def test_a_menu_comes_after_all(opened: Opened) -> None:
    page = opened("projects/PT/list")
    end_the_session()
    row(page).press("a")
    come_back(page)
    page.get_by_role("menuitemcheckbox", name="Bob").click()
    expect(page.get_by_role("button", name="Assignees of PT-1: Bob")).to_be_visible()


def test_a_choice_in_a_menu_is_saved(opened: Opened, task: Task) -> None:
    page = opened("projects/PT/list")
    row(page).press("s")
    expect(page.get_by_role("menuitemradio", name="In review")).to_be_visible()
    end_the_session()
    page.get_by_role("menuitemradio", name="In review").click()
    come_back(page)
    expect(page.locator("[data-row][data-status=in_review]", has_text="Mend the gate")).to_be_visible()


def test_undo_takes_back(opened: Opened) -> None:
    page = opened("projects/PT/list")
    row(page).press("#")
    expect(row(page)).to_have_count(0)
    end_the_session()
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    come_back(page)
    expect(row(page)).to_be_visible()


def test_signing_in_in_another_tab_is_as_good(opened: Opened, sign_in: SignIn, ann: Access) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    comment(page, "Oiled")
    dialog_of(page).get_by_role("button", name="Try again").click()
    expect(dialog_of(page).get_by_role("alert")).to_have_text("You are still signed out.")
    with page.expect_popup() as popup:
        dialog_of(page).get_by_role("link", name="sign in in another tab").click()
    popup.value.get_by_label("E-mail").fill(ann.user.email)
    popup.value.get_by_label("Password", exact=True).fill(PASSWORD)
    popup.value.get_by_role("button", name="Sign in", exact=True).click()
    expect(popup.value.locator("#task-title")).to_be_attached()
    dialog_of(page).get_by_role("button", name="Try again").click()
    expect(page.locator(".stream .prose")).to_have_text(["Oiled"])
    assert Comment.objects.of(ann.workspace).count() == 1


def test_a_page_from_before_a_sign_in_in_another_tab_goes_on_by_itself(opened: Opened, ann: Access) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    other = page.context.new_page()
    other.goto("/login")
    other.get_by_label("E-mail").fill(ann.user.email)
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/dashboard")
    comment(page, "Oiled")
    expect(page.locator(".stream .prose")).to_have_text(["Oiled"])
    expect(dialog_of(page)).to_have_count(0)


@pytest.mark.parametrize("how", ["in the dialog", "in another tab"])
def test_somebody_else_gets_a_fresh_page_and_nothing_is_sent(opened: Opened, ann: Access, how: str) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    comment(page, "Oiled")
    if how == "in the dialog":
        dialog_of(page).get_by_label("E-mail").evaluate("(field) => (field.value = 'bob@example.org')")
        come_back(page)
    else:
        other = page.context.new_page()
        other.goto("/login")
        other.get_by_label("E-mail").fill("bob@example.org")
        other.get_by_label("Password", exact=True).fill(PASSWORD)
        other.get_by_role("button", name="Sign in", exact=True).click()
        other.wait_for_url("**/dashboard")
        come_back(page)
    expect(dialog_of(page)).to_have_count(0)
    expect(page.locator("#comment-field")).to_have_value("")
    expect(page.locator(".stream .prose")).to_have_count(0)
    assert not Comment.objects.of(ann.workspace).exists()


def test_a_property_of_the_task_s_page_is_saved(opened: Opened, task: Task) -> None:
    page = opened("tasks/PT-1")
    page.keyboard.press("p")
    expect(page.get_by_role("menuitemradio", name="Urgent")).to_be_visible()
    end_the_session()
    page.get_by_role("menuitemradio", name="Urgent").click()
    come_back(page)
    expect(page.locator("#priority")).to_contain_text("Urgent")


def test_what_is_asked_for_again_and_again_meanwhile_is_asked_for_once_afterwards(opened: Opened) -> None:
    page = opened("tasks/PT-1")
    end_the_session()
    for _ in range(3):
        page.evaluate("htmx.ajax('GET', location.pathname + '?fragment=stream', { source: '#task-stream' })")
    expect(dialog_of(page).get_by_label("Password")).to_be_focused()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "fragment=stream" in request.url else None)
    come_back(page)
    expect(dialog_of(page)).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_over_a_panel_the_comment_arrives_and_the_panel_stays(opened: Opened, ann: Access) -> None:
    page = opened("projects/PT/list")
    row(page).click()
    expect(page.locator("#task-panel #comment-field")).to_be_visible()
    end_the_session()
    comment(page, "Oiled")
    expect(dialog_of(page).get_by_label("Password")).to_be_focused()
    dialog_of(page).get_by_role("button", name="Cancel").focus()
    page.keyboard.press("j")
    come_back(page)
    expect(page.locator("#task-panel .stream .prose")).to_have_text(["Oiled"])
    expect(page.locator("#comment-field")).to_be_focused()
    assert Comment.objects.of(ann.workspace).count() == 1


def test_axe_finds_nothing_in_the_dialog(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task
) -> None:
    page = new_page(bypass_csp=True)
    sign_in(page, ann)
    page.goto(url(task, ann))
    end_the_session()
    comment(page, "Oiled")
    expect(dialog_of(page).get_by_label("Password")).to_be_focused()
    found = at_two_widths(page)
    come_back(page, "wrong")
    expect(dialog_of(page).get_by_role("alert")).to_contain_text("don’t match")
    assert [*found, *at_two_widths(page)] == []


def at_two_widths(page: Page) -> list[str]:
    found = []
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        found += violations_in_both_themes(page)
    return found
