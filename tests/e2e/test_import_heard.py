"""An import as one hears it: what a choice changes, how it ends, where an error stands."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from primetrade.jobs import run_due
from tasks.imports.models import Import
from tests.tasks.imports.boards import everything
from tests.tasks.imports.runs import confirm, started

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(ann: Access) -> Import:
    return started(ann, everything())


@pytest.fixture
def opened(page: Page, sign_in: Callable[[Page, Access], None], ann: Access, run: Import) -> Callable[[], Page]:
    sign_in(page, ann)

    def open() -> Page:
        page.goto(f"/w/{ann.workspace.slug}/imports/{run.id}")
        return page

    return open


def test_what_a_choice_changes_is_said(opened: Callable[[], Page]) -> None:
    page = opened()
    page.locator("#list-1").select_option("leave_out")
    expect(page.locator("#announcements")).to_have_text(re.compile(r"^Import \d+ tasks"))
    page.locator("#list-1").select_option("todo")
    expect(page.locator("#announcements")).to_contain_text("The name of 1 list will be lost")


def test_the_end_is_said_titled_and_keeps_the_focus(opened: Callable[[], Page], ann: Access, run: Import) -> None:
    confirm(ann, run=run.id)
    page = opened()
    running = page.title()
    page.locator("#import-stop").focus()
    run_due()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("is here")
    expect(heading).to_be_focused()
    expect(page.locator("#announcements")).to_have_text(str(heading.text_content()))
    expect(page).not_to_have_title(running)
    expect(page).to_have_title(re.compile(r": import · .* · PrimeTrade$"))


def test_a_name_that_is_refused_takes_the_focus(opened: Callable[[], Page]) -> None:
    page = opened()
    name = page.get_by_label("Name of the new project")
    name.fill("")
    name.press("Enter")
    expect(name).to_have_accessible_description(re.compile(r"\w"))
    expect(name).to_be_focused()
