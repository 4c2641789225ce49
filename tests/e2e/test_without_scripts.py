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


def test_no_button_or_link_does_nothing(new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None]) -> None:
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    signed_in, stranger = new_page(java_script_enabled=False), new_page(java_script_enabled=False)
    sign_in(signed_in, scene.owner)
    idle = []
    for name, place in PLACES.items():
        page = signed_in if place.signed_in else stranger
        page.goto(place.path(scene))
        expect(page.locator("h1").first).to_be_attached()
        idle += [(name, one.inner_text()) for one in page.locator(f"{DOES_NOTHING}, {EMPTY_LINK}").all()]
    assert idle == []
