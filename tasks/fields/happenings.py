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
class Happening:
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


def _trash(kind: str, deleted: str, restored: str) -> tuple[Happening, ...]:
    """What happens to everything that has a place in the trash."""
    return (
        Happening(kind, "deleted", deleted, "trash", undone_as="restored"),
        Happening(kind, "restored", restored, "undo", undone_as="deleted"),
        Happening(kind, "purged", icon="trash", stays=GONE),
    )


HAPPENINGS: tuple[Happening, ...] = (
    Happening("task", "created", "created {it}", "plus", undone_as="deleted", from_file="brought in {it}"),
    Happening("task", "edited", undone_as="edited"),
    *_trash("task", "moved {it} to the trash", "restored {it}"),
    *(Happening("task", link.put_on, icon=link.icon, undone_as=link.taken_off) for link in LINKS),
    *(Happening("task", link.taken_off, icon=link.icon, undone_as=link.put_on) for link in LINKS),
    Happening("comment", "created", icon="comment", undone_as="deleted"),
    Happening("comment", "edited", "edited a comment", "comment", undone_as="edited"),
    *_trash("comment", "deleted a comment", "brought a comment back"),
    Happening("project", "created", "started the project", "plus", undone_as="deleted"),
    Happening("project", "edited", "changed the project", undone_as="edited"),
    Happening("project", "archived", "archived the project", undone_as="unarchived"),
    Happening("project", "unarchived", "brought back the project", undone_as="archived"),
    *_trash("project", "deleted the project", "restored the project"),
    Happening("label", "created", "made the label", "plus", undone_as="deleted"),
    Happening("label", "edited", "changed the label", undone_as="edited"),
    *_trash("label", "deleted the label", "restored the label"),
    Happening("membership", "created", "added the member", "plus", undone_as="removed"),
    Happening("membership", "edited", "changed the role of", undone_as="edited"),
    Happening("membership", "removed", "removed the member", undone_as="created"),
    Happening("membership", "called", stays="A person’s name is theirs to change."),
    Happening("workspace", "created", "opened the workspace", "plus", stays=STAYS),
    Happening("workspace", "edited", "renamed the workspace", undone_as="edited"),
)
# What one must be allowed to do to take back a change of a kind; "edit" for the others.
TAKEN_BACK_BY = {"project": "manage_projects", "membership": "manage_members", "workspace": "manage_workspace"}
BY_CHANGE: dict[tuple[str, str], Happening] = {(one.kind, one.verb): one for one in HAPPENINGS}
