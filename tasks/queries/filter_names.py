"""Names in a filter of the API become ids. An unknown project, label, person or task is an error that names it.

Pages write ids into their URLs, where an unknown one matches nothing; callers of the API are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.db.models import Q

from accounts.access import Access
from accounts.models import Membership
from primetrade.errors import BadRequest, NotFound
from primetrade.folding import fold_name
from primetrade.ids import is_id
from primetrade.mailboxes import fold_email
from primetrade.spelling import with_suggestion
from primetrade.words import quoted
from tasks.models import Label, Project, suggestions
from tasks.queries import references
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filters import Filter


def filter_with_ids(access: Access, filter: Filter) -> Filter:
    """The filter with ids in place of names. One statement for each kind that it names. Raises BadRequest."""
    values: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for parameter in PARAMETERS:
        given = getattr(filter, parameter.name) if parameter.names else ""
        names = (given,) if isinstance(given, str) and given else given
        known = _FINDERS[parameter.names](access, names) if names else {}
        unknown = [name for name in names if name not in known]
        if unknown:
            errors[parameter.name] = _messages(access, parameter.names, unknown)
        elif names:
            ids = tuple(dict.fromkeys(known[name] for name in names))
            values[parameter.name] = ids if parameter.several else ids[0]
    if errors:
        raise BadRequest("Some parameters can't be used.", errors=errors)
    return filter.but(**values)


def _projects(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    """Known keys and ids. A key stays a key, because the list's statement finds it along its index."""
    rows = Project.objects.of(access).filter(Q(key__in=_names(given)) | Q(id__in=_ids(given)), deleted_at=None)
    known = {text for identifier, key in rows.values_list("id", "key") for text in (str(identifier), key)}
    return {text: text for text in given if text in known}


def _people(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    """Known ids, e-mail addresses, `me` and `none`."""
    people = {text: text for text in given if text in ("me", "none")}
    members = [text for text in given if text not in people]
    if not members:
        return people
    addresses = {fold_email(address) for address in _names(members)}
    rows = Membership.objects.of(access).filter(Q(user_id__in=_ids(members)) | Q(user__email__in=addresses))
    known: dict[str, str] = {}
    for identifier, address in rows.values_list("user_id", "user__email"):
        known |= {str(identifier): str(identifier), address: str(identifier)}
    for text in members:
        member = known.get(text if is_id(text) else fold_email(text))
        if member:
            people[text] = member
    return people


def _labels(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    """Known ids, and names in any case."""
    named = Q(name_folded__in=[fold_name(name) for name in _names(given)])
    rows = Label.objects.of(access).filter(named | Q(id__in=_ids(given)), deleted_at=None)
    known: dict[str, str] = {}
    for identifier, folded in rows.values_list("id", "name_folded"):
        known |= {str(identifier): str(identifier), folded: str(identifier)}
    return {text: known[fold_name(text)] for text in given if fold_name(text) in known}


def _tasks(access: Access, given: tuple[str, ...]) -> dict[str, str]:
    """Known keys and ids, and `none`."""
    known = {}
    for text in given:
        with suppress(NotFound):
            known[text] = text if text == "none" else str(references.task_id(access, text))
    return known


_FINDERS: dict[str, Callable[[Access, tuple[str, ...]], dict[str, str]]] = {
    "project": _projects,
    "member": _people,
    "label": _labels,
    "task": _tasks,
}
_MISSING = {
    "project": "There is no project {name} here.",
    "member": "There is no member {name} here.",
    "label": "There is no label {name} here.",
    "task": "There is no task {name} here.",
}
_NEAR = {"project": suggestions.project_keys, "member": suggestions.member_addresses, "label": suggestions.label_names}


def _ids(given: Iterable[str]) -> list[str]:
    return [text for text in given if is_id(text)]


def _names(given: Iterable[str]) -> list[str]:
    return [text for text in given if not is_id(text)]


def _messages(access: Access, kind: str, unknown: list[str]) -> list[str]:
    """A sentence for each unknown name, with the nearest known one. One statement when there are names."""
    near = _NEAR[kind](access) if kind in _NEAR and _names(unknown) else {}
    messages = []
    for text in unknown[: references.REPORTED_LIMIT]:
        name = text.partition("@")[0] if kind == "member" else text
        messages.append(with_suggestion(_MISSING[kind].format(name=quoted(text)), name, {} if is_id(text) else near))
    return messages
