"""The whole way of a new person: sign up, bring in a board, work on it, take it back. With scripts, without, by key."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect

from primetrade import jobs
from tests.processes import WAIT_SECONDS

BOARD = Path(settings.BASE_DIR) / "static" / "samples" / "trello-board.json"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker() -> Iterator[None]:
    """The worker of `make run`, beside the live server."""
    stop = threading.Event()

    def run() -> None:
        try:
            jobs.run_worker(stop)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield
    stop.set()
    thread.join(timeout=WAIT_SECONDS)


def test_the_promised_walk_from_sign_in_to_a_new_task(new_page: Callable[..., Page]) -> None:
    """P-29, to the letter, with scripts and without."""
    first = new_page()
    _sign_up(first)
    for scripts in (True, False):
        page = new_page(java_script_enabled=scripts)
        page.goto("/login")
        page.fill('input[type="email"]', "mara@example.org")
        page.fill('input[type="password"]', "winter-boat")
        page.click('button[type="submit"]')
        page.wait_for_url("**/dashboard")
        page.get_by_text("Add Task").first.click()
        page.fill('input[name="title"]', f"Paint the hull, scripts {scripts}")
        page.get_by_text("Create Task").click()
        expect(page.get_by_text(f"Paint the hull, scripts {scripts}").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_new_person_brings_in_a_board_works_on_it_and_takes_steps_back(
    new_page: Callable[..., Page], worker: None, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    _sign_up(page)
    page.set_input_files('input[type="file"]', BOARD)
    if not scripts:  # with them, choosing the file is enough
        page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name=re.compile(r"^Import \d+ tasks")).click()
    expect(page.get_by_role("link", name="Open the board")).to_be_visible()  # without scripts the page reloads itself
    page.get_by_role("link", name="Open the board").click()
    page.wait_for_url("**/board")  # loaded, modules and all: a drag before that is only a press

    card = page.locator("[data-card]").first
    title = card.locator(".card__link").inner_text()
    _move_to_in_review(page, card, scripts)
    review = page.locator(".column", has=page.get_by_role("heading", name="In review"))
    expect(review.get_by_text(title)).to_be_visible()

    review.get_by_role("link", name=title).click()
    page.get_by_role("textbox", name=re.compile("comment", re.IGNORECASE)).fill("Looks good **now**.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Looks good now.")).to_be_visible()

    _delete(page)
    expect(page.get_by_role("status").get_by_text(re.compile("trash", re.IGNORECASE))).to_be_visible()
    expect(review.get_by_text(title)).to_be_hidden()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text(title).first).to_be_visible()


def test_the_same_way_by_keyboard_alone(page: Page, worker: None) -> None:
    """No pointer: Tab, Enter, Space, arrows and the keys of the list under "?". (A file dialog is the system's own.)"""
    page.goto("/register")
    for label, words in (("Your name", "Mara"), ("E-mail", "mara@example.org"), ("Password", "winter-boat")):
        _tab_to(page, re.compile(f"^{label}"))
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/welcome")
    page.set_input_files('input[type="file"]', BOARD)
    page.wait_for_url("**/imports/*")
    _tab_to(page, re.compile(r"^Import \d+ tasks"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Open the board")).to_be_visible()
    _tab_to(page, re.compile("^Open the board"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/board")

    title = page.locator("[data-card] .card__link").first.inner_text()
    _tab_to(page, re.compile(f"^{re.escape(title)}$"))
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    moved = page.locator(".column", has=page.get_by_role("heading", name="In progress"))
    expect(moved.get_by_text(title)).to_be_visible()

    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading", name=title)).to_be_visible()
    _tab_to(page, re.compile("comment", re.IGNORECASE), tag="TEXTAREA")
    page.keyboard.type("Looks good **now**.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Looks good now.")).to_be_visible()

    _tab_to(page, re.compile("^More$"))
    page.keyboard.press("#")
    expect(moved.get_by_text(title)).to_be_hidden()
    page.wait_for_url("**/board")
    page.keyboard.press("z")
    expect(moved.get_by_text(title)).to_be_visible()


def _focused(page: Page) -> dict[str, str]:
    return page.evaluate(
        """() => {
            const at = document.activeElement;
            const name = at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText || at.placeholder;
            return { tag: at.tagName, name: (name || "").trim() };
        }"""
    )


def _tab_to(page: Page, name: re.Pattern[str], tag: str = "") -> None:
    """Press Tab until the focus is on something so named, if it is not there already."""
    seen = []
    for _ in range(150):
        at = _focused(page)
        seen.append(at["name"][:30])
        if name.search(at["name"]) and tag in ("", at["tag"]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {name.pattern}: {seen}")


def _sign_up(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("Your name").fill("Mara")
    page.get_by_label("E-mail").fill("mara@example.org")
    page.get_by_label("Password", exact=True).fill("winter-boat")
    page.get_by_role("button", name=re.compile("Create|Sign up")).click()
    page.wait_for_url("**/welcome")


def _move_to_in_review(page: Page, card, scripts: bool) -> None:
    if scripts:
        card.drag_to(
            page.locator(".column", has=page.get_by_role("heading", name="In review")).locator(".column__cards")
        )
    else:
        card.get_by_role("link", name=re.compile("^Move or change")).click()
        page.get_by_role("menuitem", name="In review").click()


def _delete(page: Page) -> None:
    page.get_by_role("button", name="More", exact=True).last.click()
    page.get_by_role("menuitem", name="Move to trash").click()
