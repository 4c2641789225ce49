"""PrimeTrade on a port of its own with one team's work in it, made by the API."""

from __future__ import annotations

import json
import random
import re
import signal
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from tests.processes import WAIT_SECONDS, Program
from tests.services import ENVIRONMENT

FIRST_START_SECONDS = 240
TASKS = 120
PASSWORD = "long enough for anyone"
WORDS = ("harbour", "ferry", "ticket", "refund", "season", "crossing", "timetable", "winter", "booking", "receipt")
STATUSES = ("todo", "in_progress", "in_review", "completed")
PRIORITIES = ("none", "low", "medium", "high", "urgent")


@dataclass(frozen=True, slots=True)
class Site:
    """`address` is where it is served, `workspace` the path of one person's work."""

    address: str
    workspace: str

    def sign_in(self, context: BrowserContext) -> None:
        """As people do, by the form."""
        page = context.new_page()
        page.goto(f"{self.address}/login")
        page.get_by_label("E-mail").fill("ann@example.org")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile("/(dashboard|welcome|w/)"))
        page.close()


@contextmanager
def served_site(folder: Path) -> Iterator[Site]:
    """The embedded server with its data in `folder`, filled."""
    quiet = dict.fromkeys(("SECRET_KEY", "TOKEN_KEYS", "ALLOWED_HOSTS"), "")
    place = {"PRIMETRADE_DATA": str(folder / "data"), "HOST": "127.0.0.1", "PORT": "0"}
    manage = Path(__file__).parents[2] / "manage.py"
    program = Program([sys.executable, str(manage), "serve"], output=folder / "server.txt",
                      environment=ENVIRONMENT | quiet | place)  # fmt: skip
    try:
        if not program.prints("Ctrl-C", seconds=FIRST_START_SECONDS):
            raise RuntimeError(program.printed())
        address = re.findall(r"served at (http://\S+)", program.printed())[0]
        yield Site(address, _filled(address))
        program.send(signal.SIGTERM)
        program.process.wait(timeout=WAIT_SECONDS)
    finally:
        program.clear_away()


def _filled(address: str) -> str:
    """Ann's tasks in one project, the same each time; returns the path of her workspace."""
    ask = _Api(address)
    ask("auth/register", {"name": "Ann", "email": "ann@example.org", "password": PASSWORD})
    ask.token = ask("auth/login", {"email": "ann@example.org", "password": PASSWORD})["access"]
    project = ask("projects", {"name": "Passenger tickets", "key": "PT", "colour": "teal"})["id"]
    chosen = random.Random(1)
    for _ in range(TASKS):
        due = date.today() + timedelta(days=chosen.randrange(-5, 30))  # noqa: DTZ011
        title = " ".join(chosen.sample(WORDS, 6)).capitalize()
        values = {"status": chosen.choice(STATUSES), "priority": chosen.choice(PRIORITIES), "due_on": str(due)}
        ask("tasks", {"project": project, "title": title} | values)
    return f"/w/{ask('workspaces')[0]['slug']}"


class _Api:
    token = ""

    def __init__(self, address: str) -> None:
        self._address = address

    def __call__(self, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self._address}/api/{path}", data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
            return json.load(answer)["data"]
