"""Names as long and as odd as people can give them, on every page: no text leaves its box, no page scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from accounts.access import Access
from accounts.models import User
from primetrade.text import NAME_LIMIT
from tasks.models import Comment, Label, Project, Task
from tests.e2e.catalogue import PLACES
from tests.e2e.test_pages import WIDTHS, wait_until_drawn
from tests.e2e.test_pages import picture as picture_of
from tests.scene import Scene, ferry_company

HOSTILE = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "w" * 200,
    "A title of two hundred characters says everything that anybody could ever want to know about what there is to do "
    "before one has even opened the task that it belongs to, which is kind and nonetheless too much of it all",
    "🛥️👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 8,
    "עברית: לבדוק את כל הכרטיסים (PT-12) לפני ההפלגה!",
    "<b>bold</b> & <img src=x onerror=alert(1)>",
)

# Where text stands outside a box that does not cut it off, or is cut off without an ellipsis.
OUTSIDE = """() => {
  const seen = [];
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const tell = (element, how) =>
    seen.push(`${how}: ${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 30)}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const holder = text.parentElement;
    if (!text.data.trim() || !shown(holder) || holder.closest(".only-heard, script, style, select")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right } = range.getBoundingClientRect();
    for (let box = holder; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.display === "inline" || style.display === "contents") continue;
      if (style.overflowX !== "visible" || style.clipPath !== "none") {
        const cut = box.scrollWidth > box.clientWidth + 1 && /hidden|clip/.test(style.overflowX);
        if (cut && style.whiteSpace === "nowrap" && style.textOverflow !== "ellipsis") tell(box, "cut off");
        break;
      }
      const edges = box.getBoundingClientRect();
      if (left < edges.left - 1 || right > edges.right + 1) {
        tell(box, "outside");
        break;
      }
    }
  }
  return [...new Set(seen)];
}"""

pytestmark = pytest.mark.django_db(transaction=True)


def hostile(scene: Scene) -> Scene:
    """Everything that has a name gets one of these: titles, projects, labels, people, comments."""
    for model, field in ((Task, "title"), (Project, "name"), (Label, "name"), (Comment, "body")):
        limit = model._meta.get_field(field).max_length
        for number, row in enumerate(model.objects.of(scene.owner).order_by("id")):
            name = HOSTILE[number % len(HOSTILE)]
            again = f"{number} " if number >= len(HOSTILE) else ""  # labels have names of their own
            model.objects.of(scene.owner).filter(id=row.id).update(**{field: f"{again}{name}"[:limit]})
    for row, name in zip(User.objects.order_by("id"), HOSTILE, strict=False):
        User.objects.filter(id=row.id).update(name=name[:NAME_LIMIT])
    return scene


@pytest.mark.parametrize("name", PLACES)
def test_a_page_holds_names_of_every_kind(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None], name: str
) -> None:
    scene, place, page = hostile(ferry_company(date.today())), PLACES[name], new_page()  # noqa: DTZ011 (the browser's day)
    if place.signed_in:
        sign_in(page, scene.owner)
    page.emulate_media(reduced_motion="reduce")
    troubles = []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(place.path(scene))
        wait_until_drawn(page)
        page.screenshot(path=picture_of(f"hostile-{name}", width, "light"))
        wide = page.evaluate("document.documentElement.scrollWidth")
        troubles += [f"{width} px: {one}" for one in page.evaluate(OUTSIDE)]
        if wide > width:
            troubles.append(f"{width} px: the page is {wide} px wide")
    assert not troubles, "\n".join(troubles)
