"""People, projects and tasks for tests, made the way the product makes them: by commands.

ann = PersonFactory()                      # an Access: a person in their personal workspace, as its owner
task = TaskFactory(access=ann, title="…")  # a Task
bob = MemberFactory(of=ann)                # an Access: another person in Ann's workspace
"""

from __future__ import annotations

from itertools import count
from typing import Any

import factory

from accounts.access import Access, access_of
from accounts.commands.register import register
from accounts.commands.workspaces import create_workspace
from accounts.models import Membership, Role, Workspace
from tasks.commands import create_label, create_project, create_task
from tasks.models import Label, Project, Task

PASSWORD = "correct horse"


class PersonFactory(factory.Factory):
    class Meta:
        model = Access

    name = factory.Faker("first_name")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = PASSWORD
    timezone = "Europe/Berlin"

    @classmethod
    def _create(cls, model_class: type[Access], *args: Any, **kwargs: Any) -> Access:
        user = register(**kwargs)
        return access_of(user, Workspace.objects.get(id=user.personal_workspace_id))


class MemberFactory(factory.Factory):
    """Another person in the workspace of `of`, in `role`."""

    class Meta:
        model = Access

    of = None
    role = Role.MEMBER

    @classmethod
    def _create(cls, model_class: type[Access], *args: Any, of: Access, role: str, **kwargs: Any) -> Access:
        user = PersonFactory(**kwargs).user
        Membership.everywhere.create(workspace=of.workspace, user=user, role=role)
        return access_of(user, of.workspace)


class _CommandFactory(factory.Factory):
    """Calls a command for `access` and gives its value."""

    class Meta:
        abstract = True

    access = None

    @classmethod
    def command(cls, access: Access, **kwargs: Any) -> Any:
        raise TypeError("a factory names its command")

    @classmethod
    def _create(cls, model_class: type, *args: Any, access: Access, **kwargs: Any) -> Any:
        return cls.command(access, **kwargs).value


class ProjectFactory(_CommandFactory):
    class Meta:
        model = Project

    name = factory.Sequence(lambda n: f"Project {n}")
    key = factory.Sequence(lambda n: f"P{n}")
    command = staticmethod(create_project)


class TaskFactory(_CommandFactory):
    class Meta:
        model = Task

    title = factory.Sequence(lambda n: f"Task {n}")
    command = staticmethod(create_task)


class LabelFactory(_CommandFactory):
    class Meta:
        model = Label

    name = factory.Sequence(lambda n: f"Label {n}")
    command = staticmethod(create_label)


_TEAMS = count(1)


def team_of(owner: Access) -> Access:
    """A person in a further workspace of theirs, without tasks. Its slug is new to this process, which keeps slugs."""
    return access_of(owner.user, create_workspace(owner, name=f"Night boats {next(_TEAMS)}"))


def chain(access: Access, length: int) -> list[Task]:
    """Tasks “Level 1”, “Level 2” … in the Inbox, each below the one before it."""
    tasks: list[Task] = []
    for level in range(1, length + 1):
        parent = tasks[-1].id if tasks else None
        tasks.append(TaskFactory(access=access, title=f"Level {level}", parent=parent))
    return tasks
