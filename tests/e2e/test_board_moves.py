"""A card that is moved again before the server has answered its last move."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tests.e2e.interception import intercept
from tests.e2e.test_board import card, open_board, saved, shown, tasks
from tests.e2e.test_menus import held

__all__ = ["open_board", "tasks"]

pytestmark = pytest.mark.django_db(transaction=True)

PLACE = "**/place"


@pytest.fixture
def board(page: Page, open_board: Callable[[Page], None]) -> Page:
    open_board(page)
    card(page, 2).locator("[data-open-task]").focus()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_card_is_picked_up_again_before_its_move_is_answered(board: Page, ann: Access) -> None:
    with held(board, PLACE) as let_go:
        press(board, "Space", "ArrowRight", "Space", "Space")
        with board.expect_response(PLACE):
            let_go()
    expect(card(board, 2)).not_to_have_attribute("aria-busy", "true")
    expect(card(board, 2).locator("[data-open-task]")).to_be_focused()
    press(board, "ArrowRight", "Space")
    expect(board.locator("#announcements")).to_have_text("PT-2 is 1 of 1 in In review")
    assert shown(board, "in_review") == saved(ann, "in_review") == ["PT-2"]
    assert shown(board, "in_progress") == saved(ann, "in_progress") == ["PT-4", "PT-5"]


def test_moves_follow_one_another_and_the_last_one_counts(board: Page, ann: Access) -> None:
    with held(board, PLACE) as let_go:
        press(board, "Space", "ArrowRight", "Space")
        press(board, "Space", "ArrowRight", "Space")
        press(board, "Space", "ArrowRight", "Space")
        let_go()
    expect(card(board, 2)).not_to_have_attribute("aria-busy", "true")
    assert shown(board, "completed") == saved(ann, "completed") == ["PT-2"]
    for status, count in {"todo": "2", "in_progress": "2", "in_review": "0", "completed": "1"}.items():
        expect(board.locator(f"[data-group={status}] [data-count]")).to_have_attribute("data-count", count)


def test_a_refused_move_leaves_a_card_in_the_hand_that_picked_it_up_again(board: Page, ann: Access) -> None:
    waiting: list[Route] = []
    intercept(board, PLACE, lambda route: waiting.append(route), times=1)
    with board.expect_request(PLACE):
        press(board, "Space", "ArrowRight", "Space", "Space")
    waiting[0].abort()
    expect(board.locator(".toast--bad")).to_contain_text("PT-2 couldn’t be moved")
    assert shown(board, "todo") == ["PT-1", "PT-2", "PT-3"]
    press(board, "ArrowDown", "Space")
    expect(board.locator("#announcements")).to_have_text("PT-2 is 3 of 3 in To do")
    assert shown(board, "todo") == saved(ann, "todo") == ["PT-1", "PT-3", "PT-2"]
    expect(board.locator("[data-group=todo] [data-count]")).to_have_attribute("data-count", "3")
