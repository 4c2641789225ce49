"""/api/tasks: list and create; one task by id or key: read, change, delete."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.access import Access
from primetrade.api.endpoint import Endpoint, operation
from primetrade.api.parameters import PAGE, Parameter, yes_or_no
from primetrade.api.serializers import Body, Choice, Day, Text, TimeOfDay, Whole, YesNo
from primetrade.words import PRIORITY_WORDS
from tasks.api.names import Labels, Members, ProjectName, TaskName
from tasks.api.rows import PRIORITIES, STATUSES, TaskDetail, TaskRow, task_detail, task_row
from tasks.commands import create_task, edit_task, trash_task
from tasks.models import Task
from tasks.queries import filter_names, lists, names, references
from tasks.queries.filters import DUE_WORDS, SORTS, Filter

_SORT_WORDS = [sign + sort for sort in SORTS for sign in ("", "-")]


def _filter(name: str, about: str, **schema: Any) -> Parameter:
    return Parameter(name, about, schema={"type": "string", **schema}, repeated=True)


_MOMENTS = "`2026-12-31T09:00:00Z` or `2026-12-31`"
_ORDER = " Fastest with the `sort` by that time."
FILTERS = (
    _filter(
        "status", "`todo`, `in_progress`, `in_review`, `completed`, `cancelled`, `open`, `closed`; several by comma."
    ),
    _filter("priority", "`none`, `low`, `medium`, `high`, `urgent`; several by comma."),
    _filter("project", "Keys or ids of projects, by comma. Archived projects only show when they are named."),
    _filter("assignee", "`me`, `none`, ids or e-mail addresses of members, by comma."),
    _filter("label", "Names or ids of labels, by comma: tasks with any of them."),
    _filter("label_all", "Names or ids of labels, by comma: tasks with all of them."),
    _filter("due", "Against today, where you are.", enum=list(DUE_WORDS)),
    _filter("due_before", "Tasks due before this date.", format="date"),
    _filter("due_after", "Tasks due after this date.", format="date"),
    *(
        _filter(f"{what}_after", f"Tasks {what} after this moment, or after this day of yours: {_MOMENTS}.{_ORDER}")
        for what in ("created", "updated", "completed")
    ),
    _filter("parent", "Key or id of a task: its subtasks. `none`: tasks that are nobody's subtask."),
    _filter("id", "Ids of tasks, by comma."),
    _filter("sort", "`-` before it descends. `position` needs one `project`. Usually `-created`.", enum=_SORT_WORDS),
)
COUNT = Parameter("count", "Count what the filters find, up to 10,000.", yes_or_no, False, {"type": "boolean"})


class NewTask(Body):
    """Only the title is needed. Without a project the task waits in the Inbox."""

    example = {"title": "Write to the harbour", "priority": "high", "due_on": "2030-12-31", "due_time": "09:30"}
    title = Text()
    project = ProjectName(required=False, allow_null=True)
    description = Text(required=False)
    status = Choice(choices=STATUSES, required=False)
    priority = Choice(choices=PRIORITIES, required=False)
    due_on = Day(required=False, allow_null=True)
    due_time = TimeOfDay(required=False, allow_null=True)
    start_on = Day(required=False, allow_null=True)
    estimate_minutes = Whole(required=False, allow_null=True)
    parent = TaskName(required=False, allow_null=True)  # type: ignore[assignment]  # Field has an attribute of this name
    labels = Labels(required=False)
    create_labels = YesNo(required=False, help_text="Labels that are not there are made.")
    assignees = Members(required=False)
    first = YesNo(required=False, help_text="At the top of its column.")


class TaskChange(Body):
    """What is given is changed. `before` or `after`, a task in the same column, says the place."""

    example = {"status": "in_review", "priority": "urgent"}
    title = Text(required=False)
    project = ProjectName(required=False)
    description = Text(required=False)
    status = Choice(choices=STATUSES, required=False)
    priority = Choice(choices=PRIORITIES, required=False)
    due_on = Day(required=False, allow_null=True)
    due_time = TimeOfDay(required=False, allow_null=True)
    start_on = Day(required=False, allow_null=True)
    estimate_minutes = Whole(required=False, allow_null=True)
    parent = TaskName(required=False, allow_null=True)  # type: ignore[assignment]  # Field has an attribute of this name
    labels = Labels(required=False)
    create_labels = YesNo(required=False, help_text="Labels that are not there are made.")
    assignees = Members(required=False)
    before = TaskName(required=False)
    after = TaskName(required=False)


def typed(access: Access, values: dict[str, Any]) -> dict[str, Any]:
    """As commands take them: ids for names, the priority as its number."""
    found = names.ids_of(access, values)
    if "priority" in found:
        found["priority"] = PRIORITY_WORDS.index(found["priority"])
    return found


class Tasks(Endpoint):
    @operation(
        "List tasks",
        parameters=(*FILTERS, *PAGE, COUNT),
        answers=[TaskRow],
        paged=True,
        depends_on_today=True,
        meta=("?count", "?count_exact"),
    )
    def get(self, request: Request) -> HttpResponse:
        filter = filter_names.found(self.access, Filter.from_query(request.GET, by_name=True))
        page = lists.tasks(self.access, filter, limit=self.parameters["limit"], cursor=self.parameters["cursor"])
        counted = {}
        if self.parameters["count"]:
            counted["count"], counted["count_exact"] = lists.count(self.access, filter)
        return self.paged([task_row(row) for row in page.rows], page.next, **counted)

    @operation("Create a task", body=NewTask, answers=TaskDetail, status=201)
    def post(self, request: Request) -> HttpResponse:
        outcome = create_task(self.access, **typed(self.access, self.values))
        return self.done(outcome, task_detail(self.access, outcome.value.id), status=201)


class OneTask(Endpoint):
    @operation("Read a task", "By its id or its key; a key it had before leads to it too.", answers=TaskDetail)
    def get(self, request: Request, task: str) -> HttpResponse:
        row = task_detail(self.access, task)
        return self.answer(row, version=row["version"])

    @operation("Change a task", body=TaskChange, answers=TaskDetail, takes_if_match=True)
    def patch(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        outcome = edit_task(self.access, task=which, if_version=self.if_version, **typed(self.access, self.values))
        row = task_detail(self.access, which)
        return self.done(outcome, row, object_version=row["version"])

    @operation("Delete a task", "To the trash, with its subtasks. `meta.batch` takes it back.", takes_if_match=True)
    def delete(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        return self.done(trash_task(self.access, task=which, if_version=self.if_version), None)

    def current(self, row: Task) -> dict[str, Any]:
        """What a 412 shows."""
        return task_detail(self.access, row.id)
