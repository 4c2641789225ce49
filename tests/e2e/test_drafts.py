"""Text that was typed in a panel and not sent, or whose answer is late or lost: it waits, and it makes one comment."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from accounts.access import Access
from tasks.models import Comment
from tests.e2e.interception import intercept
from tests.factories import TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

COMMENTS = re.compile(r"/comments$")


@pytest.fixture
def listed(page: Page, sign_in: SignIn, ann: Access) -> Page:
    TaskFactory(access=ann, title="Mend the gate")
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/IN/list")
    return page


def comment_in_panel(listed: Page, text: str) -> Locator:
    """Open a task, type a comment and send it. Returns its field."""
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    field = listed.get_by_label("Comment", exact=True)
    field.fill(text)
    with listed.expect_request(COMMENTS):
        listed.get_by_role("button", name="Comment", exact=True).click()
    return field


def test_what_was_written_in_the_panel_waits_for_its_return(listed: Page, ann: Access) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    listed.get_by_label("Comment", exact=True).fill("A long thought")
    listed.get_by_role("link", name="Close").click()
    expect(listed.get_by_role("status")).to_contain_text("What you wrote is kept")

    listed.get_by_role("link", name="Mend the gate", exact=True).click()

    expect(listed.get_by_label("Comment", exact=True)).to_have_value("A long thought")
    assert not Comment.objects.of(ann).exists()


def test_a_comment_whose_answer_was_lost_is_made_once_though_the_panel_was_closed(listed: Page, ann: Access) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    intercept(listed, COMMENTS, lose)
    written = comment_in_panel(listed, "A long thought")
    expect(listed.get_by_role("status")).to_contain_text("The network is gone")
    listed.unroute(COMMENTS)
    listed.get_by_role("link", name="Close").click()

    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    expect(written).to_have_value("A long thought")
    listed.get_by_role("button", name="Comment", exact=True).click()

    expect(listed.locator("#task-stream")).to_contain_text("A long thought")
    expect(written).to_have_value("")
    assert Comment.objects.of(ann).count() == 1


@pytest.mark.parametrize("open_again", [True, False])
def test_a_draft_goes_when_the_answer_says_that_it_was_made(listed: Page, ann: Access, open_again: bool) -> None:
    waiting: list[Route] = []
    intercept(listed, COMMENTS, lambda route: waiting.append(route))
    written = comment_in_panel(listed, "A long thought")
    listed.get_by_role("link", name="Close").click()
    link = listed.get_by_role("link", name="Mend the gate", exact=True)
    if open_again:
        link.click()
        expect(written).to_have_value("A long thought")
    with listed.expect_response(COMMENTS):
        waiting[0].continue_()
    if not open_again:
        link.click()

    expect(listed.locator("#task-stream")).to_contain_text("A long thought")
    expect(written).to_have_value("")
    assert Comment.objects.of(ann).count() == 1
