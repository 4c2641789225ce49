"""The reader of the API's schema, under our content policy and from our own files."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.models import Task
from tests.e2e.axe import THEMES
from tests.factories import PersonFactory


def test_the_api_is_read_in_the_browser(page: Page) -> None:
    page.goto("/api/docs")
    expect(page.get_by_role("heading", name="PrimeTrade API")).to_be_visible()
    page.get_by_role("button", name="Create a task").first.click()
    expect(page.get_by_text("Idempotency-Key").first).to_be_visible()

    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in THEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_task_is_created_by_trying_it_out_as_it_stands(page: Page, sign_in: Callable[[Page, Access], None]) -> None:
    ann = PersonFactory()
    sign_in(page, ann)
    page.goto("/api/docs")
    page.get_by_role("button", name="Create a task").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("201")
    assert Task.objects.of(ann).filter(title="Write to the harbour", priority=3).exists()
