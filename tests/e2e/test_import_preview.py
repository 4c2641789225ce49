"""The preview of an import in the browser: counts follow each choice, and one press sets all lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tests.e2e.interception import intercept
from tests.factories import PersonFactory
from tests.tasks.imports.boards import everything
from tests.tasks.imports.runs import started

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def preview(page: Page, sign_in: Callable[[Page, Access], None]) -> Page:
    ann = PersonFactory(name="Ann")
    run = started(ann, everything())
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/imports/{run.id}")
    return page


def test_counts_and_lost_names_follow_each_choice(preview: Page) -> None:
    expect(preview.locator("#tally")).to_contain_text("5")
    preview.locator("#list-1").select_option("todo")
    expect(preview.locator("#names-go")).to_contain_text("The name of 1 list will be lost")
    preview.locator("#list-1").select_option("leave_out")
    expect(preview.locator("#names-go")).to_be_empty()
    expect(preview.locator("#import-now")).not_to_have_text("Import 13 tasks")


def test_a_press_sets_all_lists_though_an_answer_is_still_on_its_way(preview: Page) -> None:
    held: list[Route] = []
    intercept(preview, "**/imports/*", lambda route: held.append(route) if not held else route.continue_())
    preview.locator("#list-1").select_option("cancelled")
    preview.locator("#all").select_option("completed")
    preview.locator("#set-all").press("Enter")
    preview.locator("#list-2").select_option("todo")
    held[0].continue_()

    expect(preview.locator("#list-1")).to_have_value("completed")
    expect(preview.locator("#list-3")).to_have_value("completed")
    expect(preview.locator("#told")).to_contain_text("The names of 2 lists will be lost")
    expect(preview.locator("#set-all")).to_be_visible()
