"""With scripts off every button that is shown sends a form or opens something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from tests.e2e.catalogue import PLACES
from tests.scene import ferry_company

pytestmark = pytest.mark.django_db(transaction=True)

DOES_NOTHING = "button[type=button]:not([popovertarget]):visible, button:not(form *, [form], [popovertarget]):visible"
EMPTY_LINK = "a:is([href=''], [href='#'], :not([href])):visible"


@pytest.mark.parametrize("name", PLACES)
def test_no_button_or_link_does_nothing(plain_page: Page, sign_in: Callable[[Page, Access], None], name: str) -> None:
    scene, place = ferry_company(date.today()), PLACES[name]  # noqa: DTZ011 (the browser's day)
    if place.signed_in:
        sign_in(plain_page, scene.owner)
    plain_page.goto(place.path(scene))
    expect(plain_page.locator("h1").first).to_be_attached()
    expect(plain_page.locator(DOES_NOTHING)).to_have_count(0)
    expect(plain_page.locator(EMPTY_LINK)).to_have_count(0)
