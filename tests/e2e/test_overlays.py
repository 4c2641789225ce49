"""Every menu, popover and dialog, open, on a desk and on a phone, in both themes: axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.access import Access
from accounts.models import Session
from tasks.views.menus import MENUS
from tests.e2e.axe import violations_in_both_themes, whole
from tests.e2e.catalogue import PLACES
from tests.e2e.test_pages import wait_until_drawn
from tests.scene import ferry_company

# What opens something above the page, and where each kind is opened here.
OPENERS = ("popovertarget", "data-property", "data-card-menu", "data-dialog", "data-dialog-open", "data-open-task")
OPENED = {
    "dashboard": (
        '[popovertarget="workspaces"]',
        '[popovertarget="rail"]',
        '[data-dialog="new-task"]',
        '[data-dialog-open="keys"]',
    ),
    "list": (
        '[popovertarget="filters"]',
        '[popovertarget="sort"]',
        '[data-property="priority"]',
        '[data-property="status"]',
        '[data-property="due"]',
        '[data-open-task=""]',
    ),
    "board": ('[data-card-menu=""]',),
    "task": (
        *(f'[popovertarget="menu-{name}"]' for name in ("status", "priority", "due", "start", "estimate", "parent")),
        *(f'[data-property="{name}"]' for name in ("project", "assignees", "labels")),
        '[popovertarget="task-more"]',
        '[popovertarget^="comment-menu-"]',
    ),
}
SIZES = {"desk": (1440, 900), "phone": (360, 740)}
WIDE_ALONE = '[data-open-task=""]'  # the panel; on a phone it is a page
# Opens the menu as a row does, also a menu that only the menu of moves leads to.
FETCH = """name => {
  const opener = document.querySelector("[data-row] [data-open-task]");
  const url = `${opener.pathname}/menu/${name}`;
  document.dispatchEvent(new CustomEvent("menu:fetch", { detail: { url, opener } }));
}"""
OPEN = ":popover-open, dialog[open]"

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_menu_popover_and_dialog_is_looked_at() -> None:
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    client = Client()
    client.force_login(scene.owner.user)
    openers = _Openers()
    for place in PLACES.values():
        if place.signed_in:
            openers.feed(client.get(place.path(scene), follow=True).content.decode())

    assert openers.found == {opener for openers in OPENED.values() for opener in openers}
    assert openers.dialogs == {"new-task", "keys", "sign-in-again-title"}  # the last is opened below


@pytest.mark.parametrize("name", OPENED)
def test_what_opens_above_a_page_holds_in_both_themes(opened: Callable[[str], Page], name: str) -> None:
    page = opened(name)
    troubles = []
    for selector in OPENED[name]:
        sizes = []
        for size in SIZES:
            resize(page, size)
            openers = page.locator(f"{selector}:visible")
            if not openers.count() or (selector == WIDE_ALONE and size == "phone"):
                continue
            openers.first.click()
            troubles += [f"{selector}, {size}, {fault}" for fault in faults_of(page)]
            page.keyboard.press("Escape")
            expect(page.locator(OPEN)).to_have_count(0)
            sizes.append(size)
        assert sizes, selector

    assert not troubles, "\n".join(troubles)


def test_every_menu_of_a_task_holds_over_a_row(opened: Callable[[str], Page]) -> None:
    page = opened("list")
    troubles = []
    for name in MENUS:
        for size in SIZES:
            resize(page, size)
            page.evaluate(FETCH, name)
            troubles += [f"{name}, {size}, {fault}" for fault in faults_of(page)]
            page.keyboard.press("Escape")
            expect(page.locator(OPEN)).to_have_count(0)

    assert not troubles, "\n".join(troubles)


def test_the_dialog_for_signing_in_again_holds(opened: Callable[[str], Page]) -> None:
    page = opened("list")
    Session.objects.all().delete()
    page.locator("[data-open-task]").first.press("p")
    troubles = []
    for size in SIZES:
        resize(page, size)
        troubles += [f"{size}, {fault}" for fault in faults_of(page)]

    assert not troubles, "\n".join(troubles)


@pytest.fixture
def opened(new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None]) -> Callable[[str], Page]:
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    page = new_page(bypass_csp=True)  # for axe
    sign_in(page, scene.owner)

    def open_place(name: str) -> Page:
        page.goto(PLACES[name].path(scene))
        return page

    return open_place


def resize(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})


def faults_of(page: Page) -> list[str]:
    """What axe finds in both themes, once what was opened is there."""
    above = page.locator(OPEN)
    expect(above).to_be_visible()
    expect(above).not_to_have_attribute("aria-busy", "true")
    wait_until_drawn(page)
    whole(page)
    return violations_in_both_themes(page)


class _Openers(HTMLParser):
    """The kinds of openers in pages, as the selectors of `OPENED`, and what names the dialogs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.dialogs: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "dialog":
            self.dialogs.add(str(dict(attrs).get("id") or dict(attrs)["aria-labelledby"]))
        for name, value in attrs:
            if name in OPENERS:
                kind, one, _ = (value or "").partition("comment-menu-")
                self.found.add(f'[{name}^="{one}"]' if one else f'[{name}="{kind}"]')
