"""Every write to projects, tasks, labels and comments, apart from those of rooms, whose commands are with them.

Each command takes the caller's Access first and keyword arguments after it, and returns an Outcome
(primetrade/commands.py).
"""

from .boxes import tick_boxes, tick_boxes_of_comment
from .comments import create_comment, delete_comment, edit_comment
from .labels import create_label, delete_label, edit_label
from .projects import create_project, edit_project
from .subtasks import complete_subtasks
from .tasks import create_task, edit_task
from .trash import delete_project, delete_task, purge, restore
from .undo import undo

__all__ = [
    "complete_subtasks",
    "create_comment",
    "create_label",
    "create_project",
    "create_task",
    "delete_comment",
    "delete_label",
    "delete_project",
    "delete_task",
    "edit_comment",
    "edit_label",
    "edit_project",
    "edit_task",
    "purge",
    "restore",
    "tick_boxes",
    "tick_boxes_of_comment",
    "undo",
]
