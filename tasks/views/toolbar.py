"""The bar above a list or board: looks, the filters as a sentence, sorting, and the filter form."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.access import Access
from tasks.fields.task import LINKS
from tasks.models import Project
from tasks.queries import offers
from tasks.queries.filter_parameters import ARE
from tasks.queries.filter_values import DUE_WORDS
from tasks.queries.filters import FilterPart
from tasks.queries.sorts import MANUAL, SORTS
from tasks.views.filter_form import chosen_fields
from tasks.views.project_address import Address, query_of
from tasks.views.where_added import values_of

LOOKS = ("list", "board")


def page_context(access: Access, project: Project, asked: Address, look: str) -> dict[str, Any]:
    """What the frame of a list or board needs."""
    urls = {name: reverse(f"project_{name}", args=[access.workspace.slug, project.key]) for name in LOOKS}
    linked = offers.linked_by(access, asked.shown)
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
        "fills": _fills(access, asked, linked),
        "crumbs": [
            {"name": access.workspace.name, "url": reverse("workspace_dashboard", args=[access.workspace.slug])}
        ],
        "chips": _chips(asked, here, offers.names(asked.shown, linked)),
        "sorts": sorts,
        "sort_name": next((sort["name"] for sort in sorts if sort["current"]), "Custom"),
        "fields": chosen_fields(asked.shown, linked),
        "dues": [("", "Any time"), *((value, words.capitalize()) for value, words in DUE_WORDS.items())],
    }


def _fills(access: Access, asked: Address, linked: dict[str, list[offers.OfferedValue]]) -> list[tuple[str, str]]:
    """What quick add sends besides title and status, as pairs: without people and labels that no longer exist."""
    known = {link.name: {str(access.user.id), *(one["id"] for one in linked[link.type.name])} for link in LINKS}
    return [
        (name, value)
        for name, values in values_of(access, asked.shown).items()
        if name != "status"
        for value in values
        if name not in known or value in known[name]
    ]


def can_add(access: Access, project: Project) -> bool:
    return project.archived_at is None and access.may("edit")


def new_url(access: Access, project: Project) -> str:
    """The URL of the form for a new task in this project."""
    return f"{reverse('task_new', args=[access.workspace.slug])}?project={project.key}"


def _chips(asked: Address, here: str, names: dict[str, str]) -> list[dict[str, str]]:
    """The filters as parts of a sentence, each with the URL that drops it."""
    chips = [
        {"name": part.field, "text": part.html, "drop_url": here + query_of(part.query, asked.subtasks)}
        for part in asked.shown.parts(names)
    ]
    if asked.subtasks:
        drop = here + query_of(asked.shown.to_query(), False)
        chips.append({"name": "Subtasks", "text": FilterPart("", "Subtasks", ARE, "shown", "").html, "drop_url": drop})
    return chips


def _sorts(asked: Address, here: str) -> list[dict[str, Any]]:
    """The sorting menu. Manual order is the default, so the URL leaves it out."""
    offered = {"" if sort.offered == MANUAL else sort.offered: sort.words for sort in SORTS.values()}
    return [
        {
            "name": words,
            "value": value,
            "url": here + query_of(asked.shown.but(sort=value).to_query(), asked.subtasks),
            "current": value == asked.shown.sort,
        }
        for value, words in offered.items()
    ]
