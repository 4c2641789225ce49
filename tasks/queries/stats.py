"""How many tasks a workspace has, of which kinds. What is in no list (trash, archived projects) is in no figure."""

from __future__ import annotations

from accounts.access import Access
from primetrade.words import CLOSED, PRIORITY_WORDS, STATUS_NAMES
from tasks.queries.engine import Row, id_value, rows
from tasks.queries.today import first_of_week, midnight, today

_SQL = """
SELECT t.status, t.priority, count(*),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on < %s),
  count(*) FILTER (WHERE t.completed_at IS NULL AND t.due_on = %s),
  count(*) FILTER (WHERE t.status = 'completed' AND t.completed_at >= %s)
FROM tasks_task t JOIN tasks_project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
WHERE t.workspace_id = %s AND t.deleted_at IS NULL
  AND p.workspace_id = %s AND p.deleted_at IS NULL AND p.archived_at IS NULL
GROUP BY t.status, t.priority"""


def stats(access: Access) -> Row:
    """total, open, overdue, due_today, completed_this_week, by_status, by_priority (open tasks). One statement.

    Days and the week are the person's own.
    """
    day, workspace = today(access), id_value(access.workspace_id)
    week = midnight(access, first_of_week(access))
    _, found = rows(_SQL, [day.isoformat(), day.isoformat(), week, workspace, workspace])
    by_status = dict.fromkeys(STATUS_NAMES, 0)
    by_priority = dict.fromkeys(PRIORITY_WORDS, 0)
    overdue = due_today = completed_this_week = 0
    for status, priority, number, late, now, done in found:
        by_status[status] += number
        if status not in CLOSED:
            by_priority[PRIORITY_WORDS[priority]] += number
        overdue, due_today, completed_this_week = overdue + late, due_today + now, completed_this_week + done
    return {
        "total": sum(by_status.values()),
        "open": sum(by_priority.values()),
        "overdue": overdue,
        "due_today": due_today,
        "completed_this_week": completed_this_week,
        "by_status": by_status,
        "by_priority": by_priority,
    }
