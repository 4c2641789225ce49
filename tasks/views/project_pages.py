"""What list and board share: finding the project, reading the filters from the address, the toolbar above the tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.access import Access
from accounts.requests import PageRequest
from tasks.models import Project
from tasks.queries import choices
from tasks.queries.filter_values import DUE_WORDS
from tasks.queries.filters import Filter
from tasks.queries.sorts import SORTS
from tasks.views.filter_form import chosen_fields, ids_of

BY_HAND = "position"
LOOKS = ("list", "board")
_OF_THE_FORM = ("find_assignee", "find_label", "field")  # what it sends and no address keeps


def of_project(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its project instead of a key; 404 without one. A key in small letters leads to the real one."""

    @wraps(view)
    def found(request: PageRequest, key: str, **rest: str) -> HttpResponse:
        rows = Project.objects.of(request.access)
        project = rows.filter(key=key.upper(), deleted_at=None).first()
        if project is None:
            raise Http404
        if key != project.key:
            return HttpResponseRedirect(
                request.get_full_path().replace(f"/projects/{key}", f"/projects/{project.key}", 1)
            )
        return view(request, project, **rest)

    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `filter` is for the queries; `shown` is the part of it that people chose."""

    filter: Filter
    shown: Filter
    subtasks: bool

    @classmethod
    def of(cls, request: PageRequest, project: Project) -> Asked:
        """Read the address. Raises BadRequest naming what can't be read."""
        params = request.GET.copy()
        params["project"] = project.key
        params.pop("parent", None)
        filter = Filter.from_query(params)
        subtasks = bool(params.get("subtasks"))
        shown = filter.but(project=(), sort="" if filter.sort == BY_HAND else filter.sort)
        return cls(filter.but(sort=filter.sort or BY_HAND, parent="" if subtasks else "none"), shown, subtasks)

    @property
    def query(self) -> str:
        """The one spelling of this in an address, with its question mark; empty when nothing was chosen."""
        return _query(self.shown.to_query(), self.subtasks)

    def more_url(self, path: str, cursor: str | None) -> str:
        """Where the list goes on; empty at its end."""
        return f"{path}{self.query or '?'}{'&' if self.query else ''}cursor={cursor}" if cursor else ""

    @property
    def by_hand(self) -> bool:
        return self.filter.sort == BY_HAND

    @property
    def narrowed(self) -> bool:
        """Whether some tasks are left out by choice."""
        return bool(self.shown.to_query(without=["sort"]))


def tidy_address(request: PageRequest, asked: Asked) -> HttpResponse | None:
    """A redirect when a form sent empty or repeated fields: what people share is one readable address."""
    tidy = all(len(values) == 1 and values[0] and name not in _OF_THE_FORM for name, values in request.GET.lists())
    if tidy or request.htmx:
        return None
    return HttpResponseRedirect(request.path + asked.query)


def page_context(access: Access, project: Project, asked: Asked, look: str) -> dict[str, Any]:
    """What the frame of a list or board needs."""
    urls = {name: reverse(f"project_{name}", args=[access.workspace.slug, project.key]) for name in LOOKS}
    people = choices.people_of(access, ids_of(asked.shown.assignee))
    labels = choices.labels_of(access, ids_of((*asked.shown.label, *asked.shown.label_all)))
    here = urls[look]
    sorts = _sorts(asked, here)
    return {
        "project": project,
        "look": look,
        "asked": asked,
        "looks": [(name, name.capitalize(), url + asked.query, name == look) for name, url in urls.items()],
        "here": here + asked.query,
        "plain_here": here,
        "filter_url": reverse("project_filter", args=[access.workspace.slug, project.key, look]),
        "settings_url": reverse("project_settings", args=[access.workspace.slug, project.key]),
        "new_url": new_url(access, project),
        "can_add": can_add(access, project),
        "crumbs": [
            {"name": access.workspace.name, "url": reverse("workspace_dashboard", args=[access.workspace.slug])}
        ],
        "chips": _chips(asked, here, choices.names(asked.shown, people, labels)),
        "sorts": sorts,
        "sort_name": next((sort["name"] for sort in sorts if sort["current"]), "Custom"),
        "fields": chosen_fields(asked.shown, people, labels),
        "dues": [("", "Any time"), *((value, words.capitalize()) for value, words in DUE_WORDS.items())],
    }


def can_add(access: Access, project: Project) -> bool:
    return project.archived_at is None and access.may("edit")


def new_url(access: Access, project: Project) -> str:
    """The form of a new task of this project."""
    return f"{reverse('task_new', args=[access.workspace.slug])}?project={project.key}"


def _query(query: str, subtasks: bool) -> str:
    parts = [part for part in (query, "subtasks=shown" if subtasks else "") if part]
    return f"?{'&'.join(parts)}" if parts else ""


def _chips(asked: Asked, here: str, names: dict[str, str]) -> list[dict[str, str]]:
    """The filters as parts of a sentence, each with the address without it."""
    chips = [
        {
            "name": part.field,
            "verb": part.verb,
            "value": part.value,
            "drop_url": here + _query(part.query, asked.subtasks),
        }
        for part in asked.shown.parts(names)
    ]
    if asked.subtasks:
        drop = here + _query(asked.shown.to_query(), False)
        chips.append({"name": "Subtasks", "verb": "are", "value": "shown", "drop_url": drop})
    return chips


def _sorts(asked: Asked, here: str) -> list[dict[str, Any]]:
    """The menu of orders. Those by hand are usual here, and not in the address."""
    offered = {"" if sort.offered == BY_HAND else sort.offered: sort.words for sort in SORTS.values()}
    return [
        {
            "name": words,
            "value": value,
            "url": here + _query(asked.shown.but(sort=value).to_query(), asked.subtasks),
            "current": value == asked.shown.sort,
        }
        for value, words in offered.items()
    ]
