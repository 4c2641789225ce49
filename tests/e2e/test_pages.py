"""Every page at three widths in both themes: nothing sticks out, axe finds nothing, and a screenshot is kept to be
looked at.

The pictures go to .build/screenshots/<page>-<width>-<theme>.png.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from accounts.access import Access
from tests.e2e.catalogue import PLACES
from tests.scene import ferry_company

WIDTHS = {360: 740, 768: 1024, 1440: 900}
THEMES = ("light", "dark")
# Best practices are ours to weigh; what WCAG 2.2 AA asks is not.
AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("name", PLACES)
def test_a_page_holds_at_every_width_and_in_both_themes(
    page: Page, sign_in: Callable[[Page, Access], None], name: str
) -> None:
    scene, place = ferry_company(date.today()), PLACES[name]  # noqa: DTZ011 (the browser's day)
    if place.signed_in:
        sign_in(page, scene.owner)
    folder = Path(settings.BASE_DIR) / ".build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    troubles = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        answer = page.goto(place.path(scene))
        assert answer is not None
        assert answer.status == place.status
        page.wait_for_load_state("networkidle")
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=folder / f"{name}-{width}-{theme}.png")
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                troubles.append(f"{width} px, {theme}: the page is {wide} px wide")
            if width != 768:
                found = Axe().run(page, options=AXE).response["violations"]
                troubles += [
                    f"{width} px, {theme}: {item['id']}: {node['html'][:160]}"
                    for item in found
                    for node in item["nodes"][:3]
                ]
    assert troubles == []
