"""What visits cost over the wire: bytes and requests, which no busy machine changes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.access import Access
from tasks.commands import create_task
from tests.bench.site import WORDS
from tests.bench.wire import Weight, weighed
from tests.scene import Scene, ferry_company

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Access], None]
REQUESTS = 10
KB = 1024


@pytest.fixture
def scene() -> Scene:
    """A company with as many tasks in a project as one page of a list has."""
    scene = ferry_company(date.today())  # noqa: DTZ011 (the browser's day)
    chosen = random.Random(1)
    for _ in range(60):
        create_task(scene.owner, title=" ".join(chosen.sample(WORDS, 6)), project=scene.task.project_id)
    return scene


def visit(page: Page, path: str) -> Weight:
    with weighed(page) as weight:
        page.goto(path, wait_until="networkidle")
    return weight


def test_the_first_visit_to_the_landing_page(page: Page) -> None:
    weight = visit(page, "/")
    assert weight.bytes <= 40 * KB, weight
    assert weight.requests <= REQUESTS, weight


@pytest.mark.parametrize(("first", "following"), [("list", "board"), ("board", "list")])
def test_the_first_visit_to_a_project_and_the_next_page(
    page: Page, sign_in: SignIn, scene: Scene, first: str, following: str
) -> None:
    sign_in(page, scene.owner)
    project = f"/w/{scene.owner.workspace.slug}/projects/PT"
    weight = visit(page, f"{project}/{first}")
    assert weight.bytes <= 70 * KB, weight
    assert weight.requests <= REQUESTS, weight
    weight = visit(page, f"{project}/{following}")
    assert weight.bytes <= 15 * KB, weight
    weight = visit(page, f"{project.removesuffix('/projects/PT')}/tasks/PT-{scene.task.number}")
    assert weight.bytes <= 15 * KB, weight


def test_scripts_run_once_and_come_in_two_files(page: Page, sign_in: SignIn, scene: Scene) -> None:
    sign_in(page, scene.owner)
    weight = visit(page, f"/w/{scene.owner.workspace.slug}/projects/PT/board")
    assert len([address for address in weight.parts if "/static/js/" in address]) == 2
    imports: Any = page.evaluate("JSON.parse(document.querySelector('script[type=importmap]').textContent).imports")
    assert list(imports) == ["app"]
