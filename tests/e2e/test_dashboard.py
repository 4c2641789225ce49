"""The dashboard in a browser: skeletons that fill themselves with scripts, everything at once without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access import Access
from dashboard.parts import GROUPS
from tasks.days import today
from tasks.models import Task
from tasks.queries import size
from tests.e2e.interception import intercept
from tests.factories import ProjectFactory, team_of
from tests.scene import ferry_company
from tests.tasks.imports.boards import EVERYTHING

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Access], None]


@pytest.fixture
def new(ann: Access) -> Access:
    """Ann in a workspace without tasks."""
    return team_of(ann)


def test_the_first_task_of_a_workspace_brings_its_figures(page: Page, sign_in: SignIn, new: Access) -> None:
    sign_in(page, new)
    page.goto(f"/w/{new.workspace.slug}/dashboard")
    expect(page.get_by_text("Drop a Trello export here")).to_be_visible()

    page.get_by_role("main").get_by_role("link", name="Add task").click()
    page.get_by_role("dialog").get_by_label("Title").fill("Paint the hull")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Open tasks 1")).to_be_visible()
    expect(page.get_by_role("region", name="Recent activity")).to_contain_text("Paint the hull")


def test_without_scripts_the_ways_to_begin_lead_on(plain_page: Page, sign_in: SignIn, new: Access) -> None:
    page = plain_page
    sign_in(page, new)
    for name, heading in (("Add a member", new.workspace.name), ("Add task", "Add task")):
        page.goto(f"/w/{new.workspace.slug}/dashboard")
        page.get_by_role("main").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.goto(f"/w/{new.workspace.slug}/dashboard")
    page.locator("input[type=file]").set_input_files(EVERYTHING)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import from Trello")


def test_activity_is_as_tall_as_what_it_tells(page: Page, sign_in: SignIn, new: Access) -> None:
    project, day = ProjectFactory(access=new, name="Boats").id, today(new)
    rows = [Task(project_id=project, number=number, due_on=day, position="8") for number in range(1, 9)]
    for row in rows:
        row.workspace_id, row.title = new.workspace_id, "Paint the hull"
    Task.objects.bulk_create(rows)  # by no command, so that nothing is told of them
    sign_in(page, new)
    page.goto(f"/w/{new.workspace.slug}/dashboard")

    box = page.get_by_role("region", name="Recent activity").bounding_box()
    told = page.locator(".news").bounding_box()
    beside = page.get_by_role("region", name="Due soon").bounding_box()

    assert box["y"] + box["height"] < beside["y"] + beside["height"]
    assert box["y"] + box["height"] - told["y"] - told["height"] < 4


def test_a_company_s_parts_are_there_with_the_page(page: Page, sign_in: SignIn) -> None:
    sign_in(page, ferry_company(date.today()).owner)  # noqa: DTZ011 (the browser's day)
    page.goto("/welcome")  # the first page tells the server that this browser runs scripts
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/dashboard", wait_until="networkidle")

    assert [address for address in asked if "/dashboard/" in address] == []
    expect(page.locator(".skeleton")).to_have_count(0)


def test_where_many_are_counted_parts_stand_as_skeletons_until_the_answer_of_their_group_comes(
    page: Page, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(size, "MANY", 1)
    sign_in(page, ferry_company(date.today()).owner)  # noqa: DTZ011 (the browser's day)
    page.goto("/welcome")  # the first page tells the server that this browser runs scripts
    held: dict[str, Route] = {}
    intercept(page, "**/dashboard/*", lambda route: held.update({route.request.url.rpartition("/")[2]: route}))

    with page.expect_request("**/dashboard/figures*"), page.expect_request("**/dashboard/lists*"):
        page.goto("/dashboard")
    expect(page.get_by_text("Counting tasks …")).to_be_visible()
    expect(page.locator(".dash > [aria-busy=true]")).to_have_count(sum(len(group.parts) for group in GROUPS.values()))
    before = page.locator(".stats").bounding_box()
    assert len(held) == len(GROUPS)

    held["figures?whose=everybody"].continue_()
    expect(page.locator(".dash > [aria-busy=true]")).to_have_count(3)
    expect(page.get_by_text("Counting tasks …")).to_have_count(0)
    assert page.locator(".stats").bounding_box() == before
    held["lists?whose=everybody"].continue_()
    expect(page.locator(".skeleton")).to_have_count(0)
    expect(page.get_by_role("heading", name="Recent activity")).to_be_visible()
    expect(page.locator("[hx-get]")).to_have_count(0)


def test_a_card_leads_to_its_list(page: Page, sign_in: SignIn) -> None:
    sign_in(page, ferry_company(date.today()).owner)  # noqa: DTZ011 (the browser's day)
    page.goto("/dashboard")
    card = page.locator(".stat", has_text="Overdue")
    number = card.locator(".stat__number").inner_text()

    card.click()

    expect(page.get_by_role("heading", name="Tasks", exact=True)).to_be_visible()
    expect(page.locator(".task-row")).to_have_count(int(number))


def test_without_scripts_every_part_is_there_at_once(plain_page: Page, sign_in: SignIn) -> None:
    sign_in(plain_page, ferry_company(date.today()).owner)  # noqa: DTZ011 (the browser's day)

    plain_page.goto("/dashboard")

    for title in [part.title for group in GROUPS.values() for part in group.parts][1:]:
        expect(plain_page.get_by_role("heading", name=title)).to_be_visible()
    expect(plain_page.locator(".skeleton")).to_have_count(0)
    plain_page.get_by_text("As a table").first.click()
    expect(plain_page.get_by_role("region", name="Tasks by status")).to_be_visible()
