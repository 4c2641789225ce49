"""What pages of tasks say beside their templates: toasts and menus. trash_wording.py has the trash's.

A message is whole, with named places: `RENAMED.format(name=…)`; those with markup go through format_html.
"""

from __future__ import annotations

from accounts.models import Role

# Tasks.
CREATED_TASK = 'Created <a class="link" href="{url}">{title}</a>'
CREATED_TASK_LEFT_OUT = (
    'Created <a class="link" href="{url}">{title}</a>, which this page leaves out: it doesn’t match the filter'
)
MOVED_TO_TRASH = "Moved {task} to the trash"
DELETED_LESSON = "Deleted {task}."
RESTORED_TASK = "Restored {task}"
CLOSED = {"completed": "Completed {task}", "cancelled": "Cancelled {task}"}
COMPLETE_SUBTASK = "Complete its open subtask too"
COMPLETE_SUBTASKS = "Complete its {count} open subtasks too"
COMPLETED_SUBTASKS = "Completed {task} and what was open below it"
REMOVED_DESCRIPTION = "Removed the description of {task}"
MOVED_TO_PROJECT = "Moved {task} to {project}: it is {key} now"
MOVED_TO_COLUMN = "Moved {key} to {column}"
MOVED_WITHIN_COLUMN = "Moved {key} within {column}"
DELETED_COMMENT = "Deleted the comment"
IN_TRASH = "This task is in the trash now. What you typed is still here; restore the task to save it."
COMMENT_IN_TRASH = "This comment is in the trash now. What you typed is still here: send it as a new comment."
LOST_BOX = "The line of that box has been changed in the meantime. Here is the text as it is now: tick the box again."
STEPS = (("top", "To the top"), ("up", "Up"), ("down", "Down"), ("bottom", "To the bottom"))

# What a form of a task sends that can't be saved.
NO_TITLE = "Say what has to be done."
NO_SUCH_TASK = "There is no task {key} here. Write its key, such as PT-42."
NO_SUCH_PROJECT = "There is no such project here. Choose another one."
NOT_THERE = "One of these no longer exists. Reload the page, then choose again."
ALWAYS_CHANGED = "This task keeps changing. Try again in a moment."

# Two people changed the same: what stays unsaved.
CONFLICT, CHOOSE_WHAT_STAYS = "Someone changed the same field in the meantime", "Choose which values should stay."
SOMEBODY = "Somebody"
A_PROJECT = "A project"
NOTHING = "None"
COMMENT, COMMENT_CHANGED = "Comment", "You changed this comment somewhere else, too"

# Undo.
TOOK_BACK = "Took back: {what}"
TOOK_BACK_SOMETHING = "Took it back"
TOOK_BACK_A_PART = "Took back part of it. {left}"
TOOK_BACK_NOTHING = "Nothing was taken back. {left}"
ALL_THAT_STAYS = 'See <a class="link" href="{url}">everything that stays</a>.'
MORE_STAYS = "There is more that stays."

# Projects.
CREATED_PROJECT = "Created {name}."
SAVED_PROJECT = "Project saved."
ARCHIVED = "Archived {name}."
UNARCHIVED = "Brought back {name}."
DELETED_PROJECT = "Deleted {name}."

# The settings of a workspace.
RENAMED = "Renamed to {name}."
LEFT = "You left {name}."
ADDED_MEMBER = "{name} is now a member of this workspace."
REMOVED_MEMBER = "Removed {name}."
NEW_ROLE = {
    Role.MEMBER: "{name} is a member now.",
    Role.ADMIN: "{name} is an admin now.",
    Role.OWNER: "{name} is an owner now.",
}
MADE_LABEL = "Created the label {name}."
SAVED_LABEL = "Saved the label {name}."
DELETED_LABEL = "Deleted the label {name}."

# The form of a new task.
PARENT_HELP = "The key of the task that this one is a part of, such as PT-42."

# Searches in menus: the label of the field, the link to all, nothing found, one found, many found.
FIND_PEOPLE = ("Find a person", "Other people", "Nobody here is called “{name}”.", "1 person", "{count} people")
FIND_LABELS = ("Find a label", "Other labels", "There is no label called “{name}”.", "1 label", "{count} labels")
FIND_PROJECTS = (
    "Find a project",
    "Other projects",
    "There is no project called “{name}”.",
    "1 project",
    "{count} projects",
)

# The buttons beside the first lessons.
OPEN_TASK, OPEN_BOARD, ADD_TASK, DELETE = "Open the task", "Open the board", "Add task", "Delete"


def changed_meanwhile(who: str, field: str, *, by_me: bool) -> str:
    """The toast about a field that somebody (`who`), or the same person elsewhere, changed at the same time."""
    if by_me:
        return f"You changed the {field} somewhere else in the meantime. Yours was not saved."
    return f"{who} changed the {field} in the meantime. Yours was not saved."


def changed_while_you_did(who: str, fields: list[str], *, by_me: bool) -> str:
    """The title above both versions."""
    if len(fields) == 1:
        (field,) = fields
        return f"You changed the {field} somewhere else, too" if by_me else f"{who} changed the {field} while you did"
    if by_me:
        return "You changed the same fields somewhere else, too"
    return f"{who} changed the same fields while you did"
