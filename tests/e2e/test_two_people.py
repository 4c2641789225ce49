"""Two people at one browser: what one typed on a page left open is not saved in the other's name, nor shown to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from accounts.models import Session
from tasks.models import Comment, Task
from tests.e2e.test_whole_page_forms import sign_in_by_form
from tests.factories import MemberFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bob(ann: Access) -> Access:
    return MemberFactory(of=ann, name="Bob", role="admin")


@pytest.fixture
def listed(page: Page, sign_in: Callable[[Page, Access], None], ann: Access, bob: Access) -> Page:
    """Ann's list."""
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    TaskFactory(access=ann, title="Mend the gate", project=project.id, status="todo")
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    page.wait_for_load_state("networkidle")
    return page


def another_tab(page: Page, bob: Access) -> None:
    """Bob signs in there."""
    Session.objects.all().delete()
    other = page.context.new_page()
    sign_in_by_form(other, bob)
    other.close()


def is_of(page: Page, person: Access) -> None:
    expect(page.locator("#sign-in-again")).to_have_attribute("data-person", str(person.user.id))


def test_a_menu_that_comes_for_somebody_else_is_not_put_beside_what_was_typed(
    listed: Page, ann: Access, bob: Access
) -> None:
    listed.get_by_role("link", name="Add a task: to do").click()
    listed.keyboard.type("Typed by Ann")
    another_tab(listed, bob)
    listed.locator(".task-row__people").click()
    is_of(listed, bob)
    expect(listed.get_by_text("Typed by Ann")).to_have_count(0)
    assert not Task.objects.of(ann.workspace).filter(title="Typed by Ann").exists()


def test_a_line_of_quick_add_is_not_added(listed: Page, ann: Access, bob: Access) -> None:
    listed.get_by_role("link", name="Add a task: to do").click()
    listed.keyboard.type("Typed by Ann")
    another_tab(listed, bob)
    listed.on("dialog", lambda dialog: dialog.accept())
    listed.keyboard.press("Enter")
    is_of(listed, bob)
    expect(listed.locator("[data-row]")).to_have_count(1)
    assert not Task.objects.of(ann.workspace).filter(title="Typed by Ann").exists()


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "kept as a draft"])
def test_a_comment_in_the_panel_is_neither_sent_nor_kept(listed: Page, ann: Access, bob: Access, sent: bool) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    listed.locator("#comment-field").fill("Typed by Ann")
    if not sent:
        listed.locator("[data-panel-close]").click()
    another_tab(listed, bob)
    if sent:
        listed.locator("#comment-field").press("Control+Enter")
    else:
        listed.get_by_role("link", name="Mend the gate", exact=True).click()
    is_of(listed, bob)
    listed.goto(f"/w/{ann.workspace.slug}/tasks/PT-1")
    expect(listed.locator("#comment-field")).to_have_value("")
    assert not Comment.objects.of(ann.workspace).exists()


def test_what_one_did_is_not_taken_back_by_the_other(listed: Page, ann: Access, bob: Access) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).press("#")
    expect(listed.locator("[data-toast]").get_by_role("button", name="Undo")).to_be_visible()
    another_tab(listed, bob)
    listed.locator("#main").focus()
    listed.keyboard.press("z")
    is_of(listed, bob)
    listed.locator("#main").focus()
    listed.keyboard.press("z")
    expect(listed.get_by_role("status")).to_contain_text("There is nothing to undo in this tab")
    assert not Task.objects.of(ann.workspace).filter(title="Mend the gate", deleted_at=None).exists()
