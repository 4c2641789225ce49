"""What a person chooses for an import: validated against the items and the workspace, stored as JSON on the Import."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from accounts.models import Membership
from accounts.models.membership import NO_MEMBER
from primetrade.callers import RequestUser
from primetrade.errors import InvalidInput
from primetrade.folding import fold_name
from primetrade.spelling import SAID_LIMIT, with_suggestion
from primetrade.tenancy import Tenant
from primetrade.text import NAME_LIMIT, clean_line
from primetrade.words import one_of, quoted
from tasks.commands.names import TAKEN
from tasks.imports.items import Items
from tasks.models import Project, Status
from tasks.models.project import ARCHIVED

LEAVE_OUT = "leave_out"
# Suffix of a status: the list's name also becomes a label.
AND_LABEL = "_and_label"
LIST_CHOICES = (*Status.values, *(f"{status}{AND_LABEL}" for status in Status.values), LEAVE_OUT)
TRASH = "trash"
COMPLETED = "completed"
STAY = "stay"
RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Choices:
    """`project` is an id as text, or empty for a new project named `project_name`. `statuses` maps list ids to one of
    LIST_CHOICES; `people` maps person ids of the source to a user id, or to "" to keep only the name. `archived` is
    `completed`, `trash` or `leave_out`; `trashed`, for tasks that people put in the trash here, `stay` or `restore`.
    `zone` is the time zone for the file's instants. `board` is the source's id of the board, by which the next import
    finds the project again. `gone` is derived: the names of lists that the import loses.
    """

    board: str = ""
    project: str = ""
    project_name: str = ""
    statuses: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    archived: str = COMPLETED
    trashed: str = STAY
    zone: str = "UTC"
    gone: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As stored on the Import; `Choices(**stored)` restores it."""
        return asdict(self)


def checked(
    workspace: Tenant,
    items: Items,
    proposed: Choices,
    *,
    home: UUID | None = None,
    taken: Container[str] = (),
    project: UUID | None = None,
    project_name: str | None = None,
    statuses: Mapping[str, str] | None = None,
    people: Mapping[str, UUID | None] | None = None,
    archived: str | None = None,
    trashed: str | None = None,
) -> Choices:
    """`proposed` with the person's choices applied. Raises InvalidInput naming every invalid choice.

    `home`, the board's own project, may be chosen while in the trash: the import restores it. `taken` are the folded
    names that a new project can't have.
    """
    if project is None and project_name is None and home is not None and trashed == RESTORE:
        project = home
    name, wrong_name = _project_name(project_name, proposed, taken, new=project is None)
    chosen = proposed.statuses | dict(statuses or {})
    matched = proposed.people | {person: str(user or "") for person, user in (people or {}).items()}
    errors = {
        "project": _wrong_project(workspace, project, home),
        "project_name": wrong_name,
        "statuses": _wrong_statuses(chosen, proposed),
        "people": _wrong_people(workspace, matched, proposed),
        "archived": _wrong_word(archived, (COMPLETED, TRASH, LEAVE_OUT)),
        "trashed": _wrong_word(trashed, (STAY, RESTORE)),
    }
    if any(errors.values()):
        raise InvalidInput(errors={name: messages for name, messages in errors.items() if messages})
    new = project is None and (project_name is not None or not proposed.project)
    return Choices(
        board=proposed.board,
        project="" if new else str(project or proposed.project),
        project_name=name,
        statuses=chosen,
        people=matched,
        archived=archived or proposed.archived,
        trashed=trashed or proposed.trashed,
        zone=proposed.zone,
    )


def _project_name(given: str | None, proposed: Choices, taken: Container[str], *, new: bool) -> tuple[str, list[str]]:
    """The name of a new project, and its errors."""
    if given is None:
        return proposed.project_name, []
    try:
        name = clean_line(given, field="project_name", limit=NAME_LIMIT, required=new)
    except InvalidInput as error:
        return proposed.project_name, error.errors["project_name"]
    return name, [TAKEN] if new and fold_name(name) in taken else []


def _wrong_project(workspace: Tenant, project: UUID | None, home: UUID | None) -> list[str]:
    if project is None or project == home:
        return []
    return list(filter(None, [_why_not(workspace, project)]))


_NO_LIST = "The file has no list with the id {id}: the preview shows the ones it has."
_NO_PERSON = "The file has no person with the id {id}: the preview shows the ones it has."


def _wrong_statuses(chosen: Mapping[str, str], proposed: Choices) -> list[str]:
    wrong = [_NO_LIST.format(id=quoted(source_id)) for source_id in chosen if source_id not in proposed.statuses]
    wrong += [
        with_suggestion(f"{quoted(status)} is not one of {', '.join(LIST_CHOICES)}.", status, LIST_CHOICES)
        for status in dict.fromkeys(chosen.values())
        if status not in LIST_CHOICES
    ]
    return wrong[:SAID_LIMIT]


def _wrong_people(workspace: Tenant, matched: Mapping[str, str], proposed: Choices) -> list[str]:
    wrong = [_NO_PERSON.format(id=quoted(source_id)) for source_id in matched if source_id not in proposed.people]
    wrong += [NO_MEMBER.format(name=quoted(user)) for user in _strangers(workspace, matched)]
    return wrong[:SAID_LIMIT]


def _wrong_word(word: str | None, allowed: Sequence[str]) -> list[str]:
    return [f"Choose {one_of(allowed)}."] if word is not None and word not in allowed else []


def zone_of(user: RequestUser | None) -> str:
    """The person's time zone; UTC if it is unknown."""
    zone = user.timezone if user else "UTC"
    return zone if zone in available_timezones() else "UTC"


def _why_not(workspace: Tenant, project: UUID) -> str:
    """Why nothing can be imported into a project; "" if it can."""
    row = Project.objects.of(workspace).filter(id=project, deleted_at=None).first()
    if row is None:
        return "There is no such project here."
    return ARCHIVED.format(name=row.name) if row.archived_at else ""


def _strangers(workspace: Tenant, people: Mapping[str, str]) -> list[str]:
    """The user ids that belong to no member."""
    users = dict.fromkeys(user for user in people.values() if user)
    known = set(map(str, Membership.objects.of(workspace).filter(user_id__in=users).values_list("user_id", flat=True)))
    return [user for user in users if user not in known]
