"""The recorder of statements refuses what it should: each rule broken once."""

import pytest

from tests.statements import faults

pytestmark = pytest.mark.any_database

SAFE = [
    'SELECT * FROM "tasks_task" WHERE "tasks_task"."workspace_id" = %s AND "tasks_task"."title" = %s',
    "SELECT t.id FROM tasks_task t JOIN tasks_project p ON p.workspace_id = t.workspace_id WHERE t.workspace_id = %s",
    "SELECT w.version FROM accounts_workspace w"
    " LEFT JOIN LATERAL (SELECT * FROM tasks_task t WHERE t.workspace_id = w.id) t ON true WHERE w.id = %s",
    'UPDATE "tasks_task" SET "title" = %s WHERE ("tasks_task"."workspace_id" = %s AND "tasks_task"."id" = %s)',
    "UPDATE accounts_workspace SET version = version + 1 WHERE id = %s RETURNING version",
    'INSERT INTO "tasks_task" ("workspace_id") VALUES (%s)',
    "SELECT id FROM tasks_task WHERE workspace_id = %s FOR NO KEY UPDATE",
]
UNSAFE = [
    'SELECT * FROM "tasks_task" WHERE "tasks_task"."title" = %s',
    "SELECT * FROM tasks_task WHERE workspace_id = %s OR title = %s",
    "SELECT * FROM tasks_task WHERE NOT workspace_id = %s",
    "SELECT t.id FROM tasks_task t JOIN tasks_project p ON p.id = t.project_id WHERE t.workspace_id = %s",
    "SELECT id FROM tasks_task WHERE workspace_id = %s AND project_id IN (SELECT id FROM tasks_project)",
    'UPDATE "tasks_task" SET "workspace_id" = %s WHERE "tasks_task"."workspace_id" = %s',
    "UPDATE accounts_workspace SET version = version + 1 RETURNING version",
    "DELETE FROM tasks_task WHERE id = %s",
    "SELECT id FROM tasks_task WHERE workspace_id = %s FOR UPDATE",
]


@pytest.mark.parametrize("sql", SAFE)
def test_a_statement_tied_to_one_workspace_passes(sql: str) -> None:
    assert faults(sql) == []


@pytest.mark.parametrize("sql", UNSAFE)
def test_a_statement_that_is_not_is_refused(sql: str) -> None:
    assert faults(sql) != []
