"""Cards move on the board by pointer, by touch, by keys, by their menu, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.commands import edit_task
from tasks.models import Task
from tests.factories import ProjectFactory, TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tasks(ann: Access) -> list[Task]:
    """PT-1 to PT-3 to do, PT-4 and PT-5 in progress."""
    project = ProjectFactory(access=ann, name="Passenger tickets", key="PT")
    statuses = ("todo", "todo", "todo", "in_progress", "in_progress")
    return [TaskFactory(access=ann, project=project.id, status=status) for status in statuses]


@pytest.fixture
def open_board(sign_in: SignIn, ann: Access, tasks: list[Task]) -> Callable[[Page], None]:
    def open_in(page: Page) -> None:
        sign_in(page, ann)
        page.goto(board(ann))

    return open_in


def board(ann: Access) -> str:
    return f"/w/{ann.workspace.slug}/projects/PT/board"


def card(page: Page, number: int) -> Any:
    return page.locator(f"#card-PT-{number}")


def count(page: Page, status: str) -> Any:
    """The number that is seen, and what is heard."""
    return page.locator(f"[data-group={status}] [data-count] > span")


def shown(page: Page, status: str) -> list[str]:
    cards = page.locator(f"[data-column={status}] > [data-row]")
    return [str(name) for name in cards.evaluate_all("cards => cards.map((card) => card.dataset.task)")]


def saved(ann: Access, status: str) -> list[str]:
    rows = Task.objects.of(ann).filter(project__key="PT", status=status).order_by("position", "id")
    return [f"PT-{number}" for number in rows.values_list("number", flat=True)]


def middle(box: dict[str, float]) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, number: int, onto: int, *, drop: bool = True) -> None:
    """Onto the upper half of another card: before it."""
    x, y = middle(card(page, number).bounding_box())
    target = card(page, onto).bounding_box()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 10, steps=2)
    page.mouse.move(target["x"] + target["width"] / 2, target["y"] + 6, steps=6)
    expect(page.locator(".drop-line")).to_have_count(1)
    if drop:
        page.mouse.up()


def test_a_card_is_dragged_to_the_line_in_another_column(
    page: Page, open_board: Callable[[Page], None], ann: Access
) -> None:
    open_board(page)

    with page.expect_response("**/tasks/PT-2/place"):
        drag(page, 2, onto=5)

    expect(page.locator("[data-group=in_progress] [data-count]")).to_have_attribute("data-count", "3")
    assert shown(page, "in_progress") == saved(ann, "in_progress") == ["PT-4", "PT-2", "PT-5"]
    assert shown(page, "todo") == saved(ann, "todo") == ["PT-1", "PT-3"]
    expect(page).to_have_url(re.compile(r"/board$"))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-column=todo] #card-PT-2")).to_be_visible()
    assert saved(ann, "todo") == ["PT-1", "PT-2", "PT-3"]


def test_escape_gives_a_drag_up(page: Page, open_board: Callable[[Page], None], ann: Access) -> None:
    open_board(page)

    drag(page, 2, onto=5, drop=False)
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(page.locator(".drop-line")).to_have_count(0)
    assert shown(page, "todo") == ["PT-1", "PT-2", "PT-3"]


def test_a_refused_move_comes_back_and_says_why(
    page: Page, open_board: Callable[[Page], None], ann: Access, tasks: list[Task]
) -> None:
    open_board(page)
    edit_task(ann, task=tasks[3].id, status="cancelled")  # somebody else moves the neighbour

    drag(page, 2, onto=5)

    expect(page.locator(".toast--bad")).to_contain_text("no longer in this column")
    expect(card(page, 2)).not_to_have_attribute("aria-busy", "true")
    assert shown(page, "todo") == ["PT-1", "PT-2", "PT-3"]
    expect(page.locator("[data-group=todo] [data-count]")).to_have_attribute("data-count", "3")


def test_a_finger_that_rests_drags_a_card(
    new_page: Callable[..., Page], open_board: Callable[[Page], None], ann: Access
) -> None:
    page = new_page(has_touch=True, viewport={"width": 900, "height": 800})
    open_board(page)
    touch = page.context.new_cdp_session(page)
    x, y = middle(card(page, 1).bounding_box())
    to_x, to_y = middle(card(page, 4).bounding_box())

    def send(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    send("touchStart", (x, y))
    expect(page.locator(".card--moving")).to_have_count(1)
    send("touchMove", ((x + to_x) / 2, (y + to_y) / 2))
    send("touchMove", (to_x, to_y + 30))
    expect(page.locator("[data-column=in_progress] .drop-line")).to_have_count(1)
    with page.expect_response("**/tasks/PT-1/place"):
        send("touchEnd")

    assert shown(page, "in_progress") == saved(ann, "in_progress") == ["PT-4", "PT-1", "PT-5"]


def test_on_a_phone_a_card_is_carried_over_the_edge_to_a_column_that_was_out_of_sight(
    new_page: Callable[..., Page], open_board: Callable[[Page], None], ann: Access
) -> None:
    page = new_page(has_touch=True, viewport={"width": 360, "height": 740})
    open_board(page)
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    x, y = middle(card(page, 1).bounding_box())
    send("touchStart", (x, y))
    expect(page.locator(".card--moving")).to_have_count(1)
    send("touchMove", (x + 40, y))
    send("touchMove", (352, y))
    expect(page.locator("[data-group=cancelled]")).to_be_in_viewport(ratio=0.9)
    send("touchMove", (180, y))
    expect(page.locator("[data-column=cancelled] .drop-line")).to_have_count(1)
    with page.expect_response("**/tasks/PT-1/place"):
        send("touchEnd")

    assert shown(page, "cancelled") == saved(ann, "cancelled") == ["PT-1"]


def test_the_line_where_a_card_will_land_is_behind_the_card_and_its_ends_are_beside_it(
    page: Page, open_board: Callable[[Page], None]
) -> None:
    open_board(page)
    drag(page, 1, onto=3, drop=False)
    page.evaluate("""() => {
      const ghost = document.querySelector(".card--moving");
      ghost.inert = false;
      ghost.style.pointerEvents = "auto"; // so that it is found where it is
    }""")

    line, ghost = page.locator(".drop-line").bounding_box(), page.locator(".card--moving").bounding_box()
    assert line["x"] + 3 < ghost["x"] or line["x"] + line["width"] - 3 > ghost["x"] + ghost["width"]
    assert ghost["y"] < line["y"] < ghost["y"] + ghost["height"]
    at = [line["x"] + line["width"] / 2, line["y"] + 1]
    assert page.evaluate("([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.card--moving'))", at)


def test_keys_pick_a_card_up_carry_it_and_put_it_down(
    page: Page, open_board: Callable[[Page], None], ann: Access
) -> None:
    open_board(page)
    said = page.locator("#announcements")
    card(page, 1).locator("[data-open-task]").focus()

    page.keyboard.press("Space")
    expect(said).to_contain_text("Picked up PT-1, 1 of 3 in To do")
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("1 of 3 in In progress")
    page.keyboard.press("ArrowDown")
    expect(said).to_have_text("2 of 3 in In progress")
    page.keyboard.press("Space")
    expect(said).to_have_text("PT-1 is 2 of 3 in In progress")

    expect(card(page, 1).locator("[data-open-task]")).to_be_focused()
    assert shown(page, "in_progress") == saved(ann, "in_progress") == ["PT-4", "PT-1", "PT-5"]


def test_escape_puts_a_carried_card_back(page: Page, open_board: Callable[[Page], None], ann: Access) -> None:
    open_board(page)
    card(page, 1).locator("[data-open-task]").focus()

    for key in ("Space", "ArrowRight", "ArrowDown", "Escape"):
        page.keyboard.press(key)

    expect(page.locator("#announcements")).to_contain_text("back where it was")
    assert shown(page, "todo") == saved(ann, "todo") == ["PT-1", "PT-2", "PT-3"]


def test_the_menu_of_a_card_moves_it(page: Page, open_board: Callable[[Page], None], ann: Access) -> None:
    open_board(page)

    card(page, 3).hover()
    card(page, 3).locator("[data-card-menu]").click()
    with page.expect_response("**/PT-3/*"):
        page.get_by_role("menuitem", name="To the top").click()
    expect(page.locator("#announcements")).to_have_text("PT-3 is 1 of 3 in To do")
    assert shown(page, "todo") == saved(ann, "todo") == ["PT-3", "PT-1", "PT-2"]

    card(page, 3).locator("[data-card-menu]").click()
    with page.expect_response("**/PT-3/*"):
        page.get_by_role("menuitem", name="Completed").click()
    expect(page.locator("[data-column=completed] #card-PT-3")).to_be_visible()
    assert saved(ann, "completed") == ["PT-3"]


def test_without_scripts_the_menu_is_a_page_that_moves_the_card(
    plain_page: Page, open_board: Callable[[Page], None], ann: Access
) -> None:
    open_board(plain_page)

    card(plain_page, 2).hover()
    card(plain_page, 2).locator("[data-card-menu]").click()
    plain_page.get_by_role("menuitem", name="In review").click()

    expect(plain_page).to_have_url(re.compile(r"/board$"))
    expect(plain_page.locator("[data-column=in_review] #card-PT-2")).to_be_visible()
    plain_page.get_by_role("button", name="Undo").click()
    expect(plain_page.locator("[data-column=todo] #card-PT-2")).to_be_visible()


def test_one_line_adds_several_cards(page: Page, open_board: Callable[[Page], None], ann: Access) -> None:
    open_board(page)

    page.get_by_label("Add a task: in review").click()
    for title in ("First", "Second"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(page.locator("[data-column=in_review]")).to_contain_text(title)

    expect(page.locator("[data-group=in_review] [data-count]")).to_have_attribute("data-count", "2")
    expect(page.locator(".pending")).to_have_count(0)
    assert saved(ann, "in_review") == ["PT-7", "PT-6"]


def test_undo_by_its_key_leaves_the_focus_where_it_was_and_draws_the_board_anew(
    page: Page, open_board: Callable[[Page], None], ann: Access
) -> None:
    open_board(page)
    link = card(page, 1).locator("[data-open-task]")
    link.focus()
    page.evaluate("window.kept = true")
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-column=in_progress] #card-PT-1")).to_be_visible()
    expect(page.locator("[data-toast]")).to_contain_text("Moved PT-1")

    page.keyboard.press("z")

    expect(page.locator("[data-column=todo] #card-PT-1")).to_be_visible()
    expect(link).to_be_focused()
    expect(page.locator("[data-group=todo] [data-count]")).to_have_attribute("data-count", "3")
    expect(page.locator("[data-toast]:not([hidden])")).to_contain_text("Took back")
    assert page.evaluate("window.kept")
    assert saved(ann, "todo") == ["PT-1", "PT-2", "PT-3"]


def test_the_count_of_a_column_says_task_or_tasks_as_cards_move(page: Page, open_board: Callable[[Page], None]) -> None:
    open_board(page)
    card(page, 4).locator("[data-open-task]").focus()

    for key in ("Space", "ArrowLeft", "Space"):
        page.keyboard.press(key)

    expect(count(page, "in_progress")).to_have_text(["1", "1 task"])
    expect(count(page, "todo")).to_have_text(["4", "4 tasks"])


def test_the_key_of_a_number_sign_moves_a_card_to_the_trash_and_its_key_of_undo_brings_it_back(
    page: Page, open_board: Callable[[Page], None], ann: Access
) -> None:
    open_board(page)
    card(page, 1).locator("[data-open-task]").focus()

    page.keyboard.press("#")
    expect(card(page, 1)).to_have_count(0)
    expect(card(page, 2).locator("[data-open-task]")).to_be_focused()
    expect(count(page, "todo")).to_have_text(["2", "2 tasks"])
    page.keyboard.press("z")

    expect(card(page, 1)).to_be_visible()
    expect(card(page, 1).locator("[data-open-task]")).to_be_focused()
    assert saved(ann, "todo") == ["PT-1", "PT-2", "PT-3"]
