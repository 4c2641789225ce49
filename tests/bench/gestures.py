"""From the key to the pixel: what a person does, and when the page first shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

# Resolves to milliseconds from the event (when the browser got it) to the end of the frame that shows the change.
TIMED = """([type, shown]) => {
  const seen = new Function(`return ${shown}`);
  window.timed = new Promise((resolve) => {
    addEventListener(type, ({ timeStamp }) => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => resolve(performance.now() - timeStamp);
      const look = () => (seen() ? painted.port2.postMessage("") : requestAnimationFrame(look));
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  });
}"""


@dataclass(frozen=True, slots=True)
class Gesture:
    """`prepare` leads up to the last input, `act` is that input, an event of type `event`; `shown` is JavaScript, true
    when the page shows what it did.
    """

    name: str
    path: str
    prepare: Callable[[Page], None]
    act: Callable[[Page], None]
    event: str
    shown: str


def key_to_pixel(page: Page, gesture: Gesture) -> float:
    """Milliseconds from the input to the first frame that shows it."""
    gesture.prepare(page)
    page.evaluate(TIMED, [gesture.event, gesture.shown])
    gesture.act(page)
    return float(page.evaluate("window.timed"))


def _quick_add(page: Page) -> None:
    page.locator("[data-quick-add]").first.click()
    page.get_by_role("textbox", name="Title").fill("Paint the gangway at night")


def _menu(key: str, choice: str) -> Callable[[Page], None]:
    def prepare(page: Page) -> None:
        row = page.locator(
            '[data-row]:not([data-status="completed"], :has([data-property="priority"][data-value="4"]))'
        ).first
        row.evaluate("(row) => (window.row = row.dataset.task)")
        row.locator("[data-open-task]").focus()
        page.keyboard.press(key)
        page.locator("[data-menu] [role^=menuitem]", has_text=choice).first.focus()

    return prepare


def _lift(page: Page) -> None:
    card = page.locator('[data-column="todo"] [data-row]').first
    card.evaluate("(card) => (window.row = card.dataset.task)")
    card.locator("[data-open-task]").focus()
    page.keyboard.press("Space")


def _press(key: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(key)


def _nothing(page: Page) -> None:
    page.locator("#main").focus()


LIST, BOARD = "/projects/PT/list", "/projects/PT/board"
ROW = 'document.querySelector(`[data-row][data-task="${window.row}"]`)'
OPENED = 'document.querySelector("dialog[open]")?.checkVisibility()'
GESTURES = (
    Gesture(
        "Quick add", LIST, _quick_add, _press("Enter"), "keydown",
        '[...document.querySelectorAll("[data-row]")].some((row) => row.textContent.includes("gangway at night"))',
    ),
    Gesture(
        "Completing", LIST, _menu("s", "Completed"), _press("Enter"), "keydown",
        f'{ROW}?.dataset.status === "completed"',
    ),
    Gesture(
        "A property (priority)", LIST, _menu("p", "Urgent"), _press("Enter"), "keydown",
        f'{ROW}?.querySelector("[data-property=priority]").dataset.value === "4"',
    ),
    Gesture(
        "Opening a panel", LIST, _nothing, lambda page: page.locator("[data-open-task]").nth(1).click(), "click",
        OPENED,
    ),
    Gesture("Opening the add dialog", LIST, _nothing, _press("c"), "keydown", OPENED),
    Gesture(
        "Moving a card", BOARD, _lift, _press("ArrowRight"), "keydown",
        f'{ROW}?.closest("[data-column]").dataset.column === "in_progress"',
    ),
)  # fmt: skip
