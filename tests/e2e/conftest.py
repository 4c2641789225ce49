"""The browser, the pages to drive, and a quick way in.

    def test_…(page, sign_in):
        sign_in(page, PersonFactory())
        page.goto("/dashboard")

`page` runs scripts, `plain_page` doesn't. Both end a test with an error when a script failed or the content security
policy refused something.
"""

import fcntl
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.access import Access
from primetrade import settings as product
from primetrade.importmap import import_map
from primetrade.server.preparation import prepare_static_files
from tasks.models import Task
from tests.factories import PersonFactory, ProjectFactory, TaskFactory
from tests.packages import CHROMIUM

TIMEOUT_MS = 30_000  # it costs time only when something is broken, and a busy machine needs it
# --no-sandbox: as root Chromium has none. The others keep it from looking for its maker's hosts.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

expect.set_options(timeout=TIMEOUT_MS)

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def delivered_static_files() -> Iterator[None]:
    """The static files as people get them: joined, hashed, compressed. Collected once for all processes of a run."""
    folder = settings.BASE_DIR / ".build" / "e2e-static"
    folder.parent.mkdir(exist_ok=True)
    with (
        override_settings(STORAGES=product.STORAGES, STATIC_ROOT=folder, WHITENOISE_USE_FINDERS=False),
        override_settings(WHITENOISE_AUTOREFRESH=False),
    ):
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepare_static_files(lambda words: None)
        import_map.cache_clear()
        yield
    import_map.cache_clear()


@pytest.fixture(scope="session")
def live_server(delivered_static_files: None) -> Iterator[LiveServer]:
    """pytest-django's, without its own handler for static files: whitenoise answers, as it does in the product."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = lambda application: application
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of a process."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread, and Django would take the tests' queries for asynchronous ones.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[NewPage]:
    """Opens a page in a context of its own: `new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(**options: Any) -> Page:
        options = {"viewport": {"width": 1440, "height": 900}, "timezone_id": "Europe/Berlin"} | options
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", **options)
        context.set_default_timeout(TIMEOUT_MS)
        context.on("weberror", lambda error: troubles.append(f"script error: {error.error}"))
        context.on("console", lambda message: _note_refusal(message, troubles))
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page with scripts, 1440 px wide, in the light theme."""
    return new_page()


@pytest.fixture
def plain_page(new_page: NewPage) -> Page:
    """A page without JavaScript."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Access], None]:
    """Plants a session cookie; where signing in is the test, the form is filled instead."""

    def plant(page: Page, person: Access) -> None:
        client = Client()
        client.force_login(person.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return plant


@pytest.fixture
def ann() -> Access:
    """Who most tests are about."""
    return PersonFactory(name="Ann")


@pytest.fixture
def task(ann: Access) -> Task:
    """PT-1, “Mend the gate”, to do."""
    project = ProjectFactory(access=ann, name="PrimeTrade", key="PT")
    return TaskFactory(access=ann, title="Mend the gate", project=project.id, status="todo")


@pytest.fixture
def opened(page: Page, sign_in: Callable[[Page, Access], None], ann: Access) -> Callable[[str], Page]:
    """Ann's page, at an address of her workspace: `opened("projects/PT/list")`."""
    sign_in(page, ann)

    def open_address(address: str) -> Page:
        page.goto(f"/w/{ann.workspace.slug}/{address}")
        return page

    return open_address


def _note_refusal(message: ConsoleMessage, troubles: list[str]) -> None:
    if "Content Security Policy" in message.text:
        troubles.append(message.text)
