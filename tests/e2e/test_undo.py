"""Z takes back what the person did last in this tab, wherever that was; Shift+Z does it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.access import Access
from tasks.commands import edit_task
from tasks.models import Project, Task
from tests.factories import ProjectFactory, TaskFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("project")]

Open = Callable[[str], Page]


@pytest.fixture
def project(ann: Access) -> Project:
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    for title in ("Alpha", "Beta", "Gamma"):
        TaskFactory(access=ann, project=project.id, title=title)
    return project


def link(page: Page, number: int) -> Locator:
    return page.locator(f"[data-task=PT-{number}] [data-open-task]")


def column(page: Page, number: int, status: str) -> Locator:
    return page.locator(f"[data-column={status}] [data-task=PT-{number}]")


def complete(page: Page, number: int) -> None:
    link(page, number).press("s")
    page.get_by_role("menuitemradio", name="Completed").click()
    expect(column(page, number, "todo")).to_have_count(0)


def test_z_goes_back_step_by_step_and_shift_z_forward(opened: Open, ann: Access) -> None:
    page = opened("projects/PT/list")
    complete(page, 1)
    link(page, 2).press("#")
    expect(link(page, 2)).to_have_count(0)
    page.locator("[data-quick-add=todo]").click()
    page.keyboard.type("Delta")
    page.keyboard.press("Enter")
    expect(link(page, 4)).to_be_visible()
    page.keyboard.press("Escape")

    for _ in range(3):
        page.keyboard.press("z")
    expect(column(page, 1, "todo")).to_be_visible()
    expect(link(page, 1)).to_be_focused()
    expect(link(page, 2)).to_be_visible()
    expect(link(page, 4)).to_have_count(0)

    for _ in range(3):
        page.keyboard.press("Shift+z")
    expect(link(page, 4)).to_be_visible()
    expect(link(page, 2)).to_have_count(0)
    assert Task.objects.of(ann).get(title="Alpha").status == "completed"
    page.keyboard.press("Shift+z")
    expect(page.get_by_text("There is nothing to redo in this tab")).to_be_visible()


def test_the_stack_survives_a_reload_and_the_next_page_and_holds_what_this_tab_did_alone(
    opened: Open, ann: Access
) -> None:
    page = opened("projects/PT/list")
    link(page, 2).press("#")
    expect(link(page, 2)).to_have_count(0)
    page.reload()
    edit_task(ann, task=Task.objects.of(ann).get(title="Gamma").id, title="By a script")
    page = opened("tasks/PT-1")
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="Took back")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text("There is nothing to undo in this tab")).to_be_visible()
    assert Task.objects.of(ann).get(title="Beta").deleted_at is None
    assert Task.objects.of(ann).filter(title="By a script").exists()


def test_what_a_redirect_led_away_from_is_taken_back_on_the_next_page(opened: Open, ann: Access) -> None:
    page = opened("settings")
    page.locator("#main input[name=name]").first.fill("Harbour")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status")).to_contain_text("Harbour")
    page.goto(page.url)
    page.locator("#main").focus()
    page.keyboard.press("z")
    expect(page.get_by_role("status")).to_contain_text("Took back")
    ann.workspace.refresh_from_db()
    assert ann.workspace.name != "Harbour"


def test_a_change_empties_the_way_forward_and_an_undo_by_a_toast_leaves_the_stack(opened: Open, ann: Access) -> None:
    page = opened("projects/PT/list")
    link(page, 1).press("#")
    expect(link(page, 1)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(link(page, 1)).to_be_focused()
    complete(page, 3)
    page.keyboard.press("Shift+z")
    expect(page.get_by_text("There is nothing to redo in this tab")).to_be_visible()
    page.keyboard.press("z")
    expect(column(page, 3, "todo")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text("There is nothing to undo in this tab")).to_be_visible()


def test_what_somebody_changed_since_stays_and_is_not_tried_again(opened: Open, ann: Access) -> None:
    page = opened("projects/PT/list")
    complete(page, 1)
    edit_task(ann, task=Task.objects.of(ann).get(title="Alpha").id, status="in_review")
    page.keyboard.press("z")
    expect(page.get_by_text("has been changed since, so it stays")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text("There is nothing to undo in this tab")).to_be_visible()


def test_signing_out_empties_the_stack(opened: Open) -> None:
    page = opened("projects/PT/list")
    link(page, 1).press("#")
    expect(link(page, 1)).to_have_count(0)
    kept = "JSON.parse(sessionStorage.getItem('primetrade.undo')).done.length"
    assert page.evaluate(kept) == 1
    page.locator("form[action*=logout]").evaluate("form => form.requestSubmit()")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate(kept) == 0
