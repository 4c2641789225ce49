"""A page that Back shows again is up to date, with its scroll, its focus and what was typed in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.commands import edit_task
from tasks.models import Task
from tests.factories import ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Access], None]

# As the browser does for a page from its back/forward cache, which the browser of the tests has not.
FROM_CACHE = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
MARK = """
  document.addEventListener('refresh:done', () => (document.body.dataset.asked = ''));
  document.addEventListener('DOMContentLoaded', () => (document.getElementById('main').dataset.same = ''));
"""


@pytest.fixture
def tasks(ann: Access) -> list[Task]:
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    return [TaskFactory(access=ann, project=project.id, title=f"Plank {number}") for number in range(1, 25)]


@pytest.fixture
def listed(new_page: Callable[..., Page], sign_in: SignIn, ann: Access, tasks: list[Task]) -> Page:
    page = new_page(viewport={"width": 800, "height": 600})
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    return page


def test_back_shows_what_changed_meanwhile_where_the_page_was_scrolled_to(
    listed: Page, ann: Access, tasks: list[Task]
) -> None:
    listed.evaluate("scrollTo(0, 300)")
    far = listed.evaluate("scrollY")
    listed.goto(f"/w/{ann.workspace.slug}/tasks/PT-2")
    edit_task(ann, task=tasks[2].id, title="Changed meanwhile")
    listed.go_back()
    expect(listed.get_by_role("link", name="Changed meanwhile")).to_have_count(1)
    assert far > 100
    assert abs(listed.evaluate("scrollY") - far) <= 1


def test_a_page_from_the_cache_of_the_browser_is_asked_for_again_and_keeps_scroll_and_focus(
    listed: Page, ann: Access, tasks: list[Task]
) -> None:
    row = listed.locator("#row-PT-20 [data-open-task]")
    row.focus()
    far = listed.evaluate("scrollY")
    edit_task(ann, task=tasks[2].id, title="Changed meanwhile")
    listed.evaluate(FROM_CACHE)
    expect(listed.get_by_role("link", name="Changed meanwhile")).to_have_count(1)
    expect(row).to_be_focused()
    assert abs(listed.evaluate("scrollY") - far) <= 1


def test_back_to_what_is_the_same_moves_nothing(listed: Page, ann: Access) -> None:
    listed.goto(f"/w/{ann.workspace.slug}/tasks/PT-2")
    listed.add_init_script(MARK)
    listed.go_back()
    expect(listed.locator("body[data-asked]")).to_have_count(1)
    expect(listed.locator("#main[data-same]")).to_have_count(1)


def test_what_was_typed_and_not_sent_stays(listed: Page, ann: Access, tasks: list[Task]) -> None:
    listed.locator("[data-quick-add=todo]").click()
    listed.keyboard.type("Not sent")
    edit_task(ann, task=tasks[2].id, title="Changed meanwhile")
    listed.evaluate(MARK)
    listed.evaluate(FROM_CACHE)
    expect(listed.locator("body[data-asked]")).to_have_count(1)
    expect(listed.locator(".quick-add textarea")).to_have_value("Not sent")


def test_back_does_not_tell_again_what_a_page_told(listed: Page, ann: Access) -> None:
    listed.goto(f"/w/{ann.workspace.slug}/settings")
    listed.locator("#main input[name=name]").first.fill("Harbour")
    listed.get_by_role("button", name="Save").first.click()
    expect(listed.locator("[data-toast]")).to_have_count(1)
    listed.goto(f"/w/{ann.workspace.slug}/tasks/PT-2")
    listed.go_back()
    expect(listed.locator("#main input[name=name]").first).to_have_value("Harbour")
    expect(listed.locator("[data-toast]")).to_have_count(0)
