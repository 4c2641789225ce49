"""A day on one page, on a fast line, a slow one, a very slow one and one that is cut in the middle of everything.

Ten lines into quick add, five tasks completed, panels opened and left, a card moved, three steps back, signed out in
another tab and back: every line exists once, nothing else does, and after each step the focus is where it should be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.access import Access
from tasks.models import Task
from tests.e2e.test_board import middle
from tests.e2e.test_typing import slow
from tests.factories import PASSWORD, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

KEY_MS = 60
LINES = [f"Line {number} of ten" for number in range(1, 11)]
STANDING = [f"Plank {number}" for number in range(1, 8)]  # PT-1 to PT-7, to do


class Pointer:
    """Somebody with a mouse, who types only what must be typed."""

    def quick_add(self, page: Page) -> None:
        page.locator("[data-quick-add=todo]").click()

    def complete(self, page: Page, title: str) -> None:
        _row(page, title).locator("[data-property=status]").click()
        page.get_by_role("menuitemradio", name="Completed").click()

    def open(self, page: Page, title: str) -> None:
        _link(page, title).click()

    def leave(self, page: Page) -> None:
        page.get_by_role("dialog").get_by_role("link", name="Close").click()

    def to_board(self, page: Page) -> None:
        page.get_by_role("link", name="Board", exact=True).click()

    def move(self, page: Page, title: str) -> None:
        x, y = middle(_row(page, title).bounding_box() or {})
        target = page.locator("[data-column=in_review]").bounding_box() or {}
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 10, y + 10, steps=2)
        page.mouse.move(target["x"] + target["width"] / 2, target["y"] + 30, steps=6)
        page.mouse.up()


class Keyboard:
    """Somebody who never touches a pointer."""

    def quick_add(self, page: Page) -> None:
        _tab_to(page, page.locator("[data-quick-add=todo]"))
        page.keyboard.press("Enter")

    def complete(self, page: Page, title: str) -> None:
        self._go_to(page, title)
        page.keyboard.press("s")
        expect(page.get_by_role("menu", name="Status")).to_be_visible()
        page.keyboard.press("End")
        page.keyboard.press("ArrowUp")  # Cancelled is the last
        expect(page.get_by_role("menuitemradio", name="Completed")).to_be_focused()
        page.keyboard.press("Enter")

    def open(self, page: Page, title: str) -> None:
        self._go_to(page, title)
        page.keyboard.press("Enter")

    def leave(self, page: Page) -> None:
        page.keyboard.press("Escape")

    def to_board(self, page: Page) -> None:
        _tab_to(page, page.get_by_role("link", name="Board", exact=True))
        page.keyboard.press("Enter")

    def move(self, page: Page, title: str) -> None:
        self._go_to(page, title)
        for key in ("Space", "ArrowRight", "ArrowRight", "Space"):
            page.keyboard.press(key)

    def _go_to(self, page: Page, title: str) -> None:
        """By J from the top of the page, as far as it takes."""
        page.evaluate("document.activeElement.blur()")
        for _ in range(40):
            page.keyboard.press("j")
            if _link(page, title).evaluate("(link) => link === document.activeElement"):
                return
        raise AssertionError(f"J never came to {title}.")


class Line:
    """What lies between the page and the server."""

    def __init__(self, latency_ms: int, cut: bool = False) -> None:
        self.latency_ms, self.cut = latency_ms, cut

    def slows(self, page: Page) -> None:
        if self.latency_ms:  # else set_offline() would have no effect beside it
            slow(page, self.latency_ms)

    @contextmanager
    def breaks(self, page: Page) -> Iterator[bool]:
        """The network is gone inside; yields whether it is."""
        page.context.set_offline(self.cut)
        yield self.cut
        page.context.set_offline(False)


@pytest.fixture
def listed(page: Page, sign_in: Callable[[Page, Access], None], ann: Access) -> Page:
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    for title in reversed(STANDING):
        TaskFactory(access=ann, project=project.id, title=title, status="todo")
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    return page


@pytest.mark.parametrize("hand", [Pointer(), Keyboard()], ids=["pointer", "keyboard"])
@pytest.mark.parametrize(
    "line", [Line(0), Line(200), Line(2000), Line(0, cut=True)], ids=["0 ms", "200 ms", "2000 ms", "cut"]
)
def test_a_day(listed: Page, ann: Access, hand: Pointer | Keyboard, line: Line) -> None:
    page = listed
    line.slows(page)

    _add_ten_lines(page, hand, line)
    for title in STANDING[:5]:
        _complete(page, hand, line, title)
    for title in STANDING[5:]:
        _look_at(page, hand, title)
    _step_back(page, line, "Plank 5")
    _step_back(page, line, "Plank 4")

    hand.to_board(page)
    page.wait_for_url("**/board")
    line.slows(page)
    _move(page, hand, line, LINES[-1])
    _step_back(page, line, LINES[-1])

    _sign_out_elsewhere(page)
    _add_while_signed_out(page, hand, "Typed while signed out")

    everything = Task.objects.of(ann).filter(project__key="PT").values_list("title", flat=True)
    assert Counter(everything) == Counter([*STANDING, *LINES, "Typed while signed out"])
    done = Task.objects.of(ann).filter(project__key="PT", status="completed").values_list("title", flat=True)
    assert sorted(done) == STANDING[:3]
    assert not Task.objects.of(ann).filter(status="in_review").exists()


def _add_ten_lines(page: Page, hand: Pointer | Keyboard, line: Line) -> None:
    field = page.get_by_role("textbox", name="Title")
    hand.quick_add(page)
    expect(field).to_be_focused()
    _type(page, LINES[:4])
    with line.breaks(page):
        _type(page, LINES[4:8])
        if line.cut:
            expect(page.locator(".pending [data-failed]:not([hidden])").first).to_be_visible()
    if line.cut:
        _send_again(page, field)
    _type(page, LINES[8:])
    expect(field).to_be_focused()
    expect(page.locator(".pending")).to_have_count(0)
    for title in LINES:
        expect(_link(page, title)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-quick-add=todo]")).to_be_focused()


def _send_again(page: Page, field: Locator) -> None:
    """The line that came back into its field, and those that wait in their rows."""
    field.press("Enter")
    again = page.get_by_role("button", name="Try again")
    while again.count():
        again.first.press("Enter")
        expect(page.locator(".pending[aria-busy=true]")).to_have_count(0)
    field.focus()


def _complete(page: Page, hand: Pointer | Keyboard, line: Line, title: str) -> None:
    """Shown at once; the focus goes to a row beside it. On a line that is cut it comes back and is done again."""
    _is_refused_on_a_cut(page, line, lambda: hand.complete(page, title), _in(page, "todo", title), 1)
    hand.complete(page, title)
    expect(_in(page, "completed", title)).to_have_count(1)
    assert _focused_row(page) not in ("", title)
    expect(page.locator("[data-row][aria-busy=true]")).to_have_count(0)


def _look_at(page: Page, hand: Pointer | Keyboard, title: str) -> None:
    hand.open(page, title)
    expect(page.get_by_role("dialog", name=title)).to_be_visible()
    hand.leave(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(_link(page, title)).to_be_focused()


def _move(page: Page, hand: Pointer | Keyboard, line: Line, title: str) -> None:
    _is_refused_on_a_cut(page, line, lambda: hand.move(page, title), _in(page, "todo", title), 1)
    hand.move(page, title)
    expect(_in(page, "in_review", title)).to_have_count(1)
    expect(_row(page, title)).not_to_have_attribute("aria-busy", "true")


def _step_back(page: Page, line: Line, title: str) -> None:
    _is_refused_on_a_cut(page, line, lambda: page.keyboard.press("z"), _in(page, "todo", title), 0)
    page.keyboard.press("z")
    expect(_in(page, "todo", title)).to_have_count(1)
    expect(_link(page, title)).to_be_focused()


def _is_refused_on_a_cut(page: Page, line: Line, act: Callable[[], None], rows: Locator, count: int) -> None:
    """A line that is cut refuses what is done, says so, and the rows are as before."""
    with line.breaks(page) as cut:
        if cut:
            with page.expect_event("requestfailed"):  # a toast may still be there from before
                act()
            expect(page.locator(".toast--bad").first).to_be_visible()
            expect(rows).to_have_count(count)


def _sign_out_elsewhere(page: Page) -> None:
    other = page.context.new_page()
    other.goto("/accounts/logout")
    other.get_by_role("main").get_by_role("button", name="Sign out").click()
    other.wait_for_url(lambda address: "logout" not in address)
    other.close()


def _add_while_signed_out(page: Page, hand: Pointer | Keyboard, title: str) -> None:
    hand.quick_add(page)
    page.keyboard.type(f"{title}\n")
    dialog = page.get_by_role("dialog", name="You are signed out")
    expect(dialog.get_by_label("Password")).to_be_focused()
    page.keyboard.type(f"{PASSWORD}\n")
    expect(dialog).to_have_count(0)
    expect(_link(page, title)).to_have_count(1)
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()


def _type(page: Page, lines: list[str]) -> None:
    page.keyboard.type("".join(f"{line}\n" for line in lines), delay=KEY_MS)


def _row(page: Page, title: str) -> Locator:
    return page.locator("[data-row]", has=_link(page, title))


def _link(page: Page, title: str) -> Locator:
    return page.get_by_role("link", name=title, exact=True)


def _in(page: Page, status: str, title: str) -> Locator:
    return page.locator(f"[data-column={status}] [data-row]", has=_link(page, title))


def _focused_row(page: Page) -> str:
    """The title of the task whose row has the focus, or nothing."""
    return str(
        page.evaluate(
            "document.activeElement.closest('[data-row]')?.querySelector('[data-open-task]').textContent ?? ''"
        )
    )


def _tab_to(page: Page, target: Locator) -> None:
    for _ in range(200):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {target}.")
