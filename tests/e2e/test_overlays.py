"""Every menu, popover and dialog, open, in both themes: axe finds nothing, and what opened it says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.access import Access
from tests.e2e.catalogue import PLACES
from tests.e2e.test_pages import THEMES, found_by_axe, wait_until_drawn
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
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}

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


@pytest.mark.parametrize("name", OPENED)
def test_what_opens_above_a_page_holds_in_both_themes(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None], name: str
) -> None:
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    page = new_page(bypass_csp=True)  # as in test_pages.py
    sign_in(page, scene.owner)
    page.goto(PLACES[name].path(scene))
    troubles = []
    for selector in OPENED[name]:
        page.set_viewport_size(DESK)
        openers = page.locator(f"{selector}:visible")
        if not openers.count():
            page.set_viewport_size(PHONE)
        openers.first.click()
        opened = page.locator(":popover-open, dialog[open]")
        expect(opened).to_be_visible()
        expect(opened).not_to_have_attribute("aria-busy", "true")
        wait_until_drawn(page)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            troubles += [f"{selector}, {theme}: {fault}" for fault in found_by_axe(page)]
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)

    assert not troubles, "\n".join(troubles)


class _Openers(HTMLParser):
    """The kinds of openers in pages, as the selectors of `OPENED`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in OPENERS:
                kind, one, _ = (value or "").partition("comment-menu-")
                self.found.add(f'[{name}^="{one}"]' if one else f'[{name}="{kind}"]')
