"""What one changes shows before the server has it, and is visibly taken back when the server refuses it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from accounts.access import Access
from tasks.models import Project, Task
from tests.e2e.interception import intercept
from tests.factories import LabelFactory, MemberFactory, ProjectFactory, TaskFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("project")]

Open = Callable[[str], Page]
EDIT = re.compile(r"(?<!/menu)/(edit|place)$")
DELETE, UNDO = re.compile("/delete$"), re.compile("/undo$")
LIST, BOARD, PAGE = "projects/PT/list", "projects/PT/board", "tasks/PT-1"


@pytest.fixture
def project(ann: Access) -> Project:
    MemberFactory(of=ann, name="Bob")
    LabelFactory(access=ann, name="Bug")
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    for title in ("Alpha", "Beta", "Gamma"):
        TaskFactory(access=ann, project=project.id, title=title, status="todo")
    TaskFactory(access=ann, project=project.id, title="Delta", status="completed")
    return project


class Answers:
    """What is sent to an address waits here until it is let through or refused."""

    def __init__(self, page: Page, pattern: re.Pattern[str] = EDIT) -> None:
        self._page, self._waiting = page, list[Route]()
        intercept(page, pattern, lambda route: self._waiting.append(route))

    def let_go(self) -> None:
        self._next().continue_()

    def refuse(self) -> None:
        self._next().abort()

    def _next(self) -> Route:
        while not self._waiting:
            self._page.wait_for_timeout(10)
        return self._waiting.pop(0)


def row(page: Page, number: int = 1) -> Locator:
    return page.locator(f"#main [data-row][data-task=PT-{number}]")


def choose(page: Page, key: str, choice: str, number: int = 1) -> None:
    """In a row's or card's menu; on the task's page in that of its properties."""
    if row(page, number).count():
        row(page, number).locator("[data-open-task]").focus()
    page.keyboard.press(key)
    page.locator(":popover-open .menu__item", has_text=choice).click()


def warned(page: Page) -> None:
    expect(page.locator(".toast--bad")).to_contain_text("That couldn’t be saved.")


CHOICES = [
    ("s", "In review", ".status--in_review"),
    ("p", "Urgent", ".priority--urgent"),
    ("d", "Tomorrow", "time:has-text('Tomorrow')"),
    ("l", "Bug", ".label:has-text('Bug')"),
    ("a", "Bob", ".avatar:has-text('B')"),
]


@pytest.mark.parametrize(("key", "choice", "sign"), CHOICES)
@pytest.mark.parametrize("path", [LIST, BOARD, PAGE])
def test_a_property_shows_before_the_answer_and_is_taken_back(
    opened: Open, path: str, key: str, choice: str, sign: str
) -> None:
    if path == BOARD and key == "s":
        sign = "xpath=ancestor-or-self::*[@data-status='in_review']"
    page = opened(path)
    place = page.locator("#task-props .props__value") if path == PAGE else row(page)
    shown = place.locator(sign)
    expect(shown).to_have_count(0)
    answers = Answers(page)
    choose(page, key, choice)
    expect(shown).to_have_count(1)
    answers.refuse()
    warned(page)
    expect(shown).to_have_count(0)
    if page.locator(":popover-open").count():
        page.keyboard.press("Escape")
    choose(page, key, choice)
    expect(shown).to_have_count(1)
    answers.let_go()
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    expect(shown).to_have_count(1)
    page.reload()
    expect(shown).to_have_count(1)


@pytest.mark.parametrize("path", [LIST, PAGE])
def test_of_two_choices_that_are_refused_neither_shows(opened: Open, path: str) -> None:
    page = opened(path)
    place = page.locator("#priority") if path == PAGE else row(page)
    before = place.locator("svg.priority").get_attribute("class")
    answers = Answers(page)
    choose(page, "p", "Urgent")
    choose(page, "p", "Low")
    expect(place.locator(".priority--low")).to_have_count(1)
    answers.refuse()
    expect(page.locator(".toast--bad")).to_have_count(1)
    expect(place.locator(".priority--low")).to_have_count(1)
    answers.refuse()
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    expect(place.locator("svg.priority")).to_have_attribute("class", before or "")


@pytest.mark.parametrize("path", [LIST, PAGE])
@pytest.mark.parametrize("first_is_saved", [True, False])
def test_of_two_choices_what_is_saved_shows(opened: Open, ann: Access, path: str, first_is_saved: bool) -> None:
    page = opened(path)
    place = page.locator("#priority") if path == PAGE else row(page)
    answers = Answers(page)
    choose(page, "p", "Urgent")
    choose(page, "p", "Low")
    answers.let_go() if first_is_saved else answers.refuse()
    answers.refuse() if first_is_saved else answers.let_go()
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    expect(place.locator(".priority--urgent" if first_is_saved else ".priority--low")).to_have_count(1)
    assert Task.objects.of(ann).get(title="Alpha").priority == (4 if first_is_saved else 1)


def test_two_choices_on_the_page_of_a_task_are_both_saved_without_a_conflict(opened: Open, ann: Access) -> None:
    page = opened(PAGE)
    answers = Answers(page)
    choose(page, "s", "In review")
    choose(page, "s", "In progress")
    answers.let_go()
    answers.let_go()
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    expect(page.locator("#status")).to_contain_text("In progress")
    assert Task.objects.of(ann).get(title="Alpha").status == "in_progress"


