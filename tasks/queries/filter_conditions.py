"""WHERE of the list of a filter: what holds for every list, then what each parameter adds."""

from __future__ import annotations

from accounts.access import Access
from primetrade.sql import id_value
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filters import Filter
from tasks.queries.sql.conditions import NOT_ARCHIVED, NOT_TRASHED, PROJECT_NOT_TRASHED, Conditions
from tasks.queries.sql.sources import Source


def conditions_of(access: Access, filter: Filter, source: Source) -> Conditions:
    """The conditions on tasks `t` and projects `p` of a source. It answers for the people itself if it was read by
    them.
    """
    conditions, workspace = Conditions(), id_value(access.workspace_id)
    conditions.add(f"t.workspace_id = %s AND {NOT_TRASHED}", workspace)
    conditions.add(f"p.workspace_id = %s AND {PROJECT_NOT_TRASHED}", workspace)
    if not filter.project:
        conditions.add(NOT_ARCHIVED)
    for parameter in PARAMETERS:
        if source.by_people and parameter.name == "assignee":
            continue
        if parameter.narrow and (value := getattr(filter, parameter.name)):
            parameter.narrow(conditions, access, value)
    return conditions
