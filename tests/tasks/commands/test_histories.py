"""Laws that hold after everything that two people do in a workspace, undo of undo included."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.access import Access
from accounts.models import Workspace
from primetrade.commands import encoded
from primetrade.models import Change
from tasks.commands import undo
from tasks.fields.task import LABELS, LINK_OF
from tasks.models import Comment, Project, Status, Task
from tasks.models.task import OPEN
from tasks.queries.rail import rail
from tasks.queries.stats import stats
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.commands.histories import ACTIONS, ACTIONS_AND_UNDOS, act, live, state
from tests.tasks.commands.structure import broken

pytestmark = pytest.mark.django_db

LAWS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KINDS = {"project": "projects", "task": "tasks", "label": "labels", "comment": "comments"}


def begun() -> Access:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    for number in range(3):
        TaskFactory(access=ann, project=project.id, title=f"Start {number}", labels=[LabelFactory(access=ann).id])
    return ann


@LAWS
@given(ACTIONS)
def test_undoing_a_history_backwards_brings_back_exactly_what_was(history: list[Any]) -> None:
    ann = begun()
    steps = []
    for action in history:
        before = live(state(ann))
        outcome = act(ann, *action)
        if outcome is not None and outcome.batch is not None:
            steps.append((before, outcome.batch))

    for before, batch in reversed(steps):
        result = undo(ann, batch=batch)
        assert (live(state(ann)), result.value.left) == (before, ())


@LAWS
@given(ACTIONS, ACTIONS, st.data())
def test_undoing_ones_own_steps_loses_nothing_of_anybody_else(mine: list[Any], theirs: list[Any], data: Any) -> None:
    ann = begun()
    bob = MemberFactory(of=ann, role="admin")
    batches = [outcome.batch for action in mine if (outcome := act(ann, *action)) and outcome.batch]
    for action in theirs:
        act(bob, *action)
    # A title that Ann had given, too, still "equals the log's after" and is hers to take back, whoever wrote it last.
    anns = {(row.object_id, row.after.get("title")) for row in Change.objects.of(ann).filter(actor_id=ann.user.id)}
    words = {
        row.id: row.title
        for row in Task.objects.of(ann)
        if _last_writer(ann, row.id, "title") == bob.user.id and (row.id, row.title) not in anns
    }
    written = set(Comment.objects.of(ann).filter(author=bob.user, deleted_at=None).values_list("id", "body"))

    for batch in data.draw(st.permutations(list(dict.fromkeys(batches)))):
        undo(ann, batch=batch)

    assert {row.id: row.title for row in Task.objects.of(ann).filter(id__in=words)} == words
    assert written <= set(Comment.objects.of(ann).filter(deleted_at=None).values_list("id", "body"))


def _last_writer(access: Access, task: Any, field: str) -> Any:
    changes = Change.objects.of(access).filter(object_id=task).order_by("-seq", "-n")
    return next((change.actor_id for change in changes if field in change.after), None)


@LAWS
@given(st.lists(st.tuples(st.booleans(), ACTIONS_AND_UNDOS), min_size=1, max_size=3))
def test_whatever_two_people_do_is_logged_counted_once_and_leaves_the_families_whole(turns: list[Any]) -> None:
    ann = begun()
    bob = MemberFactory(of=ann)
    for by_bob, actions in turns:
        for action in actions:
            person = bob if by_bob else ann
            before, version = state(ann), _version(ann)
            outcome = act(person, *action)
            changes = list(Change.objects.of(ann).filter(seq__gt=version).order_by("seq", "n"))

            assert _logged(state(ann)) == _replayed(before, changes)
            assert _version(ann) == version + bool(changes)
            if outcome is None:
                assert not changes
            else:
                assert (outcome.version, outcome.batch is not None) == (_version(ann), bool(changes))
            assert broken(ann) == set()
            assert all(_may(bob, change) for change in changes if by_bob)
    assert _counted(ann) == _recounted(ann)


def _version(access: Access) -> int:
    return int(Workspace.objects.get(id=access.workspace_id).version)


def _logged(found: dict[str, Any]) -> dict[str, Any]:
    """A state as the log writes it: rows by their ids, without what is empty; links as they are."""
    logged: dict[str, Any] = {
        name: {
            key: _filled({field: encoded(value) for field, value in row.items()}) for key, row in found[name].items()
        }
        for name in KINDS.values()
    }
    for name in ("task_labels", "people"):
        logged[name] = {tuple(map(str, link[:2])) for link in found[name]}
    return logged


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {
        field: value for field, value in row.items() if value not in (None, "") and field not in ("id", "tasks_count")
    }


def _replayed(before: dict[str, Any], changes: list[Change]) -> dict[str, Any]:
    """The state that the log's changes make of an earlier one. Each found what it says that it found."""
    now = _logged(before)
    for change in changes:
        link = LINK_OF.get(change.verb)
        if link is not None:
            links = now["task_labels" if link is LABELS else "people"]
            one = (str(change.object_id), link.identity(change.after or change.before))
            assert (one in links) == (change.verb == link.taken_off)
            links ^= {one}
        elif change.kind in KINDS:
            rows = now[KINDS[change.kind]]
            row = rows.get(change.object_id, {})
            assert _filled(change.before).items() <= row.items()
            rows[change.object_id] = _filled(row | change.after)
    return now


def _may(member: Access, change: Change) -> bool:
    """Whether a member without further rights may cause this change."""
    if change.kind == "comment":
        return Comment.objects.of(member).get(id=change.object_id).author_id == member.user.id
    return change.kind in ("task", "label")


def _counted(access: Access) -> tuple[Any, ...]:
    numbers, shown = stats(access), rail(access)
    open_counts = {project["key"]: project["open_count"] for project in shown.projects}
    return numbers["by_status"], numbers["open"], open_counts


def _recounted(access: Access) -> tuple[Any, ...]:
    projects = Project.objects.of(access).filter(deleted_at=None, archived_at=None).order_by("id")
    tasks = list(Task.objects.of(access).filter(deleted_at=None, project__in=projects))
    still_open = Counter(task.project_id for task in tasks if task.status in OPEN)
    open_counts = {one.key: str(still_open[one.id] or "") for one in projects if not one.is_inbox}
    by_status = dict.fromkeys(Status.values, 0) | Counter(task.status for task in tasks)
    return by_status, still_open.total(), open_counts
