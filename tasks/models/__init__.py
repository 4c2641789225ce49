"""Projects, tasks, and their labels and comments. Models import neither commands nor views."""

from .comment import Comment
from .label import Label
from .project import Project
from .task import OldTaskKey, Priority, Status, Task
from .task_links import TaskAssignee, TaskLabel

__all__ = [
    "Comment",
    "Label",
    "OldTaskKey",
    "Priority",
    "Project",
    "Status",
    "Task",
    "TaskAssignee",
    "TaskLabel",
]
