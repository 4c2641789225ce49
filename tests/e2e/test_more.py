"""More subtasks and labels than a page shows: they come as one scrolls to them; without scripts, as another page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.queries import detail
from tasks.views import settings
from tests.e2e.conftest import NewPage
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

SHOWN, MADE = 3, 7
SignIn = Callable[[Page, Access], None]


@pytest.fixture
def ann(monkeypatch: pytest.MonkeyPatch) -> Access:
    monkeypatch.setattr(settings, "LABELS_SHOWN", SHOWN)
    monkeypatch.setattr(detail, "SUBTASKS_SHOWN", SHOWN)
    ann = PersonFactory()
    parent = TaskFactory(access=ann, project=ProjectFactory(access=ann, key="PT").id)
    for number in range(MADE):
        LabelFactory(access=ann, name=f"Label {number}")
        TaskFactory(access=ann, title=f"Subtask {number}", parent=parent.id)
    return ann


LISTS = {
    "labels": ("/w/{slug}/settings", ".label-line"),
    "subtasks": ("/w/{slug}/tasks/PT-1", "#task-subtasks .task-row"),
}


@pytest.mark.parametrize("name", LISTS)
def test_with_scripts_more_come_as_soon_as_they_are_in_view(
    new_page: NewPage, sign_in: SignIn, ann: Access, name: str
) -> None:
    path, row = LISTS[name]
    page = new_page(viewport={"width": 1440, "height": 2400})
    sign_in(page, ann)
    page.goto(path.format(slug=ann.workspace.slug))

    expect(page.locator(row)).to_have_count(MADE)
    expect(page.locator("[data-more]")).to_have_count(0)


@pytest.mark.parametrize("name", LISTS)
def test_the_focus_goes_on_with_the_first_of_them(new_page: NewPage, sign_in: SignIn, ann: Access, name: str) -> None:
    path, row = LISTS[name]
    page = new_page(viewport={"width": 1440, "height": 320})
    sign_in(page, ann)
    page.goto(path.format(slug=ann.workspace.slug))
    page.evaluate("document.querySelector('[data-more] a').focus({ preventScroll: true })")

    page.keyboard.press("Enter")

    expect(page.locator(row).nth(SHOWN).locator(":focus")).to_have_count(1)


@pytest.mark.parametrize("name", LISTS)
def test_without_scripts_they_follow_page_by_page(plain_page: Page, sign_in: SignIn, ann: Access, name: str) -> None:
    path, row = LISTS[name]
    sign_in(plain_page, ann)
    plain_page.goto(path.format(slug=ann.workspace.slug))

    for _ in range(MADE // SHOWN):
        expect(plain_page.locator(row)).to_have_count(SHOWN)
        plain_page.get_by_role("link", name="More", exact=True).click()
    expect(plain_page.locator(row)).to_have_count(MADE % SHOWN)
    plain_page.get_by_role("link", name="Back to its beginning").click()

    expect(plain_page.locator(row).first).to_contain_text(re.compile("(Label|Subtask) 0"))
