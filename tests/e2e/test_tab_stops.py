"""Tab leads through every page, first to a way to skip; nothing holds it, and what has the focus shows it, in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Page

from accounts.access import Access
from tests.e2e.catalogue import PLACES
from tests.e2e.test_pages import wait_until_drawn
from tests.scene import ferry_company

STOPS_MOST = 400
# What is wrong with the element that has the focus, or "" without one. An outline or a ring shows the focus, on the
# element or on the row, card or field around it.
LOOK = """() => {
  const at = document.activeElement;
  if (at === document.body) return {};
  const said = at.getAttribute("aria-label") || at.textContent.trim().slice(0, 40) || at.name || at.id;
  const parts = at.matches("[type=date], [type=time]"); // day, month and year are stops of their own
  const again = at.dataset.visited === "1" && !parts;
  at.dataset.visited = "1";
  const ring = ({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || / 0px 0px 0px [1-9]/.test(boxShadow);
  const around = [at, at.parentElement, at.closest("li, label, .field")];
  const box = at.getBoundingClientRect();
  const within = (far, most) => Math.min(Math.max(far, 0), most - 1);
  const [x, y] = [within(box.left + box.width / 2, innerWidth), within(box.top + box.height / 2, innerHeight)];
  const top = document.elementFromPoint(x, y);
  return {
    name: `${at.tagName.toLowerCase()} “${said.replace(/\\s+/g, " ")}”`,
    skips: at.matches(".skip"),
    again,
    shows: around.some((one) => one && ring(getComputedStyle(one))),
    seen: box.width > 0 && top && (at.contains(top) || top.contains(at) || at.closest("label")?.contains(top)),
  };
}"""
# From the top, wherever the page has put the focus.
BEGIN = """() => {
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
}"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [(1440, 900), (360, 740)], ids=["wide", "phone"])
def test_tab_leads_through_every_page(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None], size: tuple[int, int]
) -> None:
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    view = {"width": size[0], "height": size[1]}
    signed_in, stranger = new_page(viewport=view), new_page(viewport=view)
    sign_in(signed_in, scene.owner)
    troubles = [
        f"{name}: {trouble}"
        for name, place in PLACES.items()
        for trouble in troubles_of(signed_in if place.signed_in else stranger, place.path(scene))
    ]
    assert not troubles, "\n".join(troubles)


def troubles_of(page: Page, path: str) -> Iterator[str]:
    page.goto(path)
    wait_until_drawn(page)
    page.evaluate(BEGIN)
    stops = 0
    for stops in range(STOPS_MOST):
        page.keyboard.press("Tab")
        at = page.evaluate(LOOK)
        if not at or at["again"]:
            break
        if not stops and page.locator(".skip").count() and not at["skips"]:
            yield f"{at['name']} comes before the way to skip"
        if not at["shows"]:
            yield f"{at['name']} has the focus and does not show it"
        if not at["seen"]:
            yield f"{at['name']} has the focus and is out of sight"
    if at:
        yield f"Tab does not leave the page: after {stops} stops it is at {at['name']}"
