"""The URL of a list or board: which tasks it selects, and its canonical form."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from accounts.requests import PageRequest
from tasks.queries.filters import Filter
from tasks.queries.sorts import MANUAL


@dataclass(frozen=True, slots=True)
class Address:
    """What the URL selects. `filter` is for the queries; `shown` is the part of it that people chose."""

    filter: Filter
    shown: Filter
    subtasks: bool

    @classmethod
    def of(cls, query: QueryDict, key: str) -> Address:
        """Read the query of a URL of the project with this key. Raises BadRequest naming what can't be read."""
        params = query.copy()
        params["project"] = key
        params.pop("parent", None)
        filter = Filter.from_query(params)
        subtasks = bool(params.get("subtasks"))
        shown = filter.but(project=(), sort="" if filter.sort == MANUAL else filter.sort)
        return cls(filter.but(sort=filter.sort or MANUAL, parent="" if subtasks else "none"), shown, subtasks)

    @property
    def query(self) -> str:
        """The canonical query string, with its question mark; empty when nothing was chosen."""
        return query_of(self.shown.to_query(), self.subtasks)

    def more_url(self, path: str, cursor: str | None) -> str:
        """The URL of the next rows; empty at the end."""
        return f"{path}{self.query or '?'}{'&' if self.query else ''}cursor={cursor}" if cursor else ""

    @property
    def by_hand(self) -> bool:
        return self.filter.sort == MANUAL

    @property
    def narrowed(self) -> bool:
        """Whether filters leave some tasks out."""
        return bool(self.shown.to_query(without=["sort"]))


def tidy_address(request: PageRequest, asked: Address) -> HttpResponse | None:
    """A redirect when a form sent empty or repeated fields, so that people share one readable URL."""
    sent_by_form = [name for name in request.GET if name == "field" or name.startswith("find_")]
    tidy = not sent_by_form and all(len(values) == 1 and values[0] for _, values in request.GET.lists())
    if tidy or request.htmx:
        return None
    return HttpResponseRedirect(request.path + asked.query)


def query_of(query: str, subtasks: bool) -> str:
    """A filter as a query string, with its question mark; empty when nothing was chosen."""
    parts = [part for part in (query, "subtasks=shown" if subtasks else "") if part]
    return f"?{'&'.join(parts)}" if parts else ""
