"""The content of a new workspace: the Inbox, and in a personal one a small project that teaches by doing."""

from __future__ import annotations

from accounts.models import Workspace
from primetrade.commands import Write
from tasks.models import Priority, Project, Status
from tasks.models.hues import Hue
from tasks.models.retention import TRASH_DAYS
from tasks.rooms import BEGINNINGS

from .tasks import add_task

_LESSONS = (
    (
        Status.IN_PROGRESS,
        Priority.HIGH,
        "Open this task and look around",
        "A task has a **title**, words like these, and properties beside them. Click the words to change "
        "them, or press `E`."
        "\n\nEverything you do is kept in the history below, and any step can be undone from there.",
    ),
    (
        Status.TODO,
        Priority.MEDIUM,
        "Move a card on the board",
        "Choose **Board** above the list. Drag a card to another column, or use its menu: *Move to*.",
    ),
    (
        Status.TODO,
        Priority.NONE,
        "Add a task of your own",
        "Press `C` anywhere, or **Add task** at the top. Without a project it waits in your Inbox.",
    ),
    (
        Status.TODO,
        Priority.LOW,
        "Delete this task, then take it back",
        f"Deleting never asks: a note with **Undo** appears. Later it waits {TRASH_DAYS} days in the Trash.",
    ),
)
LESSONS_OF_THE_CORE = len(_LESSONS)  # the lessons of rooms have the numbers that follow
_LAST = (Status.COMPLETED, Priority.NONE, "Sign up", "Done. The ring is full and has a tick.")


def add_starter_content(write: Write, workspace: Workspace) -> None:
    """Create the Inbox and, in a personal workspace, the first project; within the caller's transaction."""
    write.add(Project(workspace_id=workspace.id, key="IN", name="Inbox", colour=Hue.GREY, is_inbox=True))
    if not workspace.is_personal:
        return
    project = Project(workspace_id=workspace.id, key="GO", name="Getting started", colour=Hue.TEAL)
    write.add(project)
    of_rooms = [(Status.TODO, Priority.NONE, *beginning.lesson) for beginning in BEGINNINGS]
    for status, priority, title, description in (*_LESSONS, *of_rooms, _LAST):
        values = {"status": status, "priority": priority, "title": title, "description": description}
        add_task(write, project, values)
