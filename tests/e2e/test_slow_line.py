"""What one does while an answer is on its way: nothing that was typed is lost, nothing is done twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tasks.models import Task
from tests.e2e.test_menus import held
from tests.factories import PersonFactory, ProjectFactory, TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

NEW = re.compile(r"/tasks/new")


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann")


@pytest.fixture
def task(ann: Access) -> Task:
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    return TaskFactory(access=ann, title="Mend the gate", project=project.id)


@pytest.fixture
def listed(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    return page


def titles(access: Access) -> list[str]:
    return sorted(Task.objects.of(access).filter(project__key="PT").values_list("title", flat=True))


def test_the_title_of_a_new_task_is_typed_before_its_form_has_come(listed: Page) -> None:
    dialog = listed.get_by_role("dialog", name="Add task")
    with held(listed, NEW) as let_go:
        listed.keyboard.press("c")
        listed.keyboard.type("Paint the gat")
        expect(dialog).to_have_attribute("aria-busy", "true")
        let_go()
    expect(dialog.get_by_label("Description")).to_be_visible()
    listed.keyboard.type("e")
    expect(dialog.get_by_label("Title")).to_have_value("Paint the gate")
    expect(dialog).not_to_have_attribute("aria-busy", "true")


def test_enter_before_the_form_has_come_creates_the_task(listed: Page, ann: Access) -> None:
    with held(listed, NEW) as let_go:
        listed.keyboard.press("c")
        listed.keyboard.type("Paint the gate")
        listed.keyboard.press("Enter")
        let_go()
    expect(listed.locator("#groups").get_by_role("link", name="Paint the gate")).to_be_visible()
    assert titles(ann) == ["Mend the gate", "Paint the gate"]


def test_a_dialog_that_is_closed_before_its_form_has_come_stays_closed(listed: Page) -> None:
    with held(listed, NEW) as let_go:
        listed.keyboard.press("c")
        listed.keyboard.press("Escape")
        with listed.expect_response(NEW):
            let_go()
    expect(listed.get_by_role("dialog")).to_have_count(0)


def test_what_was_typed_goes_along_to_the_page_when_the_form_does_not_come(listed: Page) -> None:
    waiting: list[Route] = []
    listed.route(NEW, lambda route: waiting.append(route), times=1)
    listed.keyboard.press("c")
    listed.keyboard.type("Paint the gate")
    expect(listed.get_by_role("dialog").get_by_label("Title")).to_have_value("Paint the gate")
    waiting[0].abort()
    expect(listed.get_by_role("heading", name="Add task")).to_be_visible()
    expect(listed.get_by_label("Title")).to_have_value("Paint the gate")
