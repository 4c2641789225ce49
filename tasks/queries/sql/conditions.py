"""WHERE of every list of tasks: what holds for all of them, then what a filter adds."""

from __future__ import annotations

from accounts.access import Access
from primetrade.sql import id_value
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filters import Filter
from tasks.queries.sql.narrowing import Conditions

# For a task `t` and its project `p`. No list shows the trash; archived projects appear only when the filter names them.
# OPEN is what every number of open tasks counts, wherever it stands: a subtask is a task.
NOT_TRASHED = "t.deleted_at IS NULL"
OPEN = f"{NOT_TRASHED} AND t.completed_at IS NULL"
PROJECT_NOT_TRASHED = "p.deleted_at IS NULL"
NOT_ARCHIVED = "p.archived_at IS NULL"


def conditions_of(access: Access, filter: Filter) -> Conditions:
    """The conditions on tasks `t` and projects `p` for the list of a filter."""
    conditions, workspace = Conditions(), id_value(access.workspace_id)
    conditions.add(f"t.workspace_id = %s AND {NOT_TRASHED}", workspace)
    conditions.add(f"p.workspace_id = %s AND {PROJECT_NOT_TRASHED}", workspace)
    if not filter.project:
        conditions.add(NOT_ARCHIVED)
    for parameter in PARAMETERS:
        if parameter.narrow and (value := getattr(filter, parameter.name)):
            parameter.narrow(conditions, access, value)
    return conditions
