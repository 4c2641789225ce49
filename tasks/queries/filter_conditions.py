"""FROM and WHERE of the list of a filter: where it begins, what holds for every list, what each parameter adds."""

from __future__ import annotations

from accounts.access import Access
from primetrade.sql import id_value
from tasks.fields.value_types import PERSON
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filters import Filter
from tasks.queries.sql.conditions import NOT_ARCHIVED, NOT_TRASHED, PROJECT_NOT_TRASHED, Conditions
from tasks.queries.sql.sources import EVERY_TASK, Source, source_of


def source_for(access: Access, filter: Filter) -> Source:
    """The cheapest source for the list of a filter; the rows are the same. One statement if it names people."""
    for parameter in PARAMETERS:
        given = getattr(filter, parameter.name) if parameter.link and not parameter.every else ()
        if parameter.link and parameter.link.type is PERSON and given and "none" not in given:
            return source_of(access, parameter.link, given)
    return EVERY_TASK


def conditions_of(access: Access, filter: Filter, source: Source) -> Conditions:
    """The conditions on tasks `t` and projects `p` of a source, save the one that it answers itself."""
    conditions, workspace = Conditions(), id_value(access.workspace_id)
    conditions.add(f"t.workspace_id = %s AND {NOT_TRASHED}", workspace)
    conditions.add(f"p.workspace_id = %s AND {PROJECT_NOT_TRASHED}", workspace)
    if not filter.project:
        conditions.add(NOT_ARCHIVED)
    for parameter in PARAMETERS:
        if source.link and parameter.link is source.link and not parameter.every:
            continue
        if parameter.narrow and (value := getattr(filter, parameter.name)):
            parameter.narrow(conditions, access, value)
    return conditions
