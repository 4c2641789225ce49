"""People, labels and projects are chosen from menus that are fetched when they open: slow, cut off, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tasks.models import Task, TaskAssignee
from tests.e2e.axe import violations
from tests.e2e.interception import intercept
from tests.e2e.test_task import url
from tests.factories import LabelFactory, MemberFactory, ProjectFactory, TaskFactory
from tests.tasks.crowd import crowd

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = "<img src=x onerror=alert(1)> \u202eO’Neil & Sons " + "w" * 40
MENU = "**/menu/*"


@pytest.fixture
def bob(ann: Access) -> Access:
    return MemberFactory(of=ann, name="Bob")


@pytest.fixture
def task(ann: Access, bob: Access) -> Task:
    LabelFactory(access=ann, name="Bug")
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    return TaskFactory(access=ann, title="Mend the gate", project=project.id)


@pytest.fixture
def opened(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    sign_in(page, ann)
    page.goto(url(task, ann))
    return page


@pytest.fixture
def listed(page: Page, sign_in: SignIn, ann: Access, task: Task) -> Page:
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/list")
    return page


def assignees(task: Task) -> list[str]:
    return sorted(TaskAssignee.objects.of(task).filter(task=task).values_list("user__name", flat=True))


@contextmanager
def held(page: Page, pattern: str | re.Pattern[str]) -> Iterator[Callable[[], None]]:
    """Answers wait until they are let go."""
    waiting: list[Route] = []
    intercept(page, pattern, lambda route: waiting.append(route))

    def let_go() -> None:
        for route in waiting:
            route.continue_()
        page.unroute(pattern)

    yield let_go


def find(page: Page, words: str) -> None:
    expect(page.get_by_role("textbox", name="Find a")).to_be_focused()
    page.keyboard.type(words)


def test_people_and_labels_are_put_on_by_keyboard_from_the_page_and_the_menu_stays(opened: Page, task: Task) -> None:
    opened.keyboard.press("a")
    find(opened, "bo")
    expect(opened.get_by_role("menuitemcheckbox")).to_have_count(1)
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("menuitemcheckbox", name="Bob")).to_be_checked()
    expect(opened.locator("#assignees")).to_contain_text("Bob")
    expect(opened.get_by_role("textbox", name="Find a person")).to_be_focused()
    expect(opened.locator("#task-props")).not_to_have_attribute("aria-busy", "true")
    opened.keyboard.press("Escape")
    expect(opened.locator("#assignees")).to_be_focused()
    opened.keyboard.press("l")
    find(opened, "bug")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    expect(opened.locator("#labels")).to_contain_text("Bug")
    expect(opened.get_by_role("menuitemcheckbox", name="Bug")).to_be_focused()
    expect(opened.locator("#task-props")).not_to_have_attribute("aria-busy", "true")
    opened.keyboard.press("Escape")
    expect(opened.locator("#labels")).to_be_focused()
    assert assignees(task) == ["Bob"]


def test_the_panel_has_the_same_menus_and_its_row_follows(listed: Page, task: Task) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).click()
    panel = listed.get_by_role("dialog", name="Mend the gate")
    panel.locator("#assignees").click()
    listed.get_by_role("menuitemcheckbox", name="Bob").click()
    expect(panel.locator("#assignees")).to_contain_text("Bob")
    listed.keyboard.press("Escape")
    expect(panel.locator("#assignees")).to_be_focused()
    listed.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(listed.locator(".task-row__people")).to_contain_text("B")
    assert assignees(task) == ["Bob"]


def test_a_row_s_menu_takes_several_people_and_shows_each_at_once(listed: Page, task: Task) -> None:
    listed.get_by_role("link", name="Mend the gate", exact=True).press("a")
    expect(listed.get_by_role("menuitemcheckbox", name="Ann")).to_be_visible()
    listed.keyboard.press("ArrowDown")
    with held(listed, "**/edit") as let_go:
        listed.keyboard.press("Enter")
        expect(listed.get_by_role("menuitemcheckbox", name="Ann")).to_be_checked()
        listed.keyboard.press("ArrowDown")
        listed.keyboard.press("Enter")
        expect(listed.get_by_role("menuitemcheckbox", name="Bob")).to_be_checked()
        let_go()
    expect(listed.locator(".task-row__people .avatar")).to_have_count(2)
    expect(listed.locator("#row-PT-1")).not_to_have_attribute("aria-busy", "true")
    listed.keyboard.press("Escape")
    expect(listed.locator(".task-row__people")).to_be_focused()
    assert assignees(task) == ["Ann", "Bob"]


def test_a_menu_that_is_left_gives_the_focus_back_though_its_opener_was_drawn_anew(opened: Page, task: Task) -> None:
    opened.keyboard.press("l")
    find(opened, "bug")
    with opened.expect_response("**/edit"):
        opened.keyboard.press("Enter")
    expect(opened.locator("#task-props")).not_to_have_attribute("aria-busy", "true")
    opened.keyboard.press("Escape")
    expect(opened.locator("#task-menu")).to_have_count(0)
    expect(opened.locator("#labels")).to_be_focused()


def test_a_choice_in_a_menu_open_since_before_an_answer_changes_the_task_that_is_open(opened: Page, task: Task) -> None:
    with held(opened, "**/edit") as let_go:
        opened.keyboard.press("s")
        expect(opened.get_by_role("menuitemradio", name="To do")).to_be_focused()
        opened.keyboard.press("ArrowDown")
        opened.keyboard.press("Enter")
        opened.keyboard.press("a")
        find(opened, "bo")
        with opened.expect_response("**/edit"):
            let_go()
    expect(opened.locator("#task-props")).not_to_have_attribute("aria-busy", "true")
    with opened.expect_response("**/edit"):
        opened.keyboard.press("Enter")
    expect(opened.locator("#task-props #assignees")).to_contain_text("Bob")
    expect(opened.locator("#task-props #status")).to_contain_text("In progress")
    assert assignees(task) == ["Bob"]


def test_while_the_list_is_on_its_way_one_can_type_and_leave(opened: Page, task: Task) -> None:
    with held(opened, MENU) as let_go:
        opened.keyboard.press("a")
        menu = opened.get_by_role("dialog", name="Loading")
        expect(menu).to_have_attribute("aria-busy", "true")
        expect(menu.get_by_role("status")).to_have_text("Loading")
        find(opened, "bob")
        let_go()
    expect(opened.get_by_role("menuitemcheckbox", name="Bob")).to_be_visible()
    expect(opened.get_by_role("menuitemcheckbox", name="Ann")).to_be_hidden()
    opened.keyboard.press("Enter")
    expect(opened.locator("#assignees")).to_contain_text("Bob")
    expect(opened.locator("#task-props")).not_to_have_attribute("aria-busy", "true")
    opened.keyboard.press("Escape")

    with held(opened, MENU) as let_go:
        opened.keyboard.press("l")
        find(opened, "b")
        opened.keyboard.press("Escape")
        expect(opened.locator("#assignees")).to_be_focused()
        let_go()
    opened.wait_for_load_state("networkidle")  # the menu may have given its request up: there may be no answer
    expect(opened.locator("#task-menu")).to_have_count(0)


def test_without_a_network_the_menu_says_so_and_tries_again(opened: Page, task: Task) -> None:
    intercept(opened, MENU, lambda route: route.abort())
    opened.keyboard.press("a")
    menu = opened.locator("#task-menu")
    expect(menu.get_by_role("alert")).to_contain_text("The list did not come")
    opened.unroute(MENU)
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("menuitemcheckbox", name="Bob")).to_be_visible()
    expect(opened.get_by_role("textbox", name="Find a person")).to_be_focused()


def test_a_choice_that_could_not_be_saved_is_taken_back(listed: Page, task: Task) -> None:
    listed.locator(".task-row__people").click()
    intercept(listed, "**/edit", lambda route: route.abort())
    listed.get_by_role("menuitemcheckbox", name="Bob").click()
    expect(listed.get_by_role("status").filter(has_text="couldn’t be saved")).to_be_visible()
    expect(listed.get_by_role("menuitemcheckbox", name="Bob")).not_to_be_checked()
    listed.unroute("**/edit")
    with listed.expect_response("**/edit"):
        listed.get_by_role("menuitemcheckbox", name="Bob").click()
    expect(listed.locator(".task-row__people")).to_contain_text("B")
    assert assignees(task) == ["Bob"]


def test_who_is_not_among_the_first_fifty_is_found_by_typing(opened: Page, ann: Access, task: Task) -> None:
    crowd(ann, 80)
    opened.keyboard.press("a")
    menu = opened.locator("#task-menu")
    expect(menu.get_by_role("menuitemcheckbox")).to_have_count(50)
    expect(menu).to_contain_text("Search by name for the others")
    find(opened, "ber 77")
    expect(menu.get_by_role("menuitemcheckbox", name="Member 77")).to_be_visible()
    opened.keyboard.press("Enter")
    expect(opened.locator("#assignees")).to_contain_text("Member 77")
    opened.keyboard.press("Control+a")
    opened.keyboard.type("nobody at all")
    expect(menu.get_by_text("Nobody here is called “nobody at all”.")).to_be_visible()


def test_the_name_of_a_member_is_text_in_the_menu(opened: Page, ann: Access, task: Task) -> None:
    MemberFactory(of=ann, name=HOSTILE.replace("\u202e", ""))
    opened.keyboard.press("a")
    row = opened.get_by_role("menuitemcheckbox", name="<img src=x")
    expect(row).to_be_visible()
    menu = opened.locator("#task-menu").bounding_box()
    box = row.bounding_box()
    assert box
    assert menu
    assert box["x"] + box["width"] <= menu["x"] + menu["width"]
    row.click()
    expect(opened.locator("#assignees")).to_contain_text("<img src=x")


def test_a_task_goes_to_another_project_by_its_menu(opened: Page, ann: Access, task: Task) -> None:
    ProjectFactory(access=ann, name="Harbour", key="HA")
    opened.locator("#project").press("Space")
    find(opened, "har")
    expect(opened.get_by_role("menuitemradio", name="Harbour")).to_be_visible()
    opened.keyboard.press("Enter")
    opened.wait_for_url(re.compile("/tasks/HA-1$"))


def test_a_new_project_that_is_refused_shows_at_once_and_is_taken_back(opened: Page, ann: Access, task: Task) -> None:
    ProjectFactory(access=ann, name="Harbour", key="HA")
    project = opened.locator("#task-props #project")
    waiting: list[Route] = []
    intercept(opened, "**/edit", lambda route: waiting.append(route))
    project.press("Space")
    opened.get_by_role("menuitemradio", name="Harbour").click()
    expect(project).to_contain_text("Harbour")
    waiting[0].abort()
    expect(opened.locator(".toast--bad")).to_be_visible()
    expect(project).to_contain_text("PrimeTrade")


# Keeps for the next page what the project was from frame to frame.
SEEN = """() => {
  const seen = [];
  const look = () => {
    const now = document.querySelector("#task-props #project").innerText;
    if (seen.at(-1) !== now) seen.push(now);
    sessionStorage.setItem("seen", JSON.stringify(seen));
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_new_project_shows_until_the_task_s_new_page_has_come(opened: Page, ann: Access, task: Task) -> None:
    ProjectFactory(access=ann, name="Harbour", key="HA")
    opened.evaluate(SEEN)
    with held(opened, "**/tasks/PT-1") as let_go:  # the answer leads there, and from there to the new key
        opened.locator("#task-props #project").press("Space")
        with opened.expect_request("**/tasks/PT-1"):
            opened.get_by_role("menuitemradio", name="Harbour").click()
        opened.wait_for_timeout(300)
        let_go()
    opened.wait_for_url(re.compile("/tasks/HA-1$"))
    seen = opened.evaluate("JSON.parse(sessionStorage.getItem('seen'))")
    assert [text.split()[-1] for text in seen] == ["PrimeTrade", "Harbour"]


def test_without_scripts_a_person_and_a_label_are_chosen_on_a_page(
    plain_page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    crowd(ann, 80)
    sign_in(plain_page, ann)
    plain_page.goto(url(task, ann))
    plain_page.locator("#assignees").click()
    plain_page.get_by_role("searchbox", name="Find a person").fill("member 77")
    plain_page.get_by_role("button", name="Find", exact=True).click()
    plain_page.get_by_role("menuitemcheckbox", name="Member 77").click()
    expect(plain_page.locator("#assignees")).to_contain_text("Member 77")
    expect(plain_page).to_have_url(re.compile(r"/tasks/PT-1$"))
    plain_page.locator("#labels").click()
    plain_page.get_by_role("menuitemcheckbox", name="Bug").click()
    expect(plain_page.locator("#labels")).to_contain_text("Bug")


@pytest.mark.parametrize("state", ["list", "waiting", "failed"])
def test_axe_finds_nothing_in_a_fetched_menu(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task, state: str
) -> None:
    page = new_page(bypass_csp=True)
    sign_in(page, ann)
    page.goto(url(task, ann))
    if state != "list":
        intercept(page, MENU, lambda route: route.abort() if state == "failed" else None)
    page.locator("#assignees").click()
    shown = {"list": "[role=menuitemcheckbox]", "waiting": ".skeleton", "failed": "[data-menu-again]"}[state]
    expect(page.locator(f"#task-menu {shown}").first).to_be_visible()

    assert violations(page) == []


def test_a_new_task_takes_somebody_who_is_found_by_typing(listed: Page, ann: Access, task: Task) -> None:
    crowd(ann, 80)
    listed.keyboard.press("c")
    dialog = listed.get_by_role("dialog", name="Add task")
    dialog.get_by_label("Description").fill("Green")
    dialog.locator("summary").click()
    dialog.get_by_role("searchbox", name="Find a person").fill("member 77")
    listed.keyboard.press("Enter")
    dialog.get_by_role("checkbox", name="Member 77").check()
    expect(dialog.get_by_label("Description")).to_have_value("Green")
    dialog.get_by_label("Title").fill("Paint the gate")
    dialog.get_by_role("button", name="Create task").click()
    expect(listed.locator("#groups").get_by_role("link", name="Paint the gate")).to_be_visible()
    assert assignees(Task.objects.of(ann).get(title="Paint the gate")) == ["Member 77"]
