"""Coming in and going out in a real browser, with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["with scripts", "without scripts"])
def any_page(request, new_page) -> Page:
    return new_page(java_script_enabled=request.param == "with scripts")


def fill_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/login")
    page.fill('input[type="email"]', email)
    page.fill('input[type="password"]', password)
    page.click('button[type="submit"]')


def test_the_sign_in_form_leads_to_the_dashboard(any_page):
    PersonFactory(email="ann@example.org")
    fill_in(any_page, "ann@example.org")
    any_page.wait_for_url("**/dashboard")


def test_a_refused_sign_in_keeps_the_address_and_says_so(any_page):
    PersonFactory(email="ann@example.org")
    fill_in(any_page, "ann@example.org", "wrong")
    expect(any_page.get_by_text("That e-mail address and password don’t match.")).to_be_visible()
    assert any_page.input_value('input[type="email"]') == "ann@example.org"


def test_signing_up_takes_the_browsers_zone(page):
    page.goto("/register")
    page.fill('input[name="name"]', "John")
    page.fill('input[type="email"]', "john@example.org")
    page.fill('input[type="password"]', PASSWORD)
    page.click('button[type="submit"]')
    page.wait_for_url("**/welcome")
    assert User.objects.get(email="john@example.org").timezone == "Europe/Berlin"


def test_signing_out_shows_the_landing_page_and_going_back_shows_nothing(any_page):
    PersonFactory(email="ann@example.org")
    fill_in(any_page, "ann@example.org")
    any_page.wait_for_url("**/dashboard")
    any_page.goto("/settings/profile")
    any_page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(any_page).to_have_url(re.compile(r"/$"))
    any_page.go_back()
    any_page.wait_for_url("**/login?next=**")


def test_the_profile_is_saved_and_the_theme_follows(any_page, sign_in):
    sign_in(any_page, PersonFactory(name="Ann"))
    any_page.goto("/settings/profile")
    any_page.get_by_label("Dark").check()
    any_page.get_by_label("Your name").fill("Anna")
    any_page.get_by_role("button", name="Save profile").click()
    expect(any_page.get_by_text("Profile saved.")).to_be_visible()
    assert any_page.get_attribute("html", "data-theme") == "dark"
    assert any_page.input_value('input[name="name"]') == "Anna"


def test_a_changed_password_ends_the_other_browser_and_keeps_this_one(new_page, sign_in):
    ann = PersonFactory()
    here, there = new_page(), new_page()
    for page in (here, there):
        sign_in(page, ann)
    here.goto("/settings/password")
    here.get_by_label("Current password").fill(PASSWORD)
    here.get_by_label("New password").fill("a whole new phrase")
    here.get_by_role("button", name="Change password").click()
    here.wait_for_url("**/settings/profile")
    there.goto("/dashboard")
    there.wait_for_url("**/login?next=/dashboard")
