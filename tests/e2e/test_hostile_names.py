"""Names as long and as odd as people can give them, on every page: no text leaves its box, no page scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from accounts.models import User
from primetrade.text import NAME_LIMIT
from tasks.models import Comment, Label, Project, Task
from tests.e2e.catalogue import PLACES
from tests.e2e.test_pages import WIDTHS, wait_until_drawn
from tests.e2e.test_pages import picture as picture_of
from tests.scene import Scene, ferry_company
from tests.tasks.imports.boards import everything
from tests.tasks.imports.runs import started

HOSTILE = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "w" * 200,
    "A title of two hundred characters says everything that anybody could ever want to know about what there is to do "
    "before one has even opened the task that it belongs to, which is kind and nonetheless too much of it all",
    "🛥️👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 8,
    "עברית: לבדוק את כל הכרטיסים (PT-12) לפני ההפלגה!",
    "<b>bold</b> & <img src=x onerror=alert(1)>",
)

ALL_WIDTHS = WIDTHS | {2560: 1440}

# What both looks begin with: what was seen, whether something is shown, and the walk over the texts.
LOOK = """() => {
  const seen = [];
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const tell = (element, how) =>
    seen.push(`${how}: ${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 30)}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"""

# Where text stands outside a box that does not cut it off, or is cut off without an ellipsis.
OUTSIDE = (
    LOOK
    + """
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
)

# Which names don't begin where their own direction begins, or are cut off there; and what was square and was squeezed.
MISLAID = (
    LOOK
    + """
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const holder = text.parentElement;
    const from = text.data.search(/\\S/);
    if (from < 0 || !shown(holder) || holder.closest(".only-heard, script, style, select, textarea, pre")) continue;
    if (getComputedStyle(holder).clipPath !== "none") continue; // a name in the rail that is only heard
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + 1);
    const first = range.getBoundingClientRect();
    range.setEnd(text, text.length);
    const line = [...range.getClientRects()].filter((part) => part.top < first.bottom && part.bottom > first.top);
    const rightToLeft = /[\\u0590-\\u05ff]/.test(text.data[from]);
    const end = Math.max(...line.map((part) => part.right));
    if (rightToLeft && first.right < end - 1) tell(holder, "in the wrong direction");
    let box = holder;
    while (getComputedStyle(box).display === "inline") box = box.parentElement;
    if (box.scrollWidth <= box.clientWidth || getComputedStyle(box).textOverflow !== "ellipsis") continue;
    if (box.textContent.trimStart().startsWith(text.data.trim())) {
      const { left, right } = box.getBoundingClientRect();
      if (first.left < left - 1 || first.right > right + 1) tell(box, "cut off at its beginning");
    }
  }
  for (const square of document.querySelectorAll(".avatar, .rail__mark, :not(.field__wrap) > .button--square")) {
    const { width, height } = square.getBoundingClientRect();
    if (shown(square) && width < height - 1) tell(square.parentElement, "squeezed");
  }
  return [...new Set(seen)];
}"""
)

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


def menu_of_a_row(key: str) -> Callable[[Page], None]:
    def opens(page: Page) -> None:
        page.locator("[data-row] [data-open-task]").first.press(key)
        expect(page.locator("#task-menu :is(button, input):visible").first).to_be_visible()

    return opens


def menu_of_a_card(page: Page) -> None:
    page.locator("[data-card-menu]").first.click()
    expect(page.get_by_role("menuitem", name="Move to trash")).to_be_visible()


def labels_of_a_card(page: Page) -> None:
    menu_of_a_card(page)
    page.locator("#task-menu [data-menu-next=labels]").click()
    expect(page.locator("#task-menu").get_by_role("textbox")).to_be_visible()


def toast(page: Page) -> None:
    """Takes the task back, so that it is there for the next width."""
    menu_of_a_card(page)
    page.get_by_role("menuitem", name="Move to trash").click()
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-toast]")).to_have_count(1)


def rail(page: Page) -> None:
    if page.viewport_size["width"] < 640:
        page.get_by_role("button", name="Open navigation").click()


def workspaces(page: Page) -> None:
    rail(page)
    page.locator(".rail__switch").click()


def panel(page: Page) -> None:
    page.locator("[data-row] [data-open-task]").first.click()
    expect(page.locator("#task-props")).to_be_visible()


def filters(page: Page) -> None:
    page.locator("#filter-open:visible, #filter-sheet:visible").click()


def new_task(page: Page) -> None:
    page.locator("[data-dialog=new-task]:visible").first.click()
    expect(page.locator("#new-task").get_by_role("button", name="Create task")).to_be_visible()
    page.locator("#new-task summary").click()


def labels(page: Page) -> None:
    for summary in page.locator(".label-line summary").all()[:2]:
        summary.click()
    page.locator(".label-line summary").first.scroll_into_view_if_needed()


# What opens → the page that it opens on, and how.
OPENED: dict[str, tuple[str, Callable[[Page], Any]]] = {
    "rail": ("my-work", rail),
    "workspaces": ("my-work", workspaces),
    "labels-of-a-row": ("list", menu_of_a_row("l")),
    "people-of-a-row": ("list", menu_of_a_row("a")),
    "due-of-a-row": ("list", menu_of_a_row("d")),
    "card-menu": ("board", menu_of_a_card),
    "card-labels": ("board", labels_of_a_card),
    "toast": ("board", toast),
    "panel": ("list", panel),
    "filters": ("list-filtered", filters),
    "new-task": ("list", new_task),
    "settings-labels": ("workspace-settings", labels),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_page_holds_names_of_every_kind(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None], name: str
) -> None:
    scene, place, page = hostile(ferry_company(date.today())), PLACES[name], new_page()  # noqa: DTZ011 (the browser's day)
    if place.signed_in:
        sign_in(page, scene.owner)
    assert_holds(page, name, place.path(scene))


@pytest.mark.parametrize("name", OPENED)
def test_what_opens_on_a_page_holds_them_too(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None], name: str
) -> None:
    scene, page, (place, opens) = hostile(ferry_company(date.today())), new_page(), OPENED[name]  # noqa: DTZ011
    sign_in(page, scene.owner)
    assert_holds(page, name, PLACES[place].path(scene), opens)


def test_the_preview_of_an_import_holds_them_too(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None]
) -> None:
    scene, page = hostile(ferry_company(date.today())), new_page()  # noqa: DTZ011
    run = started(scene.owner, hostile_board())
    sign_in(page, scene.owner)
    assert_holds(page, "import-preview", f"/w/{scene.owner.workspace.slug}/imports/{run.id}")


@pytest.mark.parametrize("name", ["list", "my-work", "all-tasks", "inbox"])
def test_on_a_wide_screen_rows_are_no_wider_than_pages(
    new_page: Callable[..., Page], sign_in: Callable[[Page, Access], None], name: str
) -> None:
    scene, page = ferry_company(date.today()), new_page(viewport={"width": 2560, "height": 1440})  # noqa: DTZ011
    sign_in(page, scene.owner)
    page.goto(PLACES[name].path(scene))
    main, rows = page.locator("main").bounding_box(), page.locator(".task-list").first.bounding_box()

    assert rows["width"] == 76 * 16
    assert abs((rows["x"] - main["x"]) - (main["width"] - rows["width"]) / 2) < 1


def assert_holds(page: Page, name: str, path: str, opens: Callable[[Page], Any] | None = None) -> None:
    """No text is outside its box or begins there, nothing scrolls sideways, at any width. Keeps pictures to look at."""
    page.emulate_media(reduced_motion="reduce")
    troubles = []
    for number, (width, height) in enumerate(ALL_WIDTHS.items()):
        page.set_viewport_size({"width": width, "height": height})
        if opens or not number:
            page.goto(path)
            wait_until_drawn(page)
        if opens:
            opens(page)
            wait_until_drawn(page)
        page.screenshot(path=picture_of(f"hostile-{name}", width, "light"))
        wide = page.evaluate("document.documentElement.scrollWidth")
        troubles += [f"{width} px: {one}" for look in (OUTSIDE, MISLAID) for one in page.evaluate(look)]
        if wide > width:
            troubles.append(f"{width} px: the page is {wide} px wide")
    assert not troubles, "\n".join(troubles)


def hostile_board() -> dict[str, Any]:
    """A board whose lists, labels, people and cards have these names."""
    board = everything()
    for things, field in (("lists", "name"), ("labels", "name"), ("members", "fullName"), ("cards", "name")):
        for number, thing in enumerate(board[things]):
            thing[field] = HOSTILE[number % len(HOSTILE)]
    return board
