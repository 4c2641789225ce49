"""The content of a new workspace: the Inbox, and in a personal one a small project that teaches by doing."""

from __future__ import annotations

from accounts.models import Workspace
from primetrade.commands import Write
from tasks.models import Priority, Project, Status
from tasks.models.hues import Hue

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
        "Deleting never asks: a note with **Undo** appears. Later it waits 30 days in the Trash.",
    ),
    (
        Status.TODO,
        Priority.NONE,
        "Bring in your Trello board",
        "In Trello choose *Print, export and share* → *Export as JSON*, then **Import** here. One Undo takes it back.",
    ),
    (Status.COMPLETED, Priority.NONE, "Sign up", "Done. The ring is full and has a tick."),
)


def add_starter_content(write: Write, workspace: Workspace) -> None:
    """Create the Inbox and, in a personal workspace, the first project; within the caller's transaction."""
    write.add(Project(workspace_id=workspace.id, key="IN", name="Inbox", colour=Hue.GREY, is_inbox=True))
    if not workspace.is_personal:
        return
    project = Project(workspace_id=workspace.id, key="GO", name="Getting started", colour=Hue.TEAL)
    write.add(project)
    for status, priority, title, description in _LESSONS:
        values = {"status": status, "priority": priority, "title": title, "description": description}
        add_task(write, project, values)
