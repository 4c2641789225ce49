"""Completing a task in a list keeps focus and viewport, and its row slides to its group."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tests.e2e.test_menus import held
from tests.factories import ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

# How the row slid: durations of its animations, seen from the moment it arrives in its group.
SLIDES = """() => {
  window.slides = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, options) {
    if (this.matches("[data-row]")) window.slides.push(options.duration ?? options);
    return animate.call(this, frames, options);
  };
}"""


@pytest.fixture
def listed(page: Page, sign_in: Callable[[Page, Access], None], ann: Access) -> Page:
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    for _ in range(40):
        TaskFactory(access=ann, project=project.id)
    TaskFactory(access=ann, project=project.id, status="completed")
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    page.evaluate(SLIDES)
    return page


def complete(page: Page, number: int) -> None:
    page.locator(f"#row-PT-{number} [data-open-task]").press("s")
    page.get_by_role("menuitemradio", name="Completed").click()
    expect(page.locator(f"[data-column=completed] #row-PT-{number}")).to_have_count(1)


def test_the_focus_goes_to_the_next_row_and_the_viewport_stays(listed: Page) -> None:
    listed.locator("#row-PT-20 [data-open-task]").focus()
    far = listed.evaluate("scrollY")
    complete(listed, 20)
    expect(
        listed.locator("#row-PT-21 [data-open-task], #row-PT-19 [data-open-task]").and_(listed.locator(":focus"))
    ).to_have_count(1)
    assert listed.evaluate("scrollY") == far


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_row_slides_briefly_unless_motion_is_reduced(listed: Page, motion: str) -> None:
    listed.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    complete(listed, 3)
    slides = listed.evaluate("window.slides")
    assert all(120 <= duration <= 180 for duration in slides)
    assert bool(slides) == (motion == "no-preference")


@pytest.mark.parametrize("where", ["page", "panel"])
def test_open_subtasks_that_are_completed_too_show_it_on_the_task_s_page(
    page: Page, sign_in: Callable[[Page, Access], None], ann: Access, where: str
) -> None:
    hull = TaskFactory(access=ann, project=ProjectFactory(access=ann, name="Pier", key="PT").id, title="Hull")
    for title in ("Planks", "Caulk"):
        TaskFactory(access=ann, project=hull.project_id, parent=hull.id, title=title)
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/" + ("tasks/PT-1" if where == "page" else "projects/PT/list"))
    if where == "panel":
        page.get_by_role("link", name="Hull", exact=True).click()
    expect(page.locator("#task-subtasks .status--todo")).to_have_count(2)
    page.locator("#status").click()
    page.get_by_role("menuitemradio", name="Completed").click()
    with held(page, "**/subtasks/complete/*") as let_go:
        page.get_by_role("button", name="Complete its 2 open subtasks too").click()
        expect(page.get_by_role("button", name="Complete its 2 open subtasks too")).to_be_hidden()
        assert "Undoing…" not in page.locator("#toasts").inner_text()
        let_go()
    expect(page.locator("#task-subtasks .status--completed")).to_have_count(2)
    expect(page.locator("#task-subtasks .count")).to_contain_text("2 of 2")
    expect(page.locator(".toast", has_text="was open below it")).to_be_visible()
    expect(page.locator("#task-stream")).to_contain_text("completed", ignore_case=True)
    if where == "panel":
        page.keyboard.press("Escape")
        expect(page.locator("#main [data-column=completed] [data-task=PT-1]")).to_be_visible()
        expect(page).to_have_title(re.compile("^Pier"))
