"""Menus of a few choices, the same for every task, open over rows and cards without the server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tests.e2e.interception import intercept
from tests.e2e.test_menus import held
from tests.factories import ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

MENU = "**/menu/*"
SIGNS = re.compile(r"/signs[.\w]*\.js")


@pytest.fixture
def opened(page: Page, sign_in: Callable[[Page, Access], None], ann: Access) -> Callable[[str], Page]:
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    for title in ("Alpha", "Beta"):
        TaskFactory(access=ann, project=project.id, title=title, status="todo")
    sign_in(page, ann)

    def open(kind: str) -> Page:
        page.goto(f"/w/{ann.workspace.slug}/projects/PT/{kind}")
        return page

    return open


@pytest.mark.parametrize("kind", ["list", "board"])
def test_the_keys_after_s_and_p_choose_without_the_server(opened: Callable[[str], Page], kind: str) -> None:
    page = opened(kind)
    intercept(page, MENU, lambda route: route.abort())
    page.get_by_role("link", name="Alpha", exact=True).focus()
    for key in ("p", "ArrowDown", "Enter", "s", "i", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    row = page.locator("[data-row][data-task=PT-1]")
    expect(row.locator(".priority--low")).to_have_count(1)
    expect(row).to_have_attribute("data-status", "in_review")
    expect(page.locator("[data-row][aria-busy=true]")).to_have_count(0)
    page.reload()
    expect(row.locator(".priority--low")).to_have_count(1)
    expect(row).to_have_attribute("data-status", "in_review")


@pytest.mark.parametrize("kind", ["list", "board"])
def test_the_current_choice_is_marked_and_has_the_focus(opened: Callable[[str], Page], kind: str) -> None:
    page = opened(kind)
    link = page.get_by_role("link", name="Alpha", exact=True)
    link.press("p")
    menu = page.get_by_role("menu", name="Priority of PT-1")
    expect(menu.get_by_role("menuitemradio", name="No priority")).to_be_focused()
    menu.get_by_role("menuitemradio", name="High").click()
    link.press("p")
    expect(menu.get_by_role("menuitemradio", checked=True)).to_have_text("High")
    expect(menu.get_by_role("menuitemradio", name="High")).to_be_focused()
    page.keyboard.press("Escape")
    link.press("s")
    expect(page.get_by_role("menuitemradio", checked=True)).to_have_text("To do")


@pytest.mark.parametrize("name", ["status", "priority"])
def test_it_offers_what_the_menu_of_the_server_offers(
    opened: Callable[[str], Page], ann: Access, plain_page: Page, sign_in: Callable[[Page, Access], None], name: str
) -> None:
    page = opened("list")
    page.get_by_role("link", name="Alpha", exact=True).press(name[0])
    sign_in(plain_page, ann)
    plain_page.goto(f"/w/{ann.workspace.slug}/tasks/PT-1/menu/{name}")
    said = "(items) => items.map((one) => [one.name, one.value, one.ariaChecked, one.textContent.trim()])"
    drawn = page.locator("#task-menu").get_by_role("menuitemradio").evaluate_all(said)
    assert drawn == plain_page.get_by_role("menuitemradio").evaluate_all(said)


def test_the_first_choice_shows_as_soon_as_the_page_knows_how_it_looks(
    page: Page, opened: Callable[[str], Page]
) -> None:
    waiting: list[Route] = []
    page.route(SIGNS, lambda route: waiting.append(route))
    opened("list")
    row = page.locator("[data-row][data-task=PT-1]")
    with held(page, "**/edit") as let_go:
        page.get_by_role("link", name="Alpha", exact=True).press("p")
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        expect(row).to_have_attribute("aria-busy", "true")
        while not waiting:
            page.wait_for_timeout(10)
        waiting[0].continue_()
        expect(row.locator(".priority--urgent")).to_have_count(1)
        let_go()
    expect(page.locator("[data-row][aria-busy=true]")).to_have_count(0)
