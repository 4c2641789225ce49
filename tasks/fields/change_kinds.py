"""Each kind of change: its words in history, its icon, and the verb that undoes it.

The verbs for putting labels and assignees on a task and taking them off are declared with the links, in task.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models.membership import CALLED, REMOVED
from primetrade.models import CREATED, EDITED

from .declaration import Link
from .task import LINKS

# "deleted" and "restored": into the trash and back; "purged": out of it for good.
DELETED, RESTORED, PURGED = "deleted", "restored", "purged"
ARCHIVED, UNARCHIVED = "archived", "unarchived"

GONE = "Something that was deleted for good can't be put back."
STAYS = "{it} stays."


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """`words` describe it, `from_file` if an import did it; "" where fields or other code do. `{it}` is the task or one
    of THINGS.

    `undone_as` is the verb that undoes it; where there is none, `stays` tells people why it can't be undone.
    """

    kind: str
    verb: str
    words: str = ""
    icon: str = "edit"
    undone_as: str = ""
    from_file: str = ""
    stays: str = ""


def _trash(kind: str, deleted: str, restored: str) -> tuple[ChangeKind, ...]:
    """The changes of a kind of object that can be in the trash."""
    return (
        ChangeKind(kind, DELETED, deleted, "trash", undone_as=RESTORED),
        ChangeKind(kind, RESTORED, restored, "undo", undone_as=DELETED),
        ChangeKind(kind, PURGED, icon="trash", stays=GONE),
    )


def _link(link: Link) -> tuple[ChangeKind, ...]:
    return (
        ChangeKind("task", link.put_on, icon=link.icon, undone_as=link.taken_off),
        ChangeKind("task", link.taken_off, icon=link.icon, undone_as=link.put_on),
    )


CHANGE_KINDS: tuple[ChangeKind, ...] = (
    ChangeKind("task", CREATED, "created {it}", "plus", undone_as=DELETED, from_file="brought in {it}"),
    ChangeKind("task", EDITED, undone_as=EDITED),
    *_trash("task", "moved {it} to the trash", "restored {it}"),
    *(change_kind for link in LINKS for change_kind in _link(link)),
    ChangeKind("comment", CREATED, icon="comment", undone_as=DELETED),
    ChangeKind("comment", EDITED, icon="comment", undone_as=EDITED),
    *_trash("comment", "deleted a comment", "brought a comment back"),
    ChangeKind("project", CREATED, "started {it}", "plus", undone_as=DELETED),
    ChangeKind("project", EDITED, undone_as=EDITED),
    ChangeKind("project", ARCHIVED, "archived {it}", undone_as=UNARCHIVED),
    ChangeKind("project", UNARCHIVED, "brought back {it}", undone_as=ARCHIVED),
    *_trash("project", "deleted {it}", "restored {it}"),
    ChangeKind("label", CREATED, "made {it}", "plus", undone_as=DELETED),
    ChangeKind("label", EDITED, undone_as=EDITED),
    *_trash("label", "deleted {it}", "restored {it}"),
    ChangeKind("membership", CREATED, "added {it}", "plus", undone_as=REMOVED),
    ChangeKind("membership", EDITED, undone_as=EDITED),
    ChangeKind("membership", REMOVED, "removed {it}", undone_as=CREATED),
    ChangeKind("membership", CALLED, stays="A person’s name is theirs to change."),
    ChangeKind("workspace", CREATED, "opened {it}", "plus", stays=STAYS),
    ChangeKind("workspace", EDITED, undone_as=EDITED),
)
# What `{it}` is for a thing that is not a task: with its name, and without.
THINGS = {
    "project": ("the project {name}", "a project that is gone"),
    "label": ("the label {name}", "a label that is gone"),
    "membership": ("the member {name}", "a member who is gone"),
    "workspace": ("the workspace {name}", "the workspace"),
}
# The permission needed to undo a change, by kind of object; "edit" for all others.
UNDO_PERMISSIONS = {"project": "manage_projects", "membership": "manage_members", "workspace": "manage_workspace"}
CHANGE_KIND_OF: dict[tuple[str, str], ChangeKind] = {(one.kind, one.verb): one for one in CHANGE_KINDS}
VERBS: tuple[str, ...] = tuple(dict.fromkeys(one.verb for one in CHANGE_KINDS))
