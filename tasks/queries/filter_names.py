"""What a filter of the API calls by name, found: a project, label, person or task that is not there is said by name.

Pages write ids into their addresses, and one that is gone finds nothing there; a program is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from accounts.access import Access
from accounts.models import Membership
from primetrade.errors import BadRequest, NotFound
from primetrade.ids import is_id
from primetrade.mailboxes import fold_email
from primetrade.near import quoted, with_near
from tasks.models import Label, Project, nearest
from tasks.queries import references
from tasks.queries.filters import Filter

_SAID_MOST = 5


def found(access: Access, filter: Filter) -> Filter:
    """The filter with ids for names. One statement for each kind that it names. Raises BadRequest."""
    finders = {"project": _projects, "assignee": _people, "label": _labels, "label_all": _labels, "parent": _parent}
    values: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for field, find in finders.items():
        given = getattr(filter, field)
        if given:
            known = find(access, (given,) if isinstance(given, str) else given)
            unknown = [one for one in given if one not in known] if not isinstance(given, str) else []
            if known is _NOTHING or unknown:
                errors[field] = _said(access, field, unknown or [given])
            elif isinstance(given, str):
                values[field] = known[given]
            else:
                values[field] = tuple(dict.fromkeys(known[one] for one in given))
    if errors:
        raise BadRequest("Some parameters can't be used.", errors=errors)
    return filter.but(**values)


_NOTHING: dict[str, str] = {}
_KINDS = {"project": "project", "assignee": "member", "label": "label", "label_all": "label", "parent": "task"}
_NEAR = {"project": nearest.projects, "member": nearest.people, "label": nearest.labels}


def _projects(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    """Each as it was given: a key stays a key, which the list's statement finds along its index."""
    rows = Project.objects.of(access).filter(Q(key__in=_named(given)) | Q(id__in=_ids(given)), deleted_at=None)
    names = {name for identifier, key in rows.values_list("id", "key") for name in (str(identifier), key)}
    return {one: one for one in given if one in names}


def _people(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    known = {one: one for one in given if one in ("me", "none")}
    asked = [one for one in given if one not in known]
    if asked:
        addresses = {fold_email(one) for one in _named(asked)}
        rows = Membership.objects.of(access).filter(Q(user_id__in=_ids(asked)) | Q(user__email__in=addresses))
        names: dict[str, str] = {}
        for identifier, address in rows.values_list("user_id", "user__email"):
            names |= {str(identifier): str(identifier), address: str(identifier)}
        known |= {one: names[text] for one in asked if (text := one if is_id(one) else fold_email(one)) in names}
    return known


def _labels(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    named = reduce(or_, (Q(name__iexact=name) for name in _named(given)), Q(id__in=_ids(given)))
    names: dict[str, str] = {}
    for identifier, name in Label.objects.of(access).filter(named, deleted_at=None).values_list("id", "name"):
        names |= {str(identifier): str(identifier), name.casefold(): str(identifier)}
    return {one: names[one.casefold()] for one in given if one.casefold() in names}


def _parent(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    (text,) = given
    if text == "none":
        return {text: text}
    try:
        return {text: str(references.task_id(access, text))}
    except NotFound:
        return _NOTHING


def _ids(given: Iterable[str]) -> list[str]:
    return [one for one in given if is_id(one)]


def _named(given: Iterable[str]) -> list[str]:
    return [one for one in given if not is_id(one)]


def _said(access: Access, field: str, unknown: list[str]) -> list[str]:
    """A sentence for each that is not there, with the nearest that is. One statement when there are names."""
    kind = _KINDS[field]
    near = _NEAR[kind](access) if kind in _NEAR and _named(unknown) else {}
    said = []
    for one in unknown[:_SAID_MOST]:
        name = one.partition("@")[0] if kind == "member" else one
        said.append(with_near(f"There is no {kind} {quoted(one)} here.", name, {} if is_id(one) else near))
    return said
