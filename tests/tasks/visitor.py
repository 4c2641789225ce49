"""A person at the pages of tasks: `ann = Visitor(access)`, then `ann.get(task)`, `ann.edit(task, status="todo")`."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.access import Access
from tasks.models import Task

HTMX = {"HX-Request": "true"}


class Visitor:
    """`htmx=True` asks as the page's scripts do."""

    def __init__(self, access: Access, *, htmx: bool = False) -> None:
        self.client = Client(headers=HTMX if htmx else {})
        self.client.force_login(access.user)
        self.slug = access.workspace.slug

    def url(self, task: Task, rest: str = "") -> str:
        return f"/w/{self.slug}/tasks/{task.project.key}-{task.number}{rest}"

    def get(self, task: Task, rest: str = "") -> HttpResponse:
        return self.client.get(self.url(task, rest))

    def post(self, task: Task, rest: str, **data: Any) -> HttpResponse:
        return self.client.post(self.url(task, rest), data)

    def edit(self, task: Task, **data: Any) -> HttpResponse:
        return self.post(task, "/edit", **data)

    def undo(self, batch: Any, **data: Any) -> HttpResponse:
        return self.client.post(f"/w/{self.slug}/batches/{batch}/undo", data)


def text(response: HttpResponse) -> str:
    return response.content.decode()
