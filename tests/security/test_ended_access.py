"""Whatever let a caller in counts when the change is made, not when they knocked: for every command that there is."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.test import RequestFactory
from django.utils import timezone

import accounts.commands
import tasks.commands
import tasks.imports.commands
from accounts.access import Access
from accounts.commands import sign_in
from accounts.commands.workspaces import create_workspace
from accounts.models import Membership, SignIn, User, Workspace
from primetrade.commands import registry
from primetrade.errors import NoMember, NotAllowed, SignedOut
from primetrade.ids import uuid7
from primetrade.markdown_boxes import boxes
from primetrade.models import Change, Outbox
from primetrade.tenancy import TenantModel
from tasks.commands import create_comment, create_task, delete_comment, edit_task
from tasks.imports.commands.runs import fail_import
from tasks.imports.formats import read_upload
from tasks.imports.items import pack
from tasks.imports.models import Import
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.imports.runs import begun, confirm

pytestmark = pytest.mark.django_db

BOARD = (
    b'{"name": "Board", "lists": [{"id": "l1", "name": "To do"}], "cards": [{"id": "c1", "name": "A", "idList": "l1"}]}'
)

# -- what every command is called with --------------------------------------------------------------------------------


def _items() -> Any:
    return read_upload(BytesIO(BOARD))


def _waiting(ann: Access) -> Import:
    return begun(ann, _items())


def _running(ann: Access) -> Import:
    return confirm(ann, run=_waiting(ann).id).value


def _completed(ann: Access) -> dict[str, Any]:
    """A completed task with an open one below it."""
    above = TaskFactory(access=ann)
    TaskFactory(access=ann, parent=above.id)
    return {"task": above.id, "batch": edit_task(ann, task=above.id, status="completed").batch}


def _comment(ann: Access, body: str = "Words") -> Any:
    return create_comment(ann, task=TaskFactory(access=ann).id, body=body).value


def _trashed_comment(ann: Access) -> Any:
    return delete_comment(ann, comment=_comment(ann).id).value


# Command → its arguments, of things that Ann, an owner, made; None for one that people can't reach (the reason beside).
BOX = "- [ ] One"
TICKED = {box.name: True for box in boxes(BOX)}
ARGUMENTS: dict[str, Callable[[Access], dict[str, Any]] | None] = {
    "add_member": lambda ann: {"email": PersonFactory().user.email},
    "change_role": lambda ann: {"member": MemberFactory(of=ann).user.id, "role": "owner"},
    "remove_member": lambda ann: {"member": MemberFactory(of=ann).user.id},
    "rename_workspace": lambda ann: {"name": "Harbour"},
    "_set_up": None,  # makes the membership of its caller, in the transaction that makes the workspace
    "create_project": lambda ann: {"name": "Boats"},
    "edit_project": lambda ann: {"project": ProjectFactory(access=ann).id, "name": "Boats"},
    "delete_project": lambda ann: {"project": ProjectFactory(access=ann).id},
    "create_task": lambda ann: {"title": "New"},
    "edit_task": lambda ann: {"task": TaskFactory(access=ann).id, "title": "New"},
    "delete_task": lambda ann: {"task": TaskFactory(access=ann).id},
    "restore": lambda ann: {"entry": _trashed_comment(ann).id},
    "purge": lambda ann: {"before": timezone.now() if _trashed_comment(ann) else None},
    "undo": lambda ann: {"batch": create_task(ann, title="Made").batch},
    "create_label": lambda ann: {"name": "Bug"},
    "edit_label": lambda ann: {"label": LabelFactory(access=ann).id, "name": "Bug"},
    "delete_label": lambda ann: {"label": LabelFactory(access=ann).id},
    "create_comment": lambda ann: {"task": TaskFactory(access=ann).id, "body": "Words"},
    "edit_comment": lambda ann: {"comment": _comment(ann).id, "body": "Other words"},
    "delete_comment": lambda ann: {"comment": _comment(ann).id},
    "complete_subtasks": lambda ann: _completed(ann),
    "tick_boxes": lambda ann: {"task": TaskFactory(access=ann, description=BOX).id, "boxes": TICKED},
    "tick_boxes_of_comment": lambda ann: {"comment": _comment(ann, BOX).id, "boxes": TICKED},
    "start_import": lambda ann: {"items": _items(), "packed": pack(_items()), "file_name": "board.json"},
    "confirm_import": lambda ann: {"run": _waiting(ann).id, "items": _items()},
    "write_import_batch": lambda ann: {
        "run": _running(ann).id,
        "start": 0,
        "items": _items(),
        "batch_items": list(_items().tasks),
    },
    "stop_import": lambda ann: {"run": _running(ann).id},
    "discard_import": lambda ann: {"run": _waiting(ann).id},
    "forget_imports": lambda ann: {"before": timezone.now() if _waiting(ann) else None},
    "fail_import": lambda ann: {"run": _running(ann).id, "reason": "Broken."},
    "close_import": lambda ann: {"run": fail_import(ann, run=_running(ann).id, reason="Broken.").value.id},
}
# Which of them a plain member may not do (of things that another made).
FOR_ADMINS = {
    "add_member",
    "change_role",
    "remove_member",
    "rename_workspace",
    "create_project",
    "edit_project",
    "delete_project",
    "restore",
    "edit_comment",
    "tick_boxes_of_comment",
    "complete_subtasks",
    "delete_comment",
    "stop_import",
    "confirm_import",
}

# -- what can end meanwhile -------------------------------------------------------------------------------------------


def removed(access: Access) -> None:
    Membership.objects.of(access).filter(user=access.user).delete()


def signed_out(access: Access) -> None:
    sign_in.end(access.sign_in_id)


def expired(access: Access) -> None:
    SignIn.objects.filter(id=access.sign_in_id).update(expires_at=timezone.now())


def password_turned(access: Access) -> None:
    User.objects.filter(id=access.user.id).update(security_stamp="turned")


def deactivated(access: Access) -> None:
    User.objects.filter(id=access.user.id).update(is_active=False)


ENDS = {
    removed: NoMember,
    signed_out: SignedOut,
    expired: SignedOut,
    password_turned: SignedOut,
    deactivated: SignedOut,
}


def _commands() -> dict[str, Callable[..., Any]]:
    for package in (accounts.commands, tasks.commands, tasks.imports.commands):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return {run.__name__: run for run in registry if not run.__module__.startswith("tests.")}


def _everything(workspace: Workspace) -> dict[str, list[Any]]:
    """All that the database holds of a workspace, but for who belongs to it."""
    models = [
        model for model in apps.get_models() if issubclass(model, TenantModel) and model not in (Membership, Change)
    ]
    found = {model.__name__: list(model.objects.of(workspace).order_by("id").values()) for model in models}
    found["Workspace"] = list(Workspace.objects.filter(id=workspace.id).values())
    found["Change"] = list(Change.objects.of(workspace).order_by("seq", "n").values_list("seq", "n"))
    found["Outbox"] = list(Outbox.objects.filter(workspace_id=workspace.id).order_by("id").values_list("id"))
    return found


@pytest.fixture
def ann() -> Access:
    """The owner of a team's workspace."""
    home = PersonFactory(name="Ann")
    return Access(home.user, create_workspace(home, name="Tern Ferries"), "owner")


