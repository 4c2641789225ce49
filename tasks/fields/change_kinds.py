"""What can happen to what: each kind of change with the words that tell it, its sign, and what taking it back is.

What is put on a task and taken off it is declared with its link, in task.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from .task import LINKS

# Verbs that the code compares with. Those of labels and assignees are declared in task.py.
CREATED, EDITED, DELETED, RESTORED, PURGED, REMOVED = "created", "edited", "deleted", "restored", "purged", "removed"

GONE = "Something that was deleted for good can't be put back."
STAYS = "{it} stays."


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """`words` tell it of `{it}`, `from_file` where an import did it; "" where the fields or others' words say it.

    `undone_as` is the verb of its undo; where there is none, `stays` says why it stays.
    """

    kind: str
    verb: str
    words: str = ""
    icon: str = "edit"
    undone_as: str = ""
    from_file: str = ""
    stays: str = ""


def _trash(kind: str, deleted: str, restored: str) -> tuple[ChangeKind, ...]:
    """What happens to everything that has a place in the trash."""
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
# What one must be allowed to do to take back a change of a kind; "edit" for the others.
UNDO_PERMISSIONS = {"project": "manage_projects", "membership": "manage_members", "workspace": "manage_workspace"}
CHANGE_KIND_OF: dict[tuple[str, str], ChangeKind] = {(one.kind, one.verb): one for one in CHANGE_KINDS}
