"""The panel of a task is there at once with what its row knows; the rest fills in. Nothing typed meanwhile is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from accounts.access import Access
from tasks.models import Task
from tests.e2e.axe import violations
from tests.e2e.interception import intercept
from tests.e2e.test_menus import held
from tests.factories import ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Access], None]
TASK = re.compile(r"/tasks/PT-\d+$")


@pytest.fixture
def project_path(ann: Access) -> str:
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    TaskFactory(
        access=ann, project=project.id, title="Mend the gate", priority=4, status="in_review",
        due_on=date(2030, 3, 5), assignees=[ann.user.id],
    )  # fmt: skip
    TaskFactory(access=ann, project=project.id, title="Buy oil", status="in_review")
    return f"/w/{ann.workspace.slug}/projects/PT"


@pytest.fixture
def listed(page: Page, sign_in: SignIn, ann: Access, project_path: str) -> Page:
    sign_in(page, ann)
    page.goto(f"{project_path}/list")
    return page


@pytest.fixture
def let_go(listed: Page) -> Iterator[Callable[[], None]]:
    with held(listed, TASK) as let_go:
        yield let_go


def press_enter_on(page: Page, title: str) -> Locator:
    page.get_by_role("link", name=title, exact=True).press("Enter")
    return page.get_by_role("dialog", name=title)


def filled(panel: Locator) -> None:
    expect(panel).not_to_have_attribute("aria-busy", "true")
    expect(panel.locator("#task-composer")).to_be_visible()


@pytest.mark.parametrize("view", ["list", "board"])
def test_it_shows_what_the_row_knows(listed: Page, let_go: Callable[[], None], project_path: str, view: str) -> None:
    listed.goto(f"{project_path}/{view}")
    panel = press_enter_on(listed, "Mend the gate")
    expect(panel).to_have_attribute("aria-busy", "true")
    expect(panel.locator(".key")).to_have_text("PT-1")
    expect(panel.locator("textarea")).to_have_value("Mend the gate")
    for words in ("In review", "Urgent", "2030", "Ann"):
        expect(panel).to_contain_text(words)
    expect(listed).to_have_url(re.compile("/tasks/PT-1$"))
    expect(panel.get_by_role("button", name="Close")).to_be_focused()
    let_go()
    filled(panel)
    expect(panel.get_by_role("link", name="Close")).to_be_focused()


def test_escape_closes_it_and_it_stays_closed(listed: Page, let_go: Callable[[], None]) -> None:
    panel = press_enter_on(listed, "Mend the gate")
    expect(panel).to_be_visible()
    listed.keyboard.press("Escape")
    expect(listed.get_by_role("link", name="Mend the gate", exact=True)).to_be_focused()
    expect(listed).to_have_url(re.compile("/list$"))
    with listed.expect_event("requestfinished"):
        let_go()
    expect(listed.locator("dialog[open]")).to_have_count(0)


def test_back_closes_it(listed: Page, let_go: Callable[[], None]) -> None:
    panel = press_enter_on(listed, "Mend the gate")
    expect(panel).to_be_visible()
    listed.go_back()
    expect(panel).to_be_hidden()
    expect(listed).to_have_url(re.compile("/list$"))


def test_j_and_k_leave_for_other_tasks(listed: Page, let_go: Callable[[], None]) -> None:
    press_enter_on(listed, "Mend the gate")
    listed.keyboard.press("j")
    panel = listed.get_by_role("dialog", name="Buy oil")
    expect(panel).to_be_visible()
    let_go()
    filled(panel)
    expect(panel.locator("#task-title-field")).to_have_value("Buy oil")
    listed.keyboard.press("k")
    filled(listed.get_by_role("dialog", name="Mend the gate"))


def test_keys_wait_for_their_menus_and_do_not_reach_the_list(
    listed: Page, let_go: Callable[[], None], ann: Access
) -> None:
    panel = press_enter_on(listed, "Mend the gate")
    listed.keyboard.type("sin p")
    listed.keyboard.press("Enter")
    expect(listed.locator("#task-menu")).to_have_count(0)
    let_go()
    expect(panel.locator("#status")).to_contain_text("In progress")
    expect(listed.locator("#task-panel [aria-busy=true]")).to_have_count(0)
    assert Task.objects.of(ann).get(title="Mend the gate").status == "in_progress"


def test_e_and_the_words_after_it_are_the_description(listed: Page, let_go: Callable[[], None]) -> None:
    panel = press_enter_on(listed, "Mend the gate")
    listed.keyboard.type("eWith oil")
    let_go()
    expect(panel.locator("#description-field")).to_have_value("With oil")
    expect(panel.locator("#description-field")).to_be_focused()


@pytest.mark.parametrize("entered", [True, False])
def test_a_title_that_is_changed_meanwhile_is_saved(
    listed: Page, let_go: Callable[[], None], ann: Access, entered: bool
) -> None:
    panel = press_enter_on(listed, "Mend the gate")
    panel.locator("#task-title-field").fill("Mend the gates")
    if entered:
        listed.keyboard.press("Enter")
    let_go()
    filled(listed.get_by_role("dialog"))
    if not entered:
        expect(listed.locator("#task-title-field")).to_be_focused()
        listed.keyboard.press("Enter")
    expect(listed.locator("#task-title")).to_have_text("Mend the gates")
    expect(listed.locator("#main [data-task=PT-1] [data-open-task]")).to_have_text("Mend the gates")
    assert Task.objects.of(ann).filter(title="Mend the gates").exists()


def test_without_network_it_says_so_and_tries_again(listed: Page) -> None:
    waiting: list[Route] = []
    intercept(listed, TASK, lambda route: waiting.append(route), times=1)
    panel = press_enter_on(listed, "Mend the gate")
    expect(panel).to_be_visible()
    waiting[0].abort()
    expect(panel.get_by_role("alert")).to_have_text(
        "That couldn’t be shown. The network is gone. Try again when it is back."
    )
    expect(panel.get_by_role("link", name="Open as a page").last).to_be_visible()
    panel.get_by_role("button", name="Try again").click()
    filled(panel)


def test_a_task_that_is_gone_says_so_and_escape_leads_back(listed: Page, ann: Access) -> None:
    Task.objects.of(ann).filter(title="Mend the gate").update(number=77)
    panel = press_enter_on(listed, "Mend the gate")
    expect(panel.get_by_role("alert")).to_contain_text("It may be gone")
    listed.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(listed).to_have_url(re.compile("/list$"))


def test_axe_finds_nothing_while_it_waits_nor_when_it_fails(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, project_path: str
) -> None:
    page = new_page(bypass_csp=True)
    sign_in(page, ann)
    page.goto(f"{project_path}/list")
    waiting: list[Route] = []
    intercept(page, TASK, lambda route: waiting.append(route))
    panel = press_enter_on(page, "Mend the gate")
    expect(panel).to_be_visible()
    assert violations(page) == []
    waiting[0].abort()
    expect(panel.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
