"""Without a network nothing typed is lost, a sentence says what to do, and once it is back each goes through once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from primetrade.models import Change
from tasks.models import Comment, Task

SignIn = Callable[[Page, Access], None]
Opened = Callable[..., Page]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("task")]


@pytest.fixture
def opened(opened: Opened) -> Opened:
    """With all of the page's scripts there: none comes any more without a network."""

    def open_address(address: str) -> Page:
        page = opened(address)
        page.wait_for_load_state("networkidle")
        return page

    return open_address


@contextmanager
def offline(page: Page, *sentences: str) -> Iterator[None]:
    """What is done meanwhile is answered with these sentences."""
    page.context.set_offline(True)
    yield
    for sentence in (*sentences, "The network is gone. Try again when it is back."):
        expect(page.locator(".toast--bad")).to_contain_text(sentence)
    page.context.set_offline(False)


def changes(ann: Access) -> int:
    return Change.objects.of(ann.workspace).values("batch").distinct().count()


def row(page: Page) -> Any:
    return page.get_by_role("link", name="Mend the gate", exact=True)


def test_a_line_of_quick_add(opened: Opened, ann: Access) -> None:
    page = opened("projects/PT/list")
    page.get_by_role("link", name="Add a task: to do").click()
    title = page.get_by_role("textbox", name="Title")
    with offline(page, "That couldn’t be saved."):
        title.fill("Paint the gate")
        title.press("Enter")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-row]", has_text="Paint the gate")).to_be_visible()
    assert Task.objects.of(ann.workspace).filter(title="Paint the gate").count() == 1


def test_a_comment(opened: Opened, ann: Access) -> None:
    page = opened("tasks/PT-1")
    field = page.locator("#comment-field")
    field.fill("Oiled")
    with offline(page, "What you typed is kept."):
        field.press("Control+Enter")
    expect(field).to_have_value("Oiled")
    field.press("Control+Enter")
    expect(page.locator(".stream .prose")).to_have_text(["Oiled"])
    assert Comment.objects.of(ann.workspace).count() == 1


def test_a_title(opened: Opened, ann: Access, task: Task) -> None:
    page = opened("tasks/PT-1")
    field = page.locator("#task-title-field")
    with offline(page, "What you typed is kept."):
        field.fill("Paint the gate")
        field.press("Enter")
    expect(field).to_have_value("Paint the gate")
    before = changes(ann)
    field.press("Enter")
    expect(page.locator("#task-title")).to_have_text("Paint the gate")
    assert changes(ann) == before + 1


def test_a_description(opened: Opened, ann: Access, task: Task) -> None:
    page = opened("tasks/PT-1")
    page.locator("[data-edit-link]").first.click()
    field = page.locator("#description-field")
    field.fill("Oil it **twice**")
    with offline(page, "What you typed is kept."):
        field.press("Control+Enter")
    expect(field).to_have_value("Oil it **twice**")
    before = changes(ann)
    field.press("Control+Enter")
    expect(page.locator("#task-description strong")).to_have_text("twice")
    assert changes(ann) == before + 1


def test_a_property(opened: Opened, ann: Access) -> None:
    page = opened("tasks/PT-1")
    page.keyboard.press("p")
    urgent = page.get_by_role("menuitemradio", name="Urgent")
    expect(urgent).to_be_visible()
    with offline(page, "That couldn’t be saved."):
        urgent.click()
    before = changes(ann)
    if not urgent.is_visible():
        page.keyboard.press("p")
    with page.expect_response("**/edit"):
        urgent.click()
    expect(page.locator("#priority")).to_contain_text("Urgent")
    assert changes(ann) == before + 1


def test_a_moved_card(opened: Opened, ann: Access, task: Task) -> None:
    board = opened("projects/PT/board")
    before = changes(ann)
    row(board).focus()
    with offline(board, "PT-1 couldn’t be moved. It is back where it was."):
        for key in ("Space", "ArrowRight", "Space"):
            board.keyboard.press(key)
    for key in ("Space", "ArrowRight", "Space"):
        board.keyboard.press(key)
    expect(board.locator("[data-column=todo] [data-card]")).to_have_count(0)
    expect(board.locator("[aria-busy=true]")).to_have_count(0)
    assert changes(ann) == before + 1


@pytest.mark.parametrize("address", ["projects/PT/list", "tasks/PT-1"])
def test_undo(opened: Opened, ann: Access, task: Task, address: str) -> None:
    page = opened(address)
    if address.endswith("list"):
        row(page).press("#")
        expect(page.locator("[data-toast]").get_by_role("button", name="Undo")).to_be_visible()
    else:
        page.keyboard.press("p")
        page.get_by_role("menuitemradio", name="Urgent").click()
        expect(page.locator("#priority")).to_contain_text("Urgent")
        expect(page.locator(".htmx-request")).to_have_count(0)
    before = changes(ann)
    with offline(page):
        page.keyboard.press("z")
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="Took back")).to_be_visible()
    assert changes(ann) == before + 1
