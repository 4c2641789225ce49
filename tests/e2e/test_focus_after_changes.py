"""Whoever works by keys alone is somewhere after every change: on each page with rows, the focus never falls out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, Request, expect

from accounts.access import Access
from tests.e2e.catalogue import PLACES
from tests.scene import ferry_company

WITH_ROWS = ("list", "list-filtered", "board", "my-work", "inbox", "all-tasks", "dashboard")
WHERE = """() => {
  const at = document.activeElement;
  const row = at.closest("[data-row]")?.dataset.task;
  return at === document.body ? "" : [row, at.dataset.property, at.id, at.tagName].filter(Boolean).join(" ");
}"""
CHANGES = "JSON.parse(sessionStorage.getItem('primetrade.undo')).done.length"
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("name", WITH_ROWS)
def test_the_focus_never_falls_out_of_the_page(page: Page, sign_in: Callable[[Page, Access], None], name: str) -> None:
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    sign_in(page, scene.owner)
    page.goto(PLACES[name].path(scene))
    log: list[tuple[str, str]] = []
    under_way: set[Request] = set()
    page.on("request", lambda request: under_way.add(request))
    page.on("requestfinished", lambda request: under_way.discard(request))
    page.on("requestfailed", lambda request: under_way.discard(request))

    def now(step: str) -> None:
        while True:  # an answer may lead to the next request
            expect(page.locator("[aria-busy=true], .htmx-request")).to_have_count(0)
            page.evaluate(TWO_FRAMES)
            if not under_way:
                break
        log.append((step, page.evaluate(WHERE)))

    def take_back(step: str, key: str) -> None:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.keyboard.press(key)
        now(step)

    def choose(key: str, item: str) -> None:
        page.keyboard.press(key)
        expect(page.locator("#task-menu:popover-open")).not_to_have_attribute("aria-busy", "true")
        page.locator("#task-menu").get_by_text(item, exact=True).first.press("Enter")

    page.keyboard.press("j")
    page.keyboard.press("j")
    now("J J")
    choose("p", "Low")
    now("priority")
    page.keyboard.press("d")
    expect(page.locator("#task-menu:popover-open")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    now("due")
    page.keyboard.press("a")
    expect(page.locator("#task-menu:popover-open")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("Escape")
    now("people, Escape")
    if name != "dashboard":
        page.locator(":focus").evaluate("at => at.closest('[data-row]').querySelector('[data-open-task]').focus()")
        page.keyboard.press("Enter")
        expect(page.locator("#task-panel[open]")).to_be_visible()
        now("opened")
        page.keyboard.press("Escape")
        now("closed")
    choose("s", "Completed")
    now("completed")
    if page.evaluate("document.activeElement.matches('[data-row] *')"):
        page.keyboard.press("#")
        now("deleted")
    changes = page.evaluate(CHANGES)
    assert changes >= 3
    for number in range(changes):
        take_back(f"undo {number}", "z")
    take_back("redo", "Shift+Z")
    assert all(where not in ("", "main MAIN") for _, where in log), log
