"""What every page has by static/js/behaviours/: toasts, menus, dialogs, keys, passwords, sending once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tests.factories import PersonFactory, TaskFactory

SignIn = Callable[[Page, Access], None]
SAY = "([text, undo]) => document.dispatchEvent(new CustomEvent('toast', { detail: { text, undo } }))"

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_password_can_be_shown_and_hides_before_it_is_sent(page: Page) -> None:
    page.goto("/login")
    secret = page.get_by_label("Password", exact=True)
    secret.fill("winter-boat")
    page.get_by_role("button", name="Show the password").click()
    expect(secret).to_have_attribute("type", "text")
    page.get_by_role("button", name="Show the password").click()
    expect(secret).to_have_attribute("type", "password")


def test_without_scripts_there_is_no_button_that_does_nothing(plain_page: Page) -> None:
    plain_page.goto("/login")
    expect(plain_page.get_by_role("button")).to_have_text(["Sign in"])


def test_sign_up_learns_the_browser_s_zone(page: Page) -> None:
    page.goto("/register")
    expect(page.locator("input[name=timezone]")).to_have_value("Europe/Berlin")


def test_the_field_at_fault_takes_the_focus(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("Your name").fill("Mara")
    page.get_by_role("button", name="Create account").click()
    email = page.get_by_label("E-mail")
    expect(email).to_be_focused()
    expect(email).to_have_accessible_description(re.compile(r"\w"))


@pytest.fixture
def dashboard(page: Page, sign_in: SignIn) -> Page:
    sign_in(page, PersonFactory(name="Mara"))
    page.goto("/dashboard")
    return page


def test_the_switcher_is_a_menu_for_the_arrows_and_gives_the_focus_back(dashboard: Page) -> None:
    switcher = dashboard.locator(".rail__switch")
    switcher.press("Enter")
    menu = dashboard.get_by_role("menu", name="Workspaces")
    expect(menu.locator('[aria-current="true"]')).to_be_focused()
    expect(switcher).to_have_attribute("aria-expanded", "true")
    dashboard.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitem", name="New workspace")).to_be_focused()
    dashboard.keyboard.press("End")
    expect(menu.get_by_role("menuitem", name="Sign out")).to_be_focused()
    dashboard.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(switcher).to_be_focused()


def test_the_switcher_opens_without_scripts(plain_page: Page, sign_in: SignIn) -> None:
    sign_in(plain_page, PersonFactory())
    plain_page.goto("/dashboard")
    plain_page.locator(".rail__switch").click()
    plain_page.get_by_role("menuitem", name="Sign out").click()
    expect(plain_page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_g_then_a_letter_goes_there(dashboard: Page) -> None:
    dashboard.keyboard.press("g")
    dashboard.keyboard.press("t")
    dashboard.wait_for_url("**/trash")


def test_c_opens_the_form_in_a_dialog_and_keys_rest_while_typing(dashboard: Page) -> None:
    dashboard.keyboard.press("c")
    dialog = dashboard.get_by_role("dialog", name="Add task")
    title = dialog.locator("input[name=title], textarea[name=title]")
    expect(title).to_be_focused()
    title.press_sequentially("cgtj?")
    expect(title).to_have_value("cgtj?")
    dashboard.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_what_a_dialog_made_shows_at_once_without_leaving_the_page(dashboard: Page) -> None:
    dashboard.get_by_text("Add task").first.click()
    dialog = dashboard.get_by_role("dialog", name="Add task")
    dialog.get_by_label("Title").fill("Paint the gangway")
    dialog.get_by_role("button", name="Create task").click()
    expect(dialog).to_be_hidden()
    expect(dashboard.locator("#toasts [data-toast]")).to_contain_text("Paint the gangway")
    expect(dashboard.locator("#rail").get_by_role("link", name="Inbox")).to_contain_text("1")


def test_a_form_that_fails_its_checks_stays_in_its_dialog_with_the_text(dashboard: Page) -> None:
    dashboard.keyboard.press("c")
    dialog = dashboard.get_by_role("dialog", name="Add task")
    dialog.get_by_label("Description").fill("Two coats")
    dialog.locator("form[action]").evaluate("form => { form.noValidate = true }")
    dialog.get_by_role("button", name="Create task").click()
    expect(dialog.get_by_label("Title")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Description")).to_have_value("Two coats")


def test_keys_are_listed_and_each_can_be_switched_off(dashboard: Page) -> None:
    dashboard.keyboard.press("?")
    keys = dashboard.get_by_role("dialog", name="Keys")
    keys.get_by_role("switch", name="Add a task").uncheck()
    dashboard.keyboard.press("Escape")
    dashboard.keyboard.press("c")
    expect(dashboard.get_by_role("dialog", name="Add task")).to_be_hidden()
    dashboard.reload()
    dashboard.keyboard.press("?")
    expect(keys.get_by_role("switch", name="Add a task")).not_to_be_checked()


def test_j_and_k_move_over_the_tasks(page: Page, sign_in: SignIn) -> None:
    mara = PersonFactory()
    task = TaskFactory(access=mara, title="Paint the gangway")
    sign_in(page, mara)
    page.goto(f"/w/{mara.workspace.slug}/projects/{task.project.key}/list")
    rows = page.locator("[data-row] [data-open-task]")
    page.keyboard.press("j")
    expect(rows.first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(rows.first).to_be_focused()


def test_the_rest_works_where_a_module_does_not_load(page: Page, sign_in: SignIn) -> None:
    mara = PersonFactory()
    task = TaskFactory(access=mara, title="Paint the gangway")
    sign_in(page, mara)
    page.route(re.compile(r"/js/tasks\.\w+\.js"), lambda route: route.abort())
    page.goto(f"/w/{mara.workspace.slug}/projects/{task.project.key}/list")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Paint the gangway")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").locator("#task-title")).to_be_visible()


def test_a_toast_leaves_after_eight_seconds_but_waits_under_the_pointer(dashboard: Page) -> None:
    dashboard.clock.install()
    dashboard.reload()
    dashboard.evaluate(SAY, ["Moved PT-1 to Trash", "/undo"])
    toast = dashboard.get_by_role("status").locator("[data-toast]")
    expect(toast).to_contain_text("Moved PT-1 to Trash")
    toast.hover()
    dashboard.clock.run_for(20_000)
    expect(toast).to_be_visible()
    dashboard.mouse.move(900, 100)
    dashboard.clock.run_for(7_000)
    expect(toast).to_be_visible()
    dashboard.clock.run_for(1_500)
    expect(toast).to_have_count(0)


def test_a_toast_can_be_dismissed_and_carries_its_undo(dashboard: Page) -> None:
    dashboard.evaluate(SAY, ["Moved PT-1 to Trash", "/w/a/batches/1/undo"])
    toast = dashboard.locator("#toasts [data-toast]")
    expect(toast.locator("form")).to_have_attribute("action", "/w/a/batches/1/undo")
    toast.get_by_role("button", name="Dismiss").click()
    expect(toast).to_have_count(0)


def test_the_rail_is_a_drawer_on_phones_without_scripts_too(plain_page: Page, sign_in: SignIn) -> None:
    plain_page.set_viewport_size({"width": 360, "height": 740})
    sign_in(plain_page, PersonFactory())
    plain_page.goto("/dashboard")
    trash = plain_page.get_by_role("link", name="Trash")
    expect(trash).to_be_hidden()
    plain_page.get_by_role("button", name="Open navigation").click()
    expect(trash).to_be_visible()
