"""A page that Back shows again is up to date, with its scroll, its focus and what was typed in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.access import Access
from accounts.models import Session
from tasks.commands import edit_project, edit_task
from tasks.models import Task
from tests.e2e.conftest import ARGUMENTS, TIMEOUT_MS
from tests.e2e.test_whole_page_forms import sign_in_by_form
from tests.factories import MemberFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Access], None]

# As a browser does for a page from its back/forward cache. Chromium has one only as a whole: the tests called "the
# browser's own copy" go by it where it is installed, else by the event.
WHOLE_CHROMIUM = Path(os.environ.get("WHOLE_CHROMIUM", "/usr/bin/chromium"))
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
def kept(
    browser: Browser, new_page: Callable[..., Page], live_server: Any, sign_in: SignIn, ann: Access, tasks: list[Task]
) -> Iterator[Page]:
    """A page of a browser that keeps what it has left."""
    if not WHOLE_CHROMIUM.exists():
        page = new_page(viewport={"width": 800, "height": 600})
        sign_in(page, ann)
        yield page
        return
    keeping = browser.browser_type.launch(
        executable_path=WHOLE_CHROMIUM,
        args=[*ARGUMENTS, "--headless=new"],
        ignore_default_args=["--headless", "--disable-back-forward-cache"],
    )
    page = keeping.new_context(base_url=live_server.url, viewport={"width": 800, "height": 600}).new_page()
    page.set_default_timeout(TIMEOUT_MS)
    sign_in(page, ann)
    yield page
    keeping.close()


def leave_and_come_back(page: Page, meanwhile: Callable[[], Any] = lambda: None) -> None:
    if not WHOLE_CHROMIUM.exists():
        meanwhile()
        page.evaluate(FROM_CACHE)
        return
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("addEventListener('pageshow', ({ persisted }) => persisted && sessionStorage.setItem('kept', 'yes'))")
    page.goto("/")
    meanwhile()
    page.go_back(wait_until="commit")
    page.wait_for_function("sessionStorage.getItem('kept') === 'yes'")


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


def test_what_was_typed_and_not_sent_stays_and_the_page_says_that_it_is_out_of_date(
    listed: Page, ann: Access, tasks: list[Task]
) -> None:
    listed.locator("[data-quick-add=todo]").click()
    listed.keyboard.type("Not sent")
    edit_task(ann, task=tasks[2].id, title="Changed meanwhile")
    listed.evaluate(FROM_CACHE)
    expect(listed.locator(".toast--bad")).to_contain_text("This page has changed since you left it.")
    expect(listed.locator(".quick-add textarea")).to_have_value("Not sent")
    listed.locator(".toast--bad").get_by_role("link", name="Reload").click()
    expect(listed.get_by_role("link", name="Changed meanwhile")).to_have_count(1)


@pytest.mark.parametrize("view", ["list", "board"])
@pytest.mark.parametrize("changes", [True, False], ids=["changed", "the same"])
def test_rows_that_more_brought_are_there_again(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, tasks: list[Task], view: str, changes: bool
) -> None:
    for number in range(25, 90):
        TaskFactory(access=ann, project=tasks[0].project_id, title=f"Plank {number}")
    page = new_page(viewport={"width": 800, "height": 600})
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/{view}")
    rows = page.locator("[data-row]")
    first = rows.count()
    page.locator("[data-more] a").first.scroll_into_view_if_needed()
    expect(rows).not_to_have_count(first)
    expect(page.locator(".htmx-request")).to_have_count(0)
    more, far = rows.count(), page.evaluate("scrollY")
    page.goto(f"/w/{ann.workspace.slug}/tasks/PT-2")
    if changes:
        edit_task(ann, task=tasks[2].id, title="Changed meanwhile")
    page.go_back()
    expect(rows.nth(more - 1)).to_be_attached()
    expect(page.get_by_role("link", name="Changed meanwhile")).to_have_count(1 if changes else 0)
    page.wait_for_function("(far) => Math.abs(scrollY - far) <= 1", arg=far)


def test_the_head_and_the_title_are_drawn_anew_too(listed: Page, ann: Access, tasks: list[Task]) -> None:
    edit_project(ann, project=tasks[0].project_id, name="Jetty")
    listed.evaluate(FROM_CACHE)
    expect(listed.locator("#head")).to_contain_text("Jetty")
    expect(listed).to_have_title(re.compile("Jetty"))


def test_what_somebody_else_typed_in_this_tab_before_does_not_come_back(listed: Page, ann: Access) -> None:
    bob = MemberFactory(of=ann, name="Bob")
    task = f"/w/{ann.workspace.slug}/tasks/PT-2"
    listed.on("dialog", lambda dialog: dialog.accept())
    listed.goto(task)
    comment = listed.locator("#comment-field")
    comment.fill("Typed by Ann")
    listed.goto("/settings/profile")
    listed.go_back()
    expect(comment).to_have_value("Typed by Ann")  # the browser keeps it for her
    listed.goto("/settings/profile")
    Session.objects.all().delete()
    sign_in_by_form(listed, bob)
    while task not in listed.url:
        listed.go_back()
    expect(listed.locator("#sign-in-again")).to_have_attribute("data-person", str(bob.user.id))
    expect(comment).to_have_value("")


def test_the_browser_s_own_copy_keeps_its_rows_and_is_brought_up_to_date(
    kept: Page, ann: Access, tasks: list[Task]
) -> None:
    for number in range(25, 70):
        TaskFactory(access=ann, project=tasks[0].project_id, title=f"Plank {number}")
    kept.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    kept.locator("[data-more] a").scroll_into_view_if_needed()
    expect(kept.locator("[data-row]")).to_have_count(69)
    far = kept.evaluate("scrollY")
    leave_and_come_back(kept, lambda: edit_task(ann, task=tasks[2].id, title="Changed meanwhile"))
    expect(kept.get_by_role("link", name="Changed meanwhile")).to_have_count(1)
    expect(kept.locator("[data-row]")).to_have_count(69)
    assert abs(kept.evaluate("scrollY") - far) <= 1


def test_the_browser_s_own_copy_is_left_for_somebody_else_s_page(kept: Page, ann: Access) -> None:
    bob = MemberFactory(of=ann, name="Bob")
    kept.goto(f"/w/{ann.workspace.slug}/tasks/PT-2")
    kept.locator("#comment-field").fill("Typed by Ann")
    other = kept.context.new_page()
    Session.objects.all().delete()
    sign_in_by_form(other, bob)
    with kept.expect_navigation(url="**/PT-2"):
        leave_and_come_back(kept)
    expect(kept.locator("#sign-in-again")).to_have_attribute("data-person", str(bob.user.id))
    expect(kept.locator("#comment-field")).to_have_value("")


def test_back_does_not_tell_again_what_a_page_told(listed: Page, ann: Access) -> None:
    listed.goto(f"/w/{ann.workspace.slug}/settings")
    listed.locator("#main input[name=name]").first.fill("Harbour")
    listed.get_by_role("button", name="Save").first.click()
    expect(listed.locator("[data-toast]")).to_have_count(1)
    listed.goto(f"/w/{ann.workspace.slug}/tasks/PT-2")
    listed.go_back()
    expect(listed.locator("#main input[name=name]").first).to_have_value("Harbour")
    expect(listed.locator("[data-toast]")).to_have_count(0)
