"""Adding a task from a page that lists tasks: what its filter fills in, and whether it lists the new task."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.http import QueryDict
from django.urls import Resolver404, resolve

from accounts.access import Access
from primetrade.errors import BadRequest
from tasks.fields.task import LINKS
from tasks.fields.value_types import PERSON
from tasks.queries import lists, my_work
from tasks.queries.filters import Filter
from tasks.views.project_address import Address


def filled_in(access: Access, page: str) -> dict[str, list[str]]:
    """Values for the form of a new task, by input; `page` is the address where it is added."""
    listed = _listed_at(access, page)
    return values_of(access, listed) if listed else {}


def values_of(access: Access, filter: Filter) -> dict[str, list[str]]:
    """The same for a filter; `me` is the caller's id."""
    people = {link.name for link in LINKS if link.type is PERSON}
    return {
        name: [str(access.user.id) if name in people and one == "me" else one for one in values]
        for name, values in filter.new_task().items()
    }


def leaves_out(access: Access, page: str, task: UUID) -> bool:
    """Whether the page lists tasks by a filter that the task doesn't match."""
    listed = _listed_at(access, page)
    return listed is not None and not lists.count(access, listed.but(id=(str(task),)))[0]


def _listed_at(access: Access, page: str) -> Filter | None:
    """The filter of a list, a board, all tasks or my work; None for other pages."""
    address = urlsplit(page)
    try:
        match, query = resolve(address.path), QueryDict(address.query)
        if match.kwargs.get("slug") != access.workspace.slug:
            return None
        if match.url_name in ("project_list", "project_board"):
            return Address.of(query, match.kwargs["key"].upper()).filter
        if match.url_name == "all_tasks":
            return Filter.from_query(query)
    except (Resolver404, BadRequest):
        return None
    return my_work.mine(access) if match.url_name == "my_work" else None
