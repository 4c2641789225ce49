"""Nothing typed waits for the server, and nothing typed is lost or made twice, whatever the line does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from tasks.models import Task
from tests.e2e.interception import intercept
from tests.factories import ProjectFactory, TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

NEW = re.compile(r"/tasks/new")
KEY_MS = 60


@pytest.fixture
def open_view(page: Page, sign_in: SignIn, ann: Access) -> Callable[[str], Page]:
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    TaskFactory(access=ann, title="Mend the gate", project=project.id, status="todo")

    def open(view: str) -> Page:
        sign_in(page, ann)
        page.goto(f"/w/{ann.workspace.slug}/projects/PT/{view}")
        return page

    return open


def slow(page: Page, latency_ms: int) -> None:
    """Let every answer take this much longer."""
    line = {"offline": False, "latency": latency_ms, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)


def quick_add(page: Page) -> None:
    page.get_by_role("link", name="Add a task: to do").click()
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()


def type_and_fail(page: Page, lines: str) -> None:
    """Type lines, of which none has an answer before all are typed; then there is no network."""
    waiting: list[Route] = []
    intercept(page, NEW, lambda route: route.abort() if waiting else waiting.append(route))
    page.keyboard.type(lines)
    expect(page.locator(".pending")).to_have_count(lines.count("\n"))
    waiting[0].abort()


def titles(access: Access) -> list[str]:
    return sorted(Task.objects.of(access).filter(project__key="PT").values_list("title", flat=True))


def rows(page: Page) -> list[str]:
    return page.locator("[data-column=todo] [data-open-task]").all_text_contents()


@pytest.mark.parametrize("view", ["list", "board"])
@pytest.mark.parametrize("latency_ms", [0, 200, 2000])
def test_lines_typed_one_after_another_are_all_added(
    open_view: Callable[[str], Page], ann: Access, view: str, latency_ms: int
) -> None:
    page = open_view(view)
    quick_add(page)
    slow(page, latency_ms)
    page.keyboard.type("Alpha\nBeta\nGamma\n", delay=KEY_MS)
    expect(page.get_by_role("textbox", name="Title")).to_have_value("")
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()
    expect(page.locator(".pending")).to_have_count(0)
    assert rows(page) == ["Gamma", "Beta", "Alpha", "Mend the gate"]
    expect(page.locator("[data-group=todo] [data-count]")).to_have_attribute("data-count", "4")
    page.reload()
    assert rows(page) == ["Gamma", "Beta", "Alpha", "Mend the gate"]
    assert titles(ann) == ["Alpha", "Beta", "Gamma", "Mend the gate"]


def test_a_line_shows_as_pending_before_any_answer(open_view: Callable[[str], Page]) -> None:
    page = open_view("list")
    quick_add(page)
    intercept(page, NEW, lambda route: None)
    page.keyboard.type("Alpha\nBeta\nGam")
    expect(page.locator(".pending[aria-busy=true] .pending__title")).to_have_text(["Beta", "Alpha"])
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Gam")


@pytest.mark.parametrize("view", ["list", "board"])
def test_a_pending_row_is_as_tall_as_the_row_that_replaces_it(open_view: Callable[[str], Page], view: str) -> None:
    page = open_view(view)
    quick_add(page)
    waiting: list[Route] = []
    intercept(page, NEW, lambda route: waiting.append(route))
    page.keyboard.type("Alpha\n")
    pending = page.locator(".pending")
    expect(pending).to_have_count(1)
    tall = pending.bounding_box()
    waiting[0].continue_()
    row = page.locator("[data-row]", has_text="Alpha")
    expect(row).to_be_visible()
    assert tall is not None
    assert row.bounding_box() == tall


def test_held_enter_adds_one(open_view: Callable[[str], Page], ann: Access) -> None:
    page = open_view("list")
    quick_add(page)
    page.keyboard.type("Alpha")
    for _ in range(4):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.locator("[data-row]", has_text="Alpha")).to_have_count(1)
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    assert titles(ann) == ["Alpha", "Mend the gate"]


@pytest.mark.parametrize("view", ["list", "board"])
def test_lines_that_fail_come_back_and_are_added_once(open_view: Callable[[str], Page], ann: Access, view: str) -> None:
    page = open_view(view)
    field = page.get_by_role("textbox", name="Title")
    quick_add(page)
    type_and_fail(page, "Alpha\nBeta\n")
    expect(field).to_have_value("Alpha")
    failed = page.locator(".pending").filter(has_text="Beta")
    expect(failed.get_by_role("button", name="Try again")).to_be_visible()
    expect(field).to_be_focused()
    page.unroute(NEW)
    failed.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-row]", has_text="Beta")).to_be_visible()
    field.press("Enter")
    expect(page.locator("[data-row]", has_text="Alpha")).to_be_visible()
    assert titles(ann) == ["Alpha", "Beta", "Mend the gate"]


def test_a_line_that_fails_at_once_does_not_run_into_the_next(open_view: Callable[[str], Page], ann: Access) -> None:
    page = open_view("list")
    quick_add(page)
    intercept(page, NEW, lambda route: route.abort())
    page.keyboard.type("Alpha\nBeta\nGam", delay=KEY_MS)
    expect(page.get_by_role("button", name="Try again")).to_have_count(2)
    expect(page.locator(".pending__title")).to_have_text(["Beta", "Alpha"])
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Gam")
    assert titles(ann) == ["Mend the gate"]


def test_a_line_that_failed_is_edited_and_what_was_typed_meanwhile_waits_unsent(
    open_view: Callable[[str], Page], ann: Access
) -> None:
    page = open_view("list")
    field = page.get_by_role("textbox", name="Title")
    quick_add(page)
    type_and_fail(page, "Alpha\nBeta\n")
    expect(field).to_have_value("Alpha")
    page.unroute(NEW)
    page.get_by_role("button", name="Edit").click()
    expect(field).to_have_value("Beta")
    expect(field).to_be_focused()
    page.keyboard.type(" two\n")
    expect(page.locator("[data-row]", has_text="Beta two")).to_be_visible()
    assert titles(ann) == ["Beta two", "Mend the gate"]
    page.locator(".pending", has_text="Alpha").get_by_role("button", name="Try again").click()
    expect(page.locator("[data-row]", has_text="Alpha")).to_be_visible()
    assert titles(ann) == ["Alpha", "Beta two", "Mend the gate"]


def test_an_answer_that_is_lost_leaves_one_task_after_another_try(
    open_view: Callable[[str], Page], ann: Access
) -> None:
    page = open_view("list")
    field = page.get_by_role("textbox", name="Title")
    quick_add(page)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    intercept(page, NEW, lose)
    page.keyboard.type("Alpha\n")
    expect(field).to_have_value("Alpha")
    page.unroute(NEW)
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]", has_text="Alpha")).to_have_count(1)
    assert titles(ann) == ["Alpha", "Mend the gate"]


def test_leaving_with_a_pending_line_asks_first(open_view: Callable[[str], Page]) -> None:
    page = open_view("list")
    quick_add(page)
    waiting: list[Route] = []
    intercept(page, NEW, lambda route: waiting.append(route))
    page.keyboard.type("Alpha\n")
    expect(page.locator(".pending")).to_have_count(1)
    with page.expect_event("dialog") as asked:
        page.evaluate("setTimeout(() => location.assign('/'))")
    asked.value.dismiss()
    assert asked.value.type == "beforeunload"
    waiting[0].continue_()
    expect(page.locator("[data-row]", has_text="Alpha")).to_be_visible()


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What was asked before the page was left, which is done then."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    return asked


@pytest.mark.parametrize("view", ["list", "board"])
def test_leaving_with_text_in_quick_add_asks_first(
    open_view: Callable[[str], Page], asked: list[str], view: str
) -> None:
    page = open_view(view)
    quick_add(page)
    page.goto(page.url)
    assert asked == []
    quick_add(page)
    page.keyboard.type("Alpha")
    page.goto(page.url)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("came", ["the form", "no form yet", "the form with what is wrong"])
def test_leaving_with_text_in_the_add_dialog_asks_first_but_not_when_it_was_closed(
    open_view: Callable[[str], Page], asked: list[str], came: str
) -> None:
    page = open_view("list")
    if came == "no form yet":
        intercept(page, NEW, lambda _route: None)
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Add task")
    if came != "no form yet":
        expect(dialog.get_by_role("button", name="Create task")).to_be_visible()
    page.keyboard.type("Alpha")
    if came == "the form with what is wrong":
        dialog.locator("summary").click()
        dialog.get_by_label("Parent").fill("Nothing")
        page.keyboard.press("Enter")
        expect(dialog.locator(".field__error")).to_be_visible()
    page.goto(page.url)
    assert asked == ["beforeunload"]
    page.keyboard.press("c")
    page.keyboard.type("Alpha")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.goto(page.url)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("latency_ms", [0, 200, 2000])
def test_keys_after_c_do_not_reach_the_board(open_view: Callable[[str], Page], latency_ms: int) -> None:
    page = open_view("board")
    page.get_by_role("link", name="Mend the gate", exact=True).focus()
    slow(page, latency_ms)
    page.keyboard.type("cA b\n")
    expect(page.locator("[data-row]", has_text="A b")).to_be_visible()
    expect(page.locator(".card--lifted")).to_have_count(0)
    assert rows(page) == ["A b", "Mend the gate"]


def test_c_and_quick_add_lead_to_the_same_place_and_it_is_in_view(
    open_view: Callable[[str], Page], ann: Access
) -> None:
    for number in range(60):
        TaskFactory(
            access=ann,
            title=f"Old {number}",
            project=Task.objects.of(ann).get(title="Mend the gate").project_id,
            status="todo",
        )
    page = open_view("list")
    page.keyboard.press("End")
    page.keyboard.type("c")
    page.keyboard.type("By dialog\n")
    row = page.locator("[data-row]", has_text="By dialog")
    expect(row).to_be_in_viewport()
    quick_add(page)
    page.keyboard.type("By line\n")
    expect(page.locator("[data-row]", has_text="By line")).to_be_in_viewport()
    assert rows(page)[:2] == ["By line", "By dialog"]


def test_j_leaves_the_task_of_the_highest_number(open_view: Callable[[str], Page], ann: Access) -> None:
    page = open_view("list")
    quick_add(page)
    page.keyboard.type("Newest\n")
    expect(page.locator("[data-row]", has_text="Newest")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Newest", exact=True).click()
    expect(page.get_by_role("dialog", name="Newest")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("dialog", name="Mend the gate")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_role("dialog", name="Newest")).to_be_visible()


@pytest.mark.parametrize(
    ("key", "choice", "sign"), [("s", "Completed", "status--completed"), ("p", "Urgent", "priority--urgent")]
)
def test_a_choice_shows_before_the_answer_and_is_taken_back(
    open_view: Callable[[str], Page], key: str, choice: str, sign: str
) -> None:
    page = open_view("list")
    page.get_by_role("link", name="Mend the gate", exact=True).focus()
    page.keyboard.press(key)
    waiting: list[Route] = []
    intercept(page, "**/edit", lambda route: waiting.append(route))
    page.get_by_role("menuitemradio", name=choice).click()
    shown = page.locator("[data-row]", has_text="Mend the gate").locator(f".{sign}")
    expect(shown).to_have_count(1)
    waiting[0].abort()
    expect(page.locator(".toast--bad")).to_contain_text("That couldn’t be saved.")
    expect(shown).to_have_count(0)


def test_a_deleted_row_goes_before_the_answer_and_comes_back_with_the_focus(open_view: Callable[[str], Page]) -> None:
    page = open_view("board")
    link = page.get_by_role("link", name="Mend the gate", exact=True)
    link.focus()
    waiting: list[Route] = []
    intercept(page, "**/delete", lambda route: waiting.append(route))
    page.keyboard.press("#")
    expect(link).to_be_hidden()
    expect(page.locator("body")).not_to_be_focused()
    waiting[0].abort()
    expect(page.locator(".toast--bad")).to_contain_text("PT-1 couldn’t be moved to the trash.")
    expect(link).to_be_focused()
