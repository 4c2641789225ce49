"""Every page and action of a task finds it by each key that it has or had; what was typed is saved, not lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.access import Access
from primetrade.markdown_boxes import boxes
from tasks.commands import create_comment, create_task, delete_task, edit_task
from tasks.models import Comment, Project, Task
from tasks.urls import urlpatterns
from tests.factories import PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import client_of
from tests.tasks.visitor import HTMX

pytestmark = pytest.mark.django_db

ROUTES = {str(one.name): one.pattern for one in urlpatterns if "/tasks/<task_key:key>" in str(one.pattern)}
PAGES = ["task", "task_menu"]
(OIL,) = boxes("- [ ] oil")
# What each action is sent.
SENT: dict[str, dict[str, str]] = {
    "task_place": {"place": "top"},
    "task_edit": {"title": "Typed"},
    "task_delete": {},
    "task_restore": {},
    "task_subtasks": {"title": "Typed"},
    "task_complete_subtasks": {},
    "task_comments": {"body": "Typed"},
    "comment_edit": {"body": "Typed"},
    "comment_delete": {},
    "task_boxes": {"box": OIL.name},
    "comment_boxes": {"box": OIL.name},
}


class Moved:
    """A task with a subtask and a comment, which went from the project PT to NEW."""

    def __init__(self) -> None:
        self.ann: Access = PersonFactory(name="Ann")
        begun = ProjectFactory(access=self.ann, key="PT").id
        task = TaskFactory(access=self.ann, title="Mend the gate", description="- [ ] oil", project=begun)
        self.task, self.former = task.id, self._key_of(task)
        create_task(self.ann, title="Buy oil", parent=self.task)
        self.comment = create_comment(self.ann, task=self.task, body="- [ ] oil").value.id
        edit_task(self.ann, task=self.task, project=ProjectFactory(access=self.ann, key="NEW").id)
        self.present = self._key_of(task)
        self._values: dict[str, Callable[[], Any]] = {
            "slug": lambda: self.ann.workspace.slug,
            "name": lambda: "status",
            "comment": lambda: self.comment,
            "batch": lambda: edit_task(self.ann, task=self.task, status="completed").batch,
        }

    def address(self, route: str, key: str) -> str:
        given = {name: self._values[name]() for name in ROUTES[route].converters if name != "key"}
        return reverse(route, kwargs=given | {"key": key})

    def written(self) -> set[str]:
        """All texts of the workspace's tasks and comments."""
        tasks = Task.objects.of(self.ann).values_list("title", "description")
        return {text for one in tasks for text in one} | set(
            Comment.objects.of(self.ann).values_list("body", flat=True)
        )

    def _key_of(self, task: Task) -> str:
        return "{}-{}".format(*Task.objects.of(self.ann).values_list("project__key", "number").get(id=task.id))


@pytest.fixture
def moved() -> Moved:
    return Moved()


def test_every_route_about_a_task_is_tried() -> None:
    assert sorted(ROUTES) == sorted([*PAGES, *SENT])


@pytest.mark.parametrize("route", PAGES)
@pytest.mark.parametrize("spelled", ["PT-1", "pt-1", "new-1"])
def test_a_page_by_another_key_leads_to_its_present_address_with_its_query(
    moved: Moved, route: str, spelled: str
) -> None:
    answer = client_of(moved.ann).get(moved.address(route, spelled) + "?stream=all&edit=description")

    assert (moved.former, moved.present) == ("PT-1", "NEW-1")
    assert (answer.status_code, answer["Location"]) == (
        302,
        moved.address(route, "NEW-1") + "?stream=all&edit=description",
    )


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "scripts"])
@pytest.mark.parametrize("route", SENT)
@pytest.mark.parametrize("spelled", ["PT-1", "new-1"])
def test_an_action_by_another_key_is_done_and_leads_to_the_present_address(
    moved: Moved, route: str, spelled: str, htmx: bool
) -> None:
    address, sent = moved.address(route, spelled), SENT[route]
    if route == "task_restore":
        delete_task(moved.ann, task=moved.task)

    headers = HTMX | {"HX-Current-URL": "http://testserver/w/x/my-work"} if htmx else {}
    answer = client_of(moved.ann).post(address, sent, headers=headers)

    assert answer.status_code < 400
    said = answer.get("Location", "") + answer.get("HX-Redirect", "") + answer.content.decode()
    assert "PT-1" not in said
    assert "new-1" not in said
    assert "Typed" not in sent.values() or "Typed" in moved.written()
    assert not any("box" in name for name in sent) or any("[x]" in text for text in moved.written())


def test_a_text_that_is_refused_comes_back_with_the_present_address(moved: Moved) -> None:
    typed = "Long story " * 50
    answer = client_of(moved.ann).post(moved.address("task_edit", "PT-1"), {"title": typed})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert typed.strip() in page
    assert not re.findall(r"(?:action|hx-post)=\"[^\"]*/tasks/PT-1", page)


def test_a_key_in_another_case_of_a_project_keeps_the_query_and_what_was_sent(moved: Moved) -> None:
    client, lists = client_of(moved.ann), f"/w/{moved.ann.workspace.slug}/projects"

    listed = client.get(f"{lists}/new/list?status=todo")
    saved = client.post(f"{lists}/new/settings", {"name": "Typed", "colour": "teal", "description": ""})

    assert listed["Location"] == f"{lists}/NEW/list?status=todo"
    assert saved["Location"] == f"{lists}/NEW/settings"
    assert Project.objects.of(moved.ann).filter(name="Typed").exists()
