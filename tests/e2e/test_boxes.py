"""Boxes are ticked where the text is read: by keyboard, without scripts, by two people at once, and when it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from primetrade.markdown_boxes import boxes
from tasks.commands import create_comment, edit_task, tick_boxes
from tasks.models import Comment, Task
from tests.e2e.axe import violations_in_both_themes
from tests.e2e.interception import intercept
from tests.factories import MemberFactory, TaskFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "- [ ] Oil the *hinge*\n- [x] Paint it\n\n  twice\n- [ ] Hang it\n  in the yard\n- no box\n"
OIL, PAINT, HANG = (box.name for box in boxes(TEXT))


@pytest.fixture
def task(ann: Access) -> Task:
    return TaskFactory(access=ann, title="Mend the gate", description=TEXT)


def url(task: Task, access: Access) -> str:
    return f"/w/{access.workspace.slug}/tasks/{task.project.key}-{task.number}"


def now(task: Task) -> str:
    return str(Task.objects.of(task).get(id=task.id).description)


def box(page: Page, name: str) -> Any:
    return page.get_by_role("checkbox", name=name)


def test_a_box_is_ticked_by_keyboard_and_history_says_it(page: Page, sign_in: SignIn, ann: Access, task: Task) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))

    box(page, "Oil the hinge").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(box(page, "Paint it")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.locator("#task-stream")).to_contain_text("unticked “Paint it”")
    expect(page.locator("#task-stream")).to_contain_text("ticked “Oil the *hinge*”")
    expect(box(page, "Oil the hinge")).to_be_checked()
    expect(box(page, "Paint it")).to_be_focused()
    expect(page.get_by_role("textbox", name="Description")).to_have_count(0)
    assert now(task) == TEXT.replace("[x]", "[ ]").replace("[ ] Oil", "[x] Oil")


def test_it_is_shown_at_once_and_what_is_ticked_meanwhile_follows(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))
    held: list[Any] = []
    intercept(page, "**/boxes", lambda route: route.continue_() if held else held.append(route))

    box(page, "Oil the hinge").click()
    box(page, "Hang it").click()
    box(page, "Hang it").click()
    box(page, "Paint it").click()
    expect(box(page, "Oil the hinge")).to_be_checked()
    expect(box(page, "Hang it")).not_to_be_checked()
    assert now(task) == TEXT
    held[0].continue_()

    expect(page.locator("#task-stream")).to_contain_text("unticked")
    assert now(task) == TEXT.replace("[x]", "[ ]").replace("[ ] Oil", "[x] Oil")


def test_two_people_tick_at_once_and_both_hold(page: Page, sign_in: SignIn, ann: Access, task: Task) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))
    tick_boxes(MemberFactory(of=ann, name="Bob"), task=task.id, boxes={HANG: True})

    box(page, "Oil the hinge").click()

    expect(page.locator("#task-stream")).to_contain_text("ticked “Hang it”")
    assert now(task) == TEXT.replace("[ ]", "[x]")


def test_a_box_whose_line_was_changed_says_so_and_shows_the_text(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))
    edit_task(MemberFactory(of=ann, name="Bob"), task=task.id, description=TEXT.replace("Hang it", "Sell it"))

    box(page, "Hang it").click()

    expect(page.get_by_role("status")).to_contain_text("The line of that box has been changed in the meantime.")
    expect(page.locator(".toast--bad")).to_have_count(1)
    expect(box(page, "Sell it")).not_to_be_checked()
    expect(box(page, "Oil the hinge")).to_be_focused()
    assert now(task) == TEXT.replace("Hang it", "Sell it")


@pytest.mark.parametrize("fail", [lambda route: route.abort(), lambda route: route.fulfill(status=500)])
def test_a_tick_that_is_refused_is_taken_back(
    page: Page, sign_in: SignIn, ann: Access, task: Task, fail: Callable[[Any], None]
) -> None:
    sign_in(page, ann)
    page.goto(url(task, ann))
    intercept(page, "**/boxes", fail)

    box(page, "Oil the hinge").click()

    expect(page.locator(".toast--bad")).to_contain_text("That couldn’t be saved.")
    expect(box(page, "Oil the hinge")).not_to_be_checked()
    page.unroute("**/boxes")
    box(page, "Oil the hinge").click()
    expect(page.locator("#task-stream")).to_contain_text("ticked “Oil")
    expect(box(page, "Oil the hinge")).to_be_checked()


def test_an_answer_that_comes_late_leaves_the_next_task_in_the_panel_alone(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    between = TaskFactory(access=ann, title="Mow the lawn", description=TEXT)
    TaskFactory(access=ann, title="Water it")
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/inbox")
    page.get_by_role("link", name="Mow the lawn", exact=True).click()
    held: list[Any] = []
    intercept(page, "**/boxes", lambda route: held.append(route))

    box(page, "Oil the hinge").click()
    edit_task(MemberFactory(of=ann, name="Bob"), task=between.id, description="Other words")
    page.get_by_role("link", name="Next task").click()
    expect(page.locator("#task-title")).not_to_have_text("Mow the lawn")
    held[0].continue_()

    expect(page.locator(".toast--bad")).to_contain_text("The line of that box has been changed in the meantime.")
    expect(page.locator("#task-description")).not_to_contain_text("Other words")
    expect(page.locator("#task-stream")).not_to_contain_text("Bob")


def test_a_box_of_a_comment_is_its_authors_and_keeps_the_focus(
    page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    create_comment(MemberFactory(of=ann, name="Bob"), task=task.id, body="- [ ] Ask Eve")
    mine = create_comment(ann, task=task.id, body="- [ ] Ask Ola").value
    sign_in(page, ann)
    page.goto(url(task, ann))

    expect(box(page, "Ask Eve")).to_be_disabled()
    box(page, "Ask Ola").focus()
    page.keyboard.press("Space")

    expect(page.locator(f"#comment-{mine.id}")).to_contain_text("edited")
    expect(box(page, "Ask Ola")).to_be_checked()
    expect(box(page, "Ask Ola")).to_be_focused()
    assert Comment.objects.of(ann).get(id=mine.id).body == "- [x] Ask Ola"


def test_without_scripts_a_button_saves_all_that_was_ticked(
    plain_page: Page, sign_in: SignIn, ann: Access, task: Task
) -> None:
    page = plain_page
    sign_in(page, ann)
    page.goto(url(task, ann))
    tick_boxes(MemberFactory(of=ann, name="Bob"), task=task.id, boxes={HANG: True})

    box(page, "Oil the hinge").check()
    box(page, "Paint it").uncheck()
    page.get_by_role("button", name="Save", exact=True).last.click()

    expect(box(page, "Oil the hinge")).to_be_checked()
    expect(box(page, "Paint it")).not_to_be_checked()
    expect(box(page, "Hang it")).to_be_checked()


def test_boxes_stand_with_their_words_and_axe_finds_nothing(
    new_page: Callable[..., Page], sign_in: SignIn, ann: Access, task: Task
) -> None:
    create_comment(ann, task=task.id, body="> - [x] Ask\n\n1. [ ] Ola\n2. Eve\n   - [ ] below")
    page = new_page(bypass_csp=True)
    sign_in(page, ann)
    page.goto(url(task, ann))

    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for one in page.locator(".prose .check").all():
            shape, item = one.bounding_box(), one.locator("xpath=ancestor::li[1]").bounding_box()
            assert shape
            assert item
            assert item["x"] - 24 <= shape["x"] < item["x"] - shape["width"]
            assert 0 <= shape["y"] - item["y"] <= 8
        assert violations_in_both_themes(page) == []