@pytest.mark.parametrize("path", [LIST, BOARD])
def test_a_row_moves_to_its_group_at_once_and_back_to_its_place_when_refused(opened: Open, path: str) -> None:
    page = opened(path)
    answers = Answers(page)
    choose(page, "s", "Completed", 2)
    expect(page.locator("[data-column=completed] [data-task=PT-2]")).to_be_visible()
    expect(page.locator("[data-group=todo] [data-count]")).to_have_attribute("data-count", "2")
    if path == LIST:
        expect(row(page, 3).locator("[data-open-task]")).to_be_focused()
    order = page.locator("[data-column=todo] [data-row]").evaluate_all("(rows) => rows.map((one) => one.dataset.task)")
    answers.refuse()
    warned(page)
    expect(page.locator("[data-column=todo] [data-row]")).to_have_count(3)
    back = page.locator("[data-column=todo] [data-row]").evaluate_all("(rows) => rows.map((one) => one.dataset.task)")
    assert back == ["PT-1", "PT-2", "PT-3"]
    assert order == ["PT-1", "PT-3"]
    expect(page.locator("[data-group=todo] [data-count]")).to_have_attribute("data-count", "3")
    expect(row(page, 2).locator(":focus")).to_have_count(1)


def test_a_card_moves_within_its_column_at_once_and_back_when_refused(opened: Open) -> None:
    page = opened(BOARD)
    cards = page.locator("[data-column=todo] [data-open-task]")
    answers = Answers(page)
    row(page, 3).locator("[data-card-menu]").click()
    page.get_by_role("menuitem", name="To the top").click()
    expect(cards).to_have_text(["Gamma", "Alpha", "Beta"])
    answers.refuse()
    warned(page)
    expect(cards).to_have_text(["Alpha", "Beta", "Gamma"])


def test_a_subtask_s_ring_fills_at_once_and_empties_when_refused(opened: Open, ann: Access) -> None:
    parent = Task.objects.of(ann).get(title="Alpha")
    for title in ("One", "Two"):
        TaskFactory(access=ann, project=parent.project_id, parent=parent.id, title=title)
    page = opened(PAGE)
    answers = Answers(page)
    rings = page.locator("#task-subtasks .status--completed")
    page.get_by_role("button", name="Complete PT-5").click()
    page.get_by_role("button", name="Complete PT-6").click()
    expect(rings).to_have_count(2)
    expect(page.locator("#task-subtasks .count")).to_contain_text("2 of 2")
    answers.let_go()
    answers.refuse()
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    expect(rings).to_have_count(1)
    expect(page.locator("#task-subtasks .count")).to_contain_text("1 of 2")
    warned(page)


def test_a_menu_that_is_open_when_the_properties_are_drawn_anew_stays_open(opened: Open) -> None:
    page = opened(PAGE)
    answers = Answers(page)
    choose(page, "p", "Urgent")
    page.keyboard.press("s")
    expect(page.get_by_role("menuitemradio", name="To do")).to_be_focused()
    page.keyboard.press("ArrowDown")
    answers.let_go()
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    expect(page.get_by_role("menuitemradio", name="In progress")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("In progress")


def test_a_task_deleted_in_its_panel_is_gone_at_once_and_comes_back_when_refused(opened: Open) -> None:
    page = opened(LIST)
    link = row(page, 2).locator("[data-open-task]")
    link.press("Enter")
    expect(page.locator("#task-panel #task-composer")).to_be_visible()
    answers = Answers(page, DELETE)
    page.keyboard.press("#")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(row(page, 2)).to_be_hidden()
    answers.refuse()
    expect(page.locator(".toast--bad")).to_contain_text("PT-2 couldn’t be moved to the trash.")
    expect(row(page, 2)).to_be_visible()
    expect(page).to_have_url(re.compile("/list$"))


def test_a_task_deleted_on_its_page_fades_at_once_and_is_back_when_refused(opened: Open) -> None:
    page = opened(PAGE)
    answers = Answers(page, DELETE)
    page.keyboard.press("#")
    expect(page.locator("#task")).to_have_css("opacity", "0.4")
    answers.refuse()
    expect(page.locator(".toast--bad")).to_be_visible()
    expect(page.locator("#task")).to_have_css("opacity", "1")


@pytest.mark.parametrize("path", [LIST, PAGE])
def test_undo_says_at_once_that_it_was_heard(opened: Open, ann: Access, path: str) -> None:
    page = opened(path)
    choose(page, "p", "Urgent")
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    answers = Answers(page, UNDO)
    page.keyboard.press("z")
    expect(page.get_by_text("Undoing…")).to_be_visible()
    answers.refuse()
    expect(page.locator(".toast--bad")).to_contain_text("That couldn’t be undone.")
    expect(page.get_by_text("Undoing…")).to_have_count(0)
    page.keyboard.press("z")
    answers.let_go()
    expect(page.locator(".toast__text", has_text="Took back")).to_be_visible()
    expect(page.get_by_text("Undoing…")).to_have_count(0)
    assert Task.objects.of(ann).get(title="Alpha").priority != 4
