"""What visits cost over the wire: bytes and requests, which no busy machine changes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.access import Access
from dashboard.views import SCRIPTS_COOKIE
from primetrade.middleware import compression
from tasks.commands import create_task
from tasks.queries import size
from tests.bench.site import WORDS
from tests.bench.wire import Weight, weighed
from tests.scene import Scene, ferry_company

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Access], None]
REQUESTS = 10
KB = 1024


class _MeanPadding:
    """The padding of an answer is random (BREACH); a bound holds for its mean."""

    @staticmethod
    def randbelow(limit: int) -> int:
        return limit // 2


@pytest.fixture(autouse=True)
def mean_padding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "secrets", _MeanPadding)


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


@pytest.mark.parametrize(
    ("first", "following"),
    [
        ("projects/PT/list", ["projects/PT/board", "tasks/PT-{number}", "dashboard"]),
        ("projects/PT/board", ["projects/PT/list", "dashboard", "my-work"]),
        ("dashboard", ["projects/PT/list", "projects/PT/board", "tasks/PT-{number}"]),
        ("my-work", ["projects/PT/list", "tasks/PT-{number}"]),
    ],
)
def test_the_first_visit_and_the_next_pages(
    page: Page, sign_in: SignIn, scene: Scene, first: str, following: list[str]
) -> None:
    sign_in(page, scene.owner)
    workspace = f"/w/{scene.owner.workspace.slug}"
    weight = visit(page, f"{workspace}/{first}")
    assert weight.bytes <= 70 * KB, weight
    assert weight.requests <= REQUESTS, weight
    for path in following:
        weight = visit(page, f"{workspace}/{path.format(number=scene.task.number)}")
        assert weight.bytes <= 15 * KB, weight


def test_the_dashboard_of_many_tasks_makes_few_requests_too(
    page: Page, sign_in: SignIn, scene: Scene, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(size, "MANY", 1)
    sign_in(page, scene.owner)
    page.context.add_cookies([{"name": SCRIPTS_COOKIE, "value": "on", "url": live_server.url}])
    weight = visit(page, "/dashboard")
    assert [address for address in weight.parts if "/dashboard/" in address]
    assert weight.requests <= REQUESTS, weight


def test_scripts_run_once_and_come_in_two_files(page: Page, sign_in: SignIn, scene: Scene) -> None:
    sign_in(page, scene.owner)
    weight = visit(page, f"/w/{scene.owner.workspace.slug}/projects/PT/board")
    assert len([address for address in weight.parts if "/static/js/" in address]) == 2
    imports: Any = page.evaluate("JSON.parse(document.querySelector('script[type=importmap]').textContent).imports")
    assert list(imports) == ["app"]
