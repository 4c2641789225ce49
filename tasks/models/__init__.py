"""Projects, tasks and what hangs on them. Models import neither commands nor views."""

from .comment import Comment
from .import_run import Import
from .label import Label, TaskLabel
from .project import Project
from .task import OldTaskKey, Priority, Status, Task, TaskAssignee

__all__ = [
    "Comment",
    "Import",
    "Label",
    "OldTaskKey",
    "Priority",
    "Project",
    "Status",
    "Task",
    "TaskAssignee",
    "TaskLabel",
]
