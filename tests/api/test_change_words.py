"""The log speaks the API's language: the words of changes against the models, the document and the rest of the API."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from accounts.commands.members import add_member
from tasks.commands import edit_task
from tasks.fields.change_kinds import VERBS
from tasks.fields.logged import LOGGED
from tasks.fields.task import LINKS
from tests.api.conftest import Caller
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory

MODELS = {model.LOG_KIND: model for model in apps.get_models() if getattr(model, "LOG_KIND", "")}
# Said in the log beside the fields of the model: a deleted project's count, a member's name.
BESIDE = {"project": {"tasks_count"}, "membership": {"name"}}
SECTION = re.compile(r"^### What a change says$(.*?)^## ", re.MULTILINE | re.DOTALL)


def changes_of(api: Caller, since: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = api.get(f"changes?since={since}").json()["data"]
    return rows


@pytest.fixture
def since(api: Caller) -> str:
    return str(api.get("tasks").json()["meta"]["since"])


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_that_a_model_logs_has_its_words(kind: str) -> None:
    assert LOGGED[kind].keys() == {*MODELS[kind].LOGGED, *BESIDE.get(kind, ())}


def documented() -> list[list[str]]:
    """The rows of the tables: the first name, then what else is named."""
    section = SECTION.search((settings.BASE_DIR / "docs" / "api.md").read_text())
    assert section is not None
    rows = re.findall(r"^\| `\w+` \|.*$", section[1], re.MULTILINE)
    return [re.findall(r"`([\w.]+)`", row) for row in rows]


def test_the_document_lists_every_member_of_a_change_by_its_kind() -> None:
    rows = {names[0]: set(names[1:]) for names in documented() if names[0] in LOGGED}
    said = {kind: {one.name for one in known.values()} for kind, known in LOGGED.items()}
    said["task"] |= {link.one for link in LINKS}
    assert rows == said


def test_the_document_lists_every_verb() -> None:
    assert [names[0] for names in documented() if names[0] not in LOGGED] == list(VERBS)


def test_a_task_is_said_in_its_changes_as_it_is_read(api: Caller, ann: Access, since: str) -> None:
    project = ProjectFactory(access=ann)
    parent = TaskFactory(access=ann, project=project.id)
    task = TaskFactory(
        access=ann,
        project=project.id,
        parent=parent.id,
        priority=4,
        due_on=date(2026, 12, 31),
        due_time=time(9, 30),
        estimate_minutes=90,
        description="**x**",
        status="completed",
    )
    read = api.get(f"tasks/{task.id}").json()["data"]

    after = next(change for change in changes_of(api, since) if change["object_id"] == str(task.id))["after"]

    assert after == {name: read[name] for name in after}
    assert {"project", "priority", "due_on", "due_time", "completed_at", "parent_id"} <= after.keys()


def test_labels_and_people_are_objects(api: Caller, ann: Access) -> None:
    label, task = LabelFactory(access=ann, name="Bug", colour="red"), TaskFactory(access=ann)
    since = api.get("tasks").json()["meta"]["since"]
    edit_task(ann, task=task.id, labels=[label.id], assignees=[ann.user.id])
    read = api.get(f"tasks/{task.id}").json()["data"]
    edit_task(ann, task=task.id, labels=[], assignees=[])

    said = {change["verb"]: change["before"] | change["after"] for change in changes_of(api, since)}

    assert said == {
        "label_added": {"label": read["labels"][0]},
        "label_removed": {"label": read["labels"][0]},
        "assigned": {"assignee": read["assignees"][0]},
        "unassigned": {"assignee": read["assignees"][0]},
    }


def test_a_new_member_is_said_by_name(api: Caller, ann: Access, since: str) -> None:
    bob = PersonFactory(name="Bob")
    add_member(ann, email=bob.user.email)

    assert changes_of(api, since)[0]["after"] == {"user": {"id": str(bob.user.id), "name": "Bob"}, "role": "member"}


def test_times_are_in_utc_with_a_z(api: Caller, ann: Access, since: str) -> None:
    task = TaskFactory(access=ann)
    api.patch(f"tasks/{task.id}", {"status": "completed"})
    api.delete(f"tasks/{task.id}")

    _, completed, deleted = changes_of(api, since)

    assert re.fullmatch(r"\S+\.\d{6}Z", completed["after"]["completed_at"])
    assert re.fullmatch(r"\S+\.\d{6}Z", deleted["after"]["deleted_at"])


def test_a_page_of_200_changes_costs_no_more_statements_than_one_of_five(api: Caller, ann: Access, since: str) -> None:
    for number in range(70):
        label, project = LabelFactory(access=ann), ProjectFactory(access=ann)
        TaskFactory(access=ann, title=f"T{number}", project=project.id, labels=[label.id])
    counts = []
    for limit in (5, 200):
        with CaptureQueriesContext(connection) as ran:
            rows = api.get(f"changes?since={since}&limit={limit}").json()["data"]
        assert len(rows) >= limit
        counts.append(len(ran))

    assert counts[0] == counts[1] == 4  # the question, the changes, projects, labels
