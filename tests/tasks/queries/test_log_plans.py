"""A page of the log costs as much as it looks at, however long the log is and however little a filter finds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from tasks.queries import history
from tests.factories import PersonFactory, ProjectFactory

ROWS = 30_000
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the plans are PostgreSQL's"),
]

FILL = """
INSERT INTO primetrade_change (id, workspace_id, seq, n, batch, actor_name, at, kind, object_id, root_id, verb, before,
    after)
SELECT gen_random_uuid(), %s, 1000 + n, 0, gen_random_uuid(), 'Ann', now(), 'task', gen_random_uuid(),
    gen_random_uuid(), 'edited', '{"title": "One"}', '{"title": "Two"}'
FROM generate_series(1, %s) n
"""


@pytest.fixture
def long_log() -> Access:
    ann = PersonFactory()
    with connection.cursor() as cursor:
        cursor.execute(FILL, [ann.workspace_id, ROWS])
        cursor.execute("ANALYZE primetrade_change")
    ann.workspace.version = 1000 + ROWS
    return ann


@pytest.mark.parametrize("filtered", ["nothing", "kind", "project", "both"])
def test_a_page_looks_at_a_bounded_part_of_the_log(filtered: str, long_log: Access) -> None:
    filters: dict[str, Any] = {}
    if filtered in ("kind", "both"):
        filters["kinds"] = ["membership"]
    if filtered in ("project", "both"):
        filters["projects"] = [ProjectFactory(access=long_log).id]
    with CaptureQueriesContext(connection) as captured:
        feed = history.since(long_log, 2_000, limit=50, **filters)

    assert feed.more
    assert feed.since == 2_000 + (history.SPAN if filters else 50)
    touched = sum(rows_of_the_log(query["sql"]) for query in captured.captured_queries)
    assert touched <= 4 * history.SPAN


def rows_of_the_log(sql: str) -> int:
    """How many changes a statement touches: found or filtered away."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql)
        (plan,) = cursor.fetchone()
    return _touched((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])


def _touched(node: dict[str, Any]) -> int:
    own = 0
    if node.get("Relation Name") == "primetrade_change" or node.get("Index Name", "").startswith("change_"):
        own = node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
    return int(own) + sum(_touched(child) for child in node.get("Plans", ()))
