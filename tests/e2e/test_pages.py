"""Every page at three widths in both themes: nothing sticks out, axe finds nothing, and a screenshot is kept to be
looked at.

The pictures go to .build/screenshots/<page>-<width>-<theme>.png.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve
from playwright.sync_api import Page, expect

from accounts.access import Access
from tests.e2e.axe import THEMES, violations, whole
from tests.e2e.catalogue import ELSEWHERE, PLACES
from tests.matrix.test_matrix import ROWS
from tests.scene import ferry_company

WIDTHS = {360: 740, 768: 1024, 1440: 900}

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_page_is_looked_at() -> None:
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    listed = {resolve(place.path(scene).partition("?")[0]).url_name for place in PLACES.values() if place.status == 200}
    pages = {name for method, name, *answers in ROWS if method == "GET" and "200" in answers}

    assert listed | ELSEWHERE.keys() == {name for name in pages if not name.startswith("api_")}


@pytest.mark.parametrize("name", PLACES)
def test_a_page_holds_at_every_width_and_in_both_themes(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None], name: str
) -> None:
    scene, place = ferry_company(date.today()), PLACES[name]  # noqa: DTZ011 (the browser's day)
    page = new_page(bypass_csp=True)  # for axe
    if place.signed_in:
        sign_in(page, scene.owner)
    answer = page.goto(place.path(scene))
    assert answer is not None
    assert answer.status == place.status
    wait_until_drawn(page)
    troubles = []
    for width, height in WIDTHS.items():
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=picture(name, width, theme))
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                troubles.append(f"{width} px, {theme}: the page is {wide} px wide")
            whole(page)
            troubles += [f"{width} px, {theme}: {fault}" for fault in violations(page)]
    assert troubles == []


def wait_until_drawn(page: Page) -> None:
    """Fonts are there, and so is what the page asked for after it was loaded."""
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => null)")


def picture(name: str, width: int, theme: str) -> Path:
    folder = Path(settings.BASE_DIR) / ".build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}-{width}-{theme}.png"
