"""The reader of the API's schema, under our content policy and from our own files."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_the_api_is_read_in_the_browser(page: Page) -> None:
    page.goto("/api/docs")
    expect(page.get_by_role("heading", name="PrimeTrade API")).to_be_visible()
    page.get_by_role("button", name="Create a task").first.click()
    expect(page.get_by_text("Idempotency-Key").first).to_be_visible()
