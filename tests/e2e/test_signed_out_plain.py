"""Without scripts, a form that is sent signed out comes back filled in after signing in again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from accounts.models import Session
from tasks.models import Comment, Priority, Task
from tests.accounts.test_carried import NOISE
from tests.e2e.test_task import url
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(plain_page: Page, sign_in: Callable[[Page, Access], None], ann: Access) -> Callable[[str], Page]:
    def open_and_end(address: str) -> Page:
        sign_in(plain_page, ann)
        plain_page.goto("/")  # sets the cookies that the sign-in form sets
        plain_page.goto(address)
        Session.objects.all().delete()
        return plain_page

    return open_and_end


def sign_in_again(page: Page, access: Access) -> None:
    expect(page.get_by_text("nothing was saved yet")).to_be_visible()
    page.get_by_label("E-mail").fill(access.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_comment(opened: Callable[[str], Page], ann: Access, task: Task) -> None:
    page = opened(url(task, ann))
    page.get_by_label("Comment", exact=True).fill("Oiled\n<b>twice</b>")
    page.get_by_role("button", name="Comment", exact=True).click()
    sign_in_again(page, ann)
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Oiled\n<b>twice</b>")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".stream .prose")).to_contain_text("Oiled")
    assert Comment.objects.of(ann.workspace).count() == 1


def test_a_new_task(opened: Callable[[str], Page], ann: Access, task: Task) -> None:
    page = opened(f"/w/{ann.workspace.slug}/tasks/new")
    page.get_by_label("Title", exact=True).fill("Paint the gate")
    page.get_by_label("Priority", exact=True).select_option("high")
    page.get_by_role("button", name="Create task").click()
    sign_in_again(page, ann)
    expect(page.get_by_label("Title", exact=True)).to_have_value("Paint the gate")
    expect(page.get_by_label("Priority", exact=True)).to_have_value("high")
    page.get_by_role("button", name="Create task").click()
    expect(page.get_by_text("Created")).to_be_visible()
    assert Task.objects.of(ann.workspace).get(title="Paint the gate").priority == Priority.HIGH


def test_a_text_that_is_too_long_is_still_in_the_browser_a_page_back(
    opened: Callable[[str], Page], ann: Access, task: Task
) -> None:
    page = opened(url(task, ann))
    page.get_by_label("Comment", exact=True).fill(NOISE)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Your browser still has it")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Comment", exact=True)).to_have_value(NOISE)


def test_somebody_else_gets_the_page_empty(opened: Callable[[str], Page], ann: Access, task: Task) -> None:
    page = opened(url(task, ann))
    page.get_by_label("Comment", exact=True).fill("Oiled")
    page.get_by_role("button", name="Comment", exact=True).click()
    sign_in_again(page, MemberFactory(of=ann, name="Bob"))
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
