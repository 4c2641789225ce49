"""Forms that leave their page: signed out or without a network, what was typed stays, and is then sent once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.access import Access
from accounts.models import Session, User, Workspace
from tasks.imports.models import Import
from tasks.models import Label, Project, Task
from tests.e2e.test_signed_out import come_back, dialog_of
from tests.factories import PASSWORD, MemberFactory, ProjectFactory

SignIn = Callable[[Page, Access], None]
BOARD = Path(settings.BASE_DIR) / "static" / "samples" / "trello-board.json"

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Form:
    """Where a form is, the field that is filled with "Alpha", and the column where that is saved."""

    page: str
    field: str
    model: Any
    column: str = "name"

    def saved(self) -> int:
        rows = getattr(self.model, "everywhere", self.model.objects)
        return int(rows.filter(**{self.column: "Alpha"}).count())

    def fill(self, page: Page) -> None:
        page.locator(self.field).fill("Alpha")

    def is_filled(self, page: Page) -> None:
        expect(page.locator(self.field)).to_have_value("Alpha")

    def submit(self, page: Page) -> None:
        page.locator(self.field).evaluate("(field) => field.form.requestSubmit()")


FORMS = {
    "new task": Form("{w}/tasks/new", "#main [name=title]", Task, "title"),
    "new project": Form("{w}/projects/new", "#main [name=name]", Project),
    "project": Form("{w}/projects/PT/settings", "#main [name=name]", Project),
    "new workspace": Form("/workspaces/new", "#main [name=name]", Workspace),
    "workspace": Form("{w}/settings", "#main [name=name] >> nth=0", Workspace),
    "label": Form("{w}/settings", "form:has([name=form_key]) [name=name]", Label),
    "profile": Form("/settings/profile", "#main [name=name]", User),
}


@pytest.fixture
def project(ann: Access) -> Project:
    return ProjectFactory(access=ann, name="PrimeTrade", key="PT")


@pytest.fixture
def opened(page: Page, sign_in: SignIn, ann: Access, project: Project) -> Callable[[str], Page]:
    def open_page(address: str) -> Page:
        sign_in(page, ann)
        page.goto(address.format(w=f"/w/{ann.workspace.slug}"))
        return page

    return open_page


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_signed_out_the_dialog_asks_and_then_it_is_saved_once(opened: Callable[[str], Page], form: Form) -> None:
    page = opened(form.page)
    form.fill(page)
    Session.objects.all().delete()
    form.submit(page)
    expect(dialog_of(page).get_by_label("Password")).to_be_focused()
    form.is_filled(page)
    with page.expect_navigation():
        come_back(page)
    assert form.saved() == 1


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_offline_it_says_so_and_goes_through_once_when_the_network_is_back(
    opened: Callable[[str], Page], form: Form
) -> None:
    page = opened(form.page)
    form.fill(page)
    page.context.set_offline(True)
    form.submit(page)
    expect(page.locator(".toast--bad")).to_contain_text("What you typed is kept. The network is gone.")
    form.is_filled(page)
    page.context.set_offline(False)
    with page.expect_navigation():
        form.submit(page)
    assert form.saved() == 1


def test_a_file_is_read_after_signing_in_again(opened: Callable[[str], Page], ann: Access) -> None:
    page = opened("{w}/imports/new")
    Session.objects.all().delete()
    page.set_input_files('#main input[type="file"]', BOARD)
    come_back(page)
    page.wait_for_url("**/imports/*-*")
    assert Import.objects.of(ann.workspace).count() == 1


def test_who_cancels_keeps_what_they_typed_and_is_asked_before_leaving(opened: Callable[[str], Page]) -> None:
    form = FORMS["project"]
    page = opened(form.page)
    form.fill(page)
    Session.objects.all().delete()
    form.submit(page)
    dialog_of(page).get_by_role("button", name="Cancel").click()
    expect(page.locator(".toast--bad")).to_contain_text("You are signed out.")
    form.is_filled(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/")
    assert asked == ["beforeunload"]


def test_a_form_that_comes_back_filled_in_is_not_saved_and_says_so_before_it_is_left(
    opened: Callable[[str], Page], ann: Access
) -> None:
    page = opened("{w}/projects/PT/settings")
    field = page.locator(FORMS["project"].field)
    field.fill("Alpha")
    Session.objects.all().delete()
    field.evaluate("(one) => one.form.submit()")  # as without scripts
    page.get_by_label("E-mail").fill(ann.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(field).to_have_value("Alpha")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("h1").click()  # browsers ask for those who have touched the page
    page.goto("/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("left", ["open", "for another page"])
def test_somebody_else_s_sign_in_in_another_tab_saves_nothing_and_shows_nothing(
    opened: Callable[[str], Page], ann: Access, left: str
) -> None:
    bob = MemberFactory(of=ann, name="Bob", role="admin")
    form = FORMS["project"]
    page = opened(form.page)
    form.fill(page)
    other = page.context.new_page()
    Session.objects.all().delete()
    sign_in_by_form(other, bob)
    if left == "open":
        with page.expect_navigation():
            form.submit(page)
    else:
        page.goto("/")
        page.go_back()
    expect(page.locator(form.field)).to_have_value("PrimeTrade")
    assert form.saved() == 0


def test_signing_out_asks_nobody_to_sign_in(opened: Callable[[str], Page]) -> None:
    page = opened("/settings/profile")
    Session.objects.all().delete()
    page.locator("#main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def sign_in_by_form(page: Page, access: Access) -> None:
    page.goto("/login")
    page.get_by_label("E-mail").fill(access.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/dashboard")