@pytest.fixture
def eve(ann: Access) -> Access:
    """Another owner, as the one question found her by her sign-in."""
    eve = MemberFactory(of=ann, role="owner", name="Eve")
    begun = sign_in.begin(eve.user, RequestFactory().post("/login"))
    return Access(eve.user, eve.workspace, "owner", begun.id)


def test_every_command_has_its_row_here() -> None:
    assert _commands().keys() == ARGUMENTS.keys()


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
@pytest.mark.parametrize("name", [name for name, arguments in ARGUMENTS.items() if arguments])
def test_who_lost_access_before_the_change_is_refused_and_nothing_is_written(
    ann: Access, eve: Access, name: str, end: Callable[[Access], None]
) -> None:
    arguments = ARGUMENTS[name](ann)
    end(eve)
    before = _everything(ann.workspace)

    with pytest.raises(ENDS[end]):
        _commands()[name](eve, **arguments)

    assert _everything(ann.workspace) == before


@pytest.mark.parametrize("name", [name for name, arguments in ARGUMENTS.items() if arguments])
def test_a_role_that_was_lowered_before_the_change_is_the_one_that_counts(ann: Access, eve: Access, name: str) -> None:
    arguments = ARGUMENTS[name](ann)
    Membership.objects.of(ann).filter(user=eve.user).update(role="member")
    before = _everything(ann.workspace)

    if name in FOR_ADMINS:
        with pytest.raises(NotAllowed):
            _commands()[name](eve, **arguments)
        assert _everything(ann.workspace) == before
    else:
        _commands()[name](eve, **arguments)


def test_a_role_that_was_raised_meanwhile_counts_too(ann: Access) -> None:
    bob = MemberFactory(of=ann)
    Membership.objects.of(ann).filter(user=bob.user).update(role="admin")

    assert _commands()["create_project"](bob, name="Boats").value.name == "Boats"


def test_a_refusal_shows_nothing_to_who_lost_access(ann: Access, eve: Access) -> None:
    task = TaskFactory(access=ann)
    removed(eve)

    with pytest.raises(NoMember):  # not Stale, which carries the task
        _commands()["edit_task"](eve, task=task.id, title="New", if_version=task.version + 1)
    with pytest.raises(NoMember):
        _commands()["edit_task"](eve, task=uuid7(), title="New")


@pytest.mark.parametrize("role", ["admin", None])
def test_an_owner_may_still_lower_or_end_their_own_membership(ann: Access, eve: Access, role: str | None) -> None:
    commands = _commands()
    if role:
        outcome = commands["change_role"](eve, member=eve.user.id, role=role)
    else:
        outcome = commands["remove_member"](eve, member=eve.user.id)

    left = Membership.objects.of(ann).filter(user=eve.user).values_list("role", flat=True).first()
    assert (left, outcome.version) == (role, Workspace.objects.get(id=ann.workspace_id).version)


def test_a_write_asks_one_question_more(ann: Access, eve: Access, django_assert_num_queries: Any) -> None:
    label = LabelFactory(access=ann)
    with django_assert_num_queries(8) as captured:
        _commands()["edit_label"](eve, label=label.id, name="Bug")
    asked = [query["sql"] for query in captured if "accounts_membership" in query["sql"]]
    assert len(asked) == 1
