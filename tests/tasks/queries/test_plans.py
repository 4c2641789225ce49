"""At 100,000 tasks in one workspace every list is read along an index: what is asked is what is touched.

The plans are PostgreSQL's own (EXPLAIN ANALYZE of the very statements that the queries send). A page of 50 rows may
touch a few hundred; a plan that sorts or scans the workspace touches thousands.
"""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection

from accounts.access import Access
from tasks.models import Task
from tasks.queries import detail, lists
from tasks.queries.filters import Filter
from tasks.queries.sorts import DIRECTIONS
from tests.factories import LabelFactory, PersonFactory, ProjectFactory
from tests.work import rows_touched

ROWS = 100_000
TOUCHED_AT_MOST = 3_000

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the plans are PostgreSQL's"),
]

FILL = """
INSERT INTO tasks_task (id, workspace_id, project_id, number, title, title_folded, description, status, priority,
    due_on, due_zone, position, version, created_by_name, external_source, external_id, created_at, updated_at,
    completed_at)
SELECT gen_random_uuid(), %(workspace)s, CASE WHEN n %% 4 = 0 THEN %(large)s::uuid ELSE %(other)s::uuid END, n,
    'Task ' || md5(n::text), 'task ' || md5(n::text), repeat('words ', 20), status, n %% 5,
    CASE WHEN n %% 3 = 0 THEN date '2026-01-01' + n %% 700 END, '',
    lpad(to_hex(2147483648 + n), 8, '0'), 1, '', '', '', timestamptz '2026-01-01' + n * interval '1 minute',
    timestamptz '2026-01-01' + (n * 7919 %% 100000) * interval '1 minute',
    CASE WHEN status IN ('completed', 'cancelled') THEN timestamptz '2026-06-01' END
FROM (
    SELECT n, (ARRAY['todo', 'in_progress', 'in_review', 'completed', 'completed', 'completed', 'cancelled'])
        [1 + n %% 7] AS status
    FROM generate_series(1, %(rows)s) n
) source
"""


@pytest.fixture
def large() -> Access:
    ann = PersonFactory()
    large, other = ProjectFactory(access=ann, key="BIG"), ProjectFactory(access=ann, key="OTH")
    rare = LabelFactory(access=ann)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"workspace": ann.workspace_id, "large": large.id, "other": other.id, "rows": ROWS})
        cursor.execute(
            "INSERT INTO tasks_tasklabel (id, workspace_id, task_id, label_id)"
            " SELECT gen_random_uuid(), workspace_id, id, %s FROM tasks_task"
            " WHERE workspace_id = %s AND number %% 500 = 0",
            [rare.id, ann.workspace_id],
        )
        cursor.execute("ANALYZE tasks_task, tasks_tasklabel, tasks_project")
    return ann


FILTERS = [
    "",
    "status=open",
    "project=BIG",
    *(f"project=BIG&sort={sort}" for sort in DIRECTIONS),
    *(f"sort={sort}" for sort in DIRECTIONS if not sort.endswith("position")),  # which is one within a project
    "project=BIG&status=todo&sort=position",
    "status=open&sort=due",
    "due=overdue&sort=due",
    "priority=urgent",
    "created_after=2026-03-10",
    "updated_after=2026-03-10&sort=-updated",
]


def test_every_list_and_its_second_page_is_read_along_an_index(large: Access) -> None:
    touched = {}
    for query in FILTERS:
        filter = Filter.from_query(dict(pair.split("=") for pair in query.split("&") if pair))
        first = lists.tasks(large, filter)
        touched[query] = rows_touched(lambda filter=filter: lists.tasks(large, filter), "tasks_task")
        touched[f"{query} (second page)"] = rows_touched(
            lambda filter=filter, first=first: lists.tasks(large, filter, cursor=first.next or ""), "tasks_task"
        )
    wrong = {query: count for query, count in touched.items() if count > TOUCHED_AT_MOST}
    assert wrong == {}


def test_the_subtasks_of_a_task_with_thousands_are_read_along_an_index(large: Access) -> None:
    tasks = Task.objects.of(large)
    parent = tasks.filter(project__key="BIG").earliest("number")
    tasks.filter(project_id=parent.project_id, number__gt=60_000).update(parent=parent)
    row = detail.task(large, str(parent.id))
    after = detail.subtasks(large, row).next or ""
    for cursor in ("", after):
        assert rows_touched(partial(detail.subtasks, large, row, cursor=cursor), "tasks_task") <= TOUCHED_AT_MOST
