"""Each kind of change: its words in history, its icon, and the verb that undoes it.

The verbs for putting labels and assignees on a task and taking them off are declared with the links, in task.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from .task import LINKS

# Verbs that code compares against.
CREATED, EDITED, DELETED, RESTORED, PURGED, REMOVED = "created", "edited", "deleted", "restored", "purged", "removed"

GONE = "Something that was deleted for good can't be put back."
STAYS = "{it} stays."


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """`words` describe it (`{it}` is the task), `from_file` if an import did it; "" where fields or other code do.

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
        ChangeKind(kind, "deleted", deleted, "trash", undone_as="restored"),
        ChangeKind(kind, "restored", restored, "undo", undone_as="deleted"),
        ChangeKind(kind, "purged", icon="trash", stays=GONE),
    )


CHANGE_KINDS: tuple[ChangeKind, ...] = (
    ChangeKind("task", "created", "created {it}", "plus", undone_as="deleted", from_file="brought in {it}"),
    ChangeKind("task", "edited", undone_as="edited"),
    *_trash("task", "moved {it} to the trash", "restored {it}"),
    *(ChangeKind("task", link.put_on, icon=link.icon, undone_as=link.taken_off) for link in LINKS),
    *(ChangeKind("task", link.taken_off, icon=link.icon, undone_as=link.put_on) for link in LINKS),
    ChangeKind("comment", "created", icon="comment", undone_as="deleted"),
    ChangeKind("comment", "edited", "edited a comment", "comment", undone_as="edited"),
    *_trash("comment", "deleted a comment", "brought a comment back"),
    ChangeKind("project", "created", "started the project", "plus", undone_as="deleted"),
    ChangeKind("project", "edited", "changed the project", undone_as="edited"),
    ChangeKind("project", "archived", "archived the project", undone_as="unarchived"),
    ChangeKind("project", "unarchived", "brought back the project", undone_as="archived"),
    *_trash("project", "deleted the project", "restored the project"),
    ChangeKind("label", "created", "made the label", "plus", undone_as="deleted"),
    ChangeKind("label", "edited", "changed the label", undone_as="edited"),
    *_trash("label", "deleted the label", "restored the label"),
    ChangeKind("membership", "created", "added the member", "plus", undone_as="removed"),
    ChangeKind("membership", "edited", "changed the role of", undone_as="edited"),
    ChangeKind("membership", "removed", "removed the member", undone_as="created"),
    ChangeKind("membership", "called", stays="A person’s name is theirs to change."),
    ChangeKind("workspace", "created", "opened the workspace", "plus", stays=STAYS),
    ChangeKind("workspace", "edited", "renamed the workspace", undone_as="edited"),
)
# The permission needed to undo a change, by kind of object; "edit" for all others.
UNDO_PERMISSIONS = {"project": "manage_projects", "membership": "manage_members", "workspace": "manage_workspace"}
CHANGE_KIND_OF: dict[tuple[str, str], ChangeKind] = {(one.kind, one.verb): one for one in CHANGE_KINDS}
