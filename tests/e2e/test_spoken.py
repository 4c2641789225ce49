"""Rows and cards as a screen reader has them: they read like sentences, in exactly these words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Page

from accounts.access import Access
from tasks.commands import create_comment, create_task
from tasks.models import Task
from tests.factories import LabelFactory, MemberFactory, ProjectFactory

SignIn = Callable[[Page, Access], None]

pytestmark = pytest.mark.django_db(transaction=True)

LIST = """
- listitem:
  - 'button "Priority of PT-1: High"'
  - text: PT-1
  - 'button "Status of PT-1: To do"'
  - link "Refunds arrive twice"
  - text: "1 of 4 subtasks completed 2 comments Labels: Bug, Harbour, Payments and Timetable"
  - 'button "Due date of PT-1: 2 days ago, overdue"':
    - time: 2 days ago
  - 'button "Assignees of PT-1: Ann, Bob and Cy"'
- listitem:
  - button "Set the priority of PT-6"
  - text: PT-6
  - 'button "Status of PT-6: In progress"'
  - link "Print tickets"
  - 'button "Due date of PT-6: Tomorrow"':
    - time: Tomorrow
  - 'button "Assignees of PT-6: Bob"'
- listitem:
  - button "Set the priority of PT-7"
  - text: PT-7
  - 'button "Status of PT-7: In review"'
  - link "Tidy the fares"
  - 'button "Due date of PT-7: no date"'
  - 'button "Assignees of PT-7: nobody"'
"""
BOARD = """
- listitem:
  - 'img "Priority: High"'
  - text: PT-1
  - button "Move or change PT-1"
  - link "Refunds arrive twice"
  - text: "Labels: Bug, Harbour, Payments and Timetable"
  - time: Due 2 days ago, overdue
  - text: 1 of 4 subtasks completed 2 comments Assigned to Ann, Bob and Cy
- listitem:
  - text: PT-6
  - button "Move or change PT-6"
  - link "Print tickets"
  - time: Due Tomorrow
  - text: Assigned to Bob
- listitem:
  - text: PT-7
  - button "Move or change PT-7"
  - link "Tidy the fares"
"""


@pytest.fixture
def tasks(ann: Access) -> list[Task]:
    """One with everything, two that are done, and one with nothing."""
    today = date.today()  # noqa: DTZ011 (the browser's day)
    bob, cy = (MemberFactory(of=ann, name=name) for name in ("Bob", "Cy"))
    project = ProjectFactory(access=ann, name="Passenger tickets", key="PT")
    names = ("Bug", "Harbour", "Payments", "Timetable")
    full = create_task(
        ann,
        title="Refunds arrive twice",
        project=project.id,
        priority=3,
        due_on=today - timedelta(days=2),
        labels=[LabelFactory(access=ann, name=name).id for name in names],
        assignees=[ann.user.id, bob.user.id, cy.user.id],
    ).value
    for number, status in enumerate(("completed", "todo", "todo", "todo")):
        create_task(ann, title=f"Step {number}", parent=full.id, status=status)
    create_comment(bob, task=full.id, body="Again on the 19:10")
    create_comment(bob, task=full.id, body="And on the 20:40")
    tomorrow = create_task(
        ann, title="Print tickets", project=project.id, status="in_progress", due_on=today + timedelta(days=1),
        due_time=time(9), assignees=[bob.user.id],
    ).value  # fmt: skip
    plain = create_task(ann, title="Tidy the fares", project=project.id, status="in_review").value
    return [full, tomorrow, plain]


@pytest.mark.parametrize(("look", "words"), [("list", LIST), ("board", BOARD)])
def test_a_task_reads_like_sentences(
    page: Page, sign_in: SignIn, ann: Access, tasks: list[Task], look: str, words: str
) -> None:
    sign_in(page, ann)
    page.goto(f"/w/{ann.workspace.slug}/projects/PT/{look}")
    drawn = [page.locator(f'[data-row][data-task="PT-{task.number}"]').aria_snapshot() for task in tasks]
    assert re.sub(r":\n +- /url: .+", "", "\n".join(drawn)) == words.strip()
