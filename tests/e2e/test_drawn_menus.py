"""Menus that need nothing of the server open over rows and cards without it; lists that came once are there at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.access import Access
from tasks.commands import edit_task
from tasks.models import Task, TaskLabel
from tests.e2e.interception import intercept
from tests.e2e.test_menus import held
from tests.factories import LabelFactory, MemberFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)

MENU = "**/menu/*"


@pytest.fixture
def opened(page: Page, sign_in: Callable[[Page, Access], None], ann: Access) -> Callable[[str], Page]:
    project = ProjectFactory(access=ann, name="Pier", key="PT")
    for title in ("Alpha", "Beta"):
        TaskFactory(access=ann, project=project.id, title=title, status="todo")
    sign_in(page, ann)

    def open(kind: str) -> Page:
        page.goto(f"/w/{ann.workspace.slug}/projects/PT/{kind}")
        return page

    return open


@pytest.mark.parametrize("kind", ["list", "board"])
def test_the_keys_after_s_and_p_choose_without_the_server(opened: Callable[[str], Page], kind: str) -> None:
    page = opened(kind)
    intercept(page, MENU, lambda route: route.abort())
    page.get_by_role("link", name="Alpha", exact=True).focus()
    for key in ("p", "ArrowDown", "Enter", "s", "i", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    row = page.locator("[data-row][data-task=PT-1]")
    expect(row.locator(".priority--low")).to_have_count(1)
    expect(row).to_have_attribute("data-status", "in_review")
    expect(page.locator("[data-row][aria-busy=true]")).to_have_count(0)
    page.reload()
    expect(row.locator(".priority--low")).to_have_count(1)
    expect(row).to_have_attribute("data-status", "in_review")


@pytest.mark.parametrize("kind", ["list", "board"])
def test_the_current_choice_is_marked_and_has_the_focus(opened: Callable[[str], Page], kind: str) -> None:
    page = opened(kind)
    link = page.get_by_role("link", name="Alpha", exact=True)
    link.press("p")
    menu = page.get_by_role("menu", name="Priority of PT-1")
    expect(menu.get_by_role("menuitemradio", name="No priority")).to_be_focused()
    menu.get_by_role("menuitemradio", name="High").click()
    link.press("p")
    expect(menu.get_by_role("menuitemradio", checked=True)).to_have_text("High")
    expect(menu.get_by_role("menuitemradio", name="High")).to_be_focused()
    page.keyboard.press("Escape")
    link.press("s")
    expect(page.get_by_role("menuitemradio", checked=True)).to_have_text("To do")


# What a menu offers: roles, names, values and ticks of its items, what its fields hold, and where its forms lead.
OFFERED = """(menu) => [
  [...menu.querySelectorAll(".menu__item")].map((one) =>
    [one.role, one.name, one.value, one.ariaChecked, one.href, one.textContent.trim().replace(/\\s+/g, " ")]),
  [...menu.querySelectorAll(".menu__name, .menu__item use")].map((one) =>
    one.getAttribute("href") ?? one.textContent.trim()),
  [...menu.querySelectorAll("input:not([type=hidden])")].map((one) => [one.name, one.value, one.min, one.max]),
  [...menu.querySelectorAll("form")].map((one) => [one.action, one.dataset.trash]),
]"""


@pytest.mark.parametrize(
    ("name", "opener", "task"),
    [
        ("status", "[data-property=status]", 1),
        ("priority", "[data-property=priority]", 1),
        ("due", "[data-property=due]", 1),
        ("due", "[data-property=due]", 2),
        ("place", "[data-card-menu]", 1),
        ("place", "[data-card-menu]", 2),
    ],
)
def test_it_offers_what_the_menu_of_the_server_offers(
    opened: Callable[[str], Page], ann: Access, name: str, opener: str, task: int
) -> None:
    beta = Task.objects.of(ann).get(title="Beta")
    moved = {"status": "in_review", "priority": 4, "due_on": date(2026, 12, 24), "due_time": time(9, 30)}
    edit_task(ann, task=beta.id, **moved)
    page = opened("board" if name == "place" else "list")
    menu, row = page.locator("#task-menu"), page.locator(f"[data-row][data-task=PT-{task}]")
    with page.expect_response(MENU):
        page.evaluate(f"document.querySelector('[data-menu-of={name}]').dataset.until = Date.now()")  # a day later
        row.locator(opener).click()
    expect(menu.locator(".menu__item").first).to_be_focused()
    of_the_server = menu.evaluate(OFFERED)
    page.keyboard.press("Escape")
    page.reload()
    intercept(page, MENU, lambda route: route.abort())
    row.locator(opener).click()
    expect(menu.locator(".menu__item").first).to_be_visible()
    assert menu.evaluate(OFFERED) == of_the_server


def test_a_day_with_a_time_is_chosen_without_the_server(opened: Callable[[str], Page], ann: Access) -> None:
    page = opened("list")
    intercept(page, MENU, lambda route: route.abort())
    page.get_by_role("link", name="Alpha", exact=True).press("d")
    menu = page.get_by_role("dialog", name="of PT-1")
    menu.get_by_label("Date").fill("2027-02-03")
    menu.get_by_label("Time").fill("14:30")
    with held(page, "**/edit") as let_go:
        menu.get_by_role("button", name="Save").click()
        due = page.locator("[data-row][data-task=PT-1] time")
        expect(due).to_have_text("3 Feb")
        page.get_by_role("link", name="Alpha", exact=True).press("d")
        expect(menu.get_by_label("Date")).to_have_value("2027-02-03")
        expect(menu.get_by_label("Time")).to_have_value("14:30")
        page.keyboard.press("Escape")
        let_go()
    expect(page.locator("[data-row][aria-busy=true]")).to_have_count(0)
    task = Task.objects.of(ann).get(title="Alpha")
    assert (task.due_on, task.due_time) == (date(2027, 2, 3), time(14, 30))


def test_a_card_s_menu_goes_on_to_the_day_and_to_the_trash_without_the_server(
    opened: Callable[[str], Page], ann: Access
) -> None:
    page = opened("board")
    intercept(page, MENU, lambda route: route.abort())
    card = page.locator("[data-row][data-task=PT-1]")
    card.locator("[data-card-menu]").click()
    page.get_by_role("menuitem", name="Due").click()
    page.get_by_role("button", name="Tomorrow").click()
    expect(card.locator("time")).to_contain_text("Tomorrow")
    expect(page.locator("[data-row][aria-busy=true]")).to_have_count(0)
    card.locator("[data-card-menu]").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(card).to_be_hidden()
    expect(page.locator(".toast", has_text="trash")).to_be_visible()
    assert not Task.objects.of(ann).filter(title="Alpha", deleted_at=None).exists()


@pytest.mark.parametrize("path", ["projects/PT/list", "projects/PT/board", "dashboard", "my-work", "tasks/PT-1"])
def test_a_first_choice_by_keys_shows_in_a_frame_on_a_line_that_brings_nothing_more(
    page: Page, opened: Callable[[str], Page], ann: Access, path: str
) -> None:
    alpha = Task.objects.of(ann).get(title="Alpha")
    edit_task(ann, task=alpha.id, assignees=[ann.user.id], due_on=timezone.localdate())
    page.goto(f"/w/{ann.workspace.slug}/{path}")
    intercept(page, re.compile("."), lambda _route: None)  # from now on nothing comes, neither scripts nor answers
    if path != "tasks/PT-1":
        page.locator("[data-task=PT-1] [data-open-task]").first.focus()
    page.keyboard.press("p")
    expect(page.locator(":popover-open [role=menuitemradio]").first).to_be_focused()
    page.keyboard.press("End")
    page.evaluate(
        """() => addEventListener("keydown", () => requestAnimationFrame(() => {
          const shown = "#main :is([data-row], #task-props) .priority--urgent:not([popover] *)";
          window.seen = document.querySelectorAll(shown).length;
        }), { once: true })"""
    )
    page.keyboard.press("Enter")
    page.wait_for_function("window.seen !== undefined")
    assert page.evaluate("window.seen") == 1


@pytest.mark.parametrize("path", ["projects/PT/list", "tasks/PT-2"])
def test_labels_and_people_that_came_once_are_there_at_once_and_ticked_as_the_task_has_them(
    page: Page, opened: Callable[[str], Page], ann: Access, path: str
) -> None:
    bug, _door = (LabelFactory(access=ann, name=name) for name in ("Bug", "Door"))
    MemberFactory(of=ann, name="Bob")
    edit_task(ann, task=Task.objects.of(ann).get(title="Beta").id, labels=[bug.id])
    page.goto(f"/w/{ann.workspace.slug}/{path}")
    row = page.locator("[data-row][data-task=PT-2] [data-open-task]")
    if path == "tasks/PT-2":
        row = page.locator("#task")
    else:
        page.get_by_role("link", name="Alpha", exact=True).focus()
    page.keyboard.press("l")
    expect(page.get_by_role("menuitemcheckbox", name="Door")).to_be_visible()
    page.keyboard.press("Escape")
    with held(page, MENU) as let_go:
        row.focus()
        page.keyboard.press("l")
        menu = page.get_by_role("dialog", name="Labels of PT-2")
        expect(menu.get_by_role("menuitemcheckbox", name="Bug")).to_be_checked()
        expect(menu.get_by_role("menuitemcheckbox", name="Door")).not_to_be_checked()
        with page.expect_response("**/edit"):
            page.keyboard.type("doo")
            page.keyboard.press("Enter")
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        LabelFactory(access=ann, name="Doorstep")
        let_go()
    expect(menu.get_by_role("menuitemcheckbox", name="Doorstep")).to_be_visible()
    expect(menu.get_by_role("menuitemcheckbox", name="Door", exact=True)).to_be_checked()
    links = TaskLabel.objects.of(ann).filter(task__title="Beta")
    assert set(links.values_list("label__name", flat=True)) == {"Bug", "Door"}


def test_a_known_list_is_not_shown_where_a_tick_would_be_a_guess(
    page: Page, opened: Callable[[str], Page], ann: Access
) -> None:
    labels = [LabelFactory(access=ann, name=name).id for name in ("Bug", "Door", "Gate", "Pier")]
    edit_task(ann, task=Task.objects.of(ann).get(title="Beta").id, labels=labels)
    page = opened("list")
    page.get_by_role("link", name="Alpha", exact=True).press("l")
    expect(page.get_by_role("menuitemcheckbox")).to_have_count(4)
    page.keyboard.press("Escape")
    with held(page, MENU) as let_go:
        page.get_by_role("link", name="Beta", exact=True).press("l")
        expect(page.get_by_role("dialog", name="Loading")).to_be_visible()
        let_go()
    expect(page.get_by_role("menuitemcheckbox", checked=True)).to_have_count(4)
