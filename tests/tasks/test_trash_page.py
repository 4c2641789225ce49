"""The trash: what is in it, for how long, and its way back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.access import Access
from tasks.commands import (
    create_comment,
    create_task,
    delete_comment,
    delete_label,
    delete_project,
    delete_task,
    restore,
    undo,
)
from tasks.models import Label, Project, Task, TaskLabel
from tasks.queries import trash_groups
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import STATEMENTS, address, client_of, toasts, undo_of

EARLIER = re.compile(r'href="(\?kind=task&amp;cursor=[^"]+)"')

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann Example")


def _kinds(access: Access) -> dict[str, list[str]]:
    return {group.kind: [entry["title"] for entry in group.entries] for group in trash_groups.by_kind(access)}


def test_each_kind_has_its_own_group_with_the_latest_first(ann: Access) -> None:
    task, other = TaskFactory(access=ann, title="Fax"), TaskFactory(access=ann, title="Telex")
    project, label = ProjectFactory(access=ann, name="Fair"), LabelFactory(access=ann, name="Old")
    comment = create_comment(ann, task=TaskFactory(access=ann).id, body="Never mind").value
    for row in (task, other):
        delete_task(ann, task=row.id)
    delete_project(ann, project=project.id)
    delete_comment(ann, comment=comment.id)
    delete_label(ann, label=label.id)

    assert _kinds(ann) == {"project": ["Fair"], "task": ["Telex", "Fax"], "comment": ["Never mind"], "label": ["Old"]}


def test_an_entry_says_who_threw_it_away_and_how_long_it_stays(ann: Access) -> None:
    bob = MemberFactory(of=ann, name="Bob Other")
    delete_task(bob, task=TaskFactory(access=ann).id)

    with time_machine.travel(timezone.now() + timedelta(days=29, minutes=1), tick=False):
        (entry,) = trash_groups.by_kind(ann)[0].entries

    assert entry["by"] == "Bob Other"
    assert entry["days_left"] == 1


def test_what_comes_back_with_something_else_has_no_line_of_its_own(ann: Access) -> None:
    project = ProjectFactory(access=ann, name="Fair")
    parent = TaskFactory(access=ann, title="parent", project=project.id)
    TaskFactory(access=ann, title="child", parent=parent.id)
    delete_task(ann, task=parent.id)

    assert _kinds(ann) == {"task": ["parent"]}
    assert trash_groups.by_kind(ann)[0].entries[0]["brings"] == 1
    delete_project(ann, project=project.id)
    assert _kinds(ann) == {"project": ["Fair"]}


def test_restoring_brings_a_task_back_and_can_be_undone(ann: Access) -> None:
    task = TaskFactory(access=ann, title="Fax")
    delete_task(ann, task=task.id)
    client = client_of(ann)

    answer = client.post(address(ann, "trash_restore", task.id), follow=True)

    assert toasts(answer) == ["Restored “Fax”."]
    assert Task.objects.of(ann).get(id=task.id).deleted_at is None
    client.post(undo_of(answer))
    assert Task.objects.of(ann).get(id=task.id).deleted_at is not None


def test_a_label_comes_back_onto_its_tasks_and_can_be_undone(ann: Access) -> None:
    label = LabelFactory(access=ann, name="Old")
    TaskFactory(access=ann, labels=[label.id])
    delete_label(ann, label=label.id)
    client = client_of(ann)
    assert address(ann, "trash_restore", label.id) in client.get(address(ann, "trash")).content.decode()

    answer = client.post(address(ann, "trash_restore", label.id), follow=True)

    assert toasts(answer) == ["Restored Old."]
    assert TaskLabel.objects.of(ann).filter(label=label).count() == 1
    client.post(undo_of(answer))
    assert not TaskLabel.objects.of(ann).filter(label=label).exists()


def test_a_label_that_went_with_an_undo_comes_back_without_what_else_went(ann: Access) -> None:
    made = create_task(ann, title="Fax", labels=["Old"], create_labels=True)
    undo(ann, batch=made.batch)

    client_of(ann).post(address(ann, "trash_restore", Label.objects.of(ann).get(name="Old").id))

    assert Label.objects.of(ann).get(name="Old").deleted_at is None
    assert Task.objects.of(ann).get(id=made.value.id).deleted_at is not None


def test_a_label_whose_name_is_taken_says_what_to_do(ann: Access) -> None:
    label = LabelFactory(access=ann, name="Old")
    delete_label(ann, label=label.id)
    LabelFactory(access=ann, name="old")

    answer = client_of(ann).post(address(ann, "trash_restore", label.id), follow=True)

    assert toasts(answer) == ["There is another label named Old now. Rename or delete that one, then restore this one."]


def test_the_page_of_a_task_whose_parent_is_in_the_trash_says_what_to_restore_first(ann: Access) -> None:
    parent = TaskFactory(access=ann, title="Fax")
    child = TaskFactory(access=ann, title="Toner", parent=parent.id)
    delete_task(ann, task=parent.id)
    client = client_of(ann)

    page = client.get(address(ann, "task", f"IN-{child.number}")).content.decode()
    above = client.get(address(ann, "task", f"IN-{parent.number}")).content.decode()

    assert address(ann, "task_restore", f"IN-{child.number}") not in page
    assert f'href="{address(ann, "task", f"IN-{parent.number}")}"' in page
    assert "Restore that task first" in page
    assert address(ann, "task_restore", f"IN-{parent.number}") in above


def test_a_refused_restore_leads_back_to_the_page_of_its_button(ann: Access) -> None:
    parent = TaskFactory(access=ann, title="Fax")
    child = TaskFactory(access=ann, title="Toner", parent=parent.id)
    page, client = address(ann, "task", f"IN-{child.number}"), client_of(ann)
    delete_task(ann, task=parent.id)

    answer = client.post(f"{page}/restore", headers={"Referer": f"http://testserver{page}"}, follow=True)

    assert answer.redirect_chain == [(page, 303)]
    assert toasts(answer) == ["This is a subtask of a task in the trash. Restore that one first."]


def test_a_member_sees_no_button_for_a_project_and_may_not_restore_it(ann: Access) -> None:
    bob = MemberFactory(of=ann)
    project = ProjectFactory(access=ann)
    delete_project(ann, project=project.id)

    page = client_of(bob).get(address(bob, "trash")).content.decode()
    answer = client_of(bob).post(address(bob, "trash_restore", project.id))

    assert address(bob, "trash_restore", project.id) not in page
    assert answer.status_code == 403
    assert Project.objects.of(ann).get(id=project.id).deleted_at is not None


def test_what_is_in_another_workspace_is_not_found(ann: Access) -> None:
    stranger = PersonFactory()
    task = TaskFactory(access=stranger)
    delete_task(stranger, task=task.id)

    assert client_of(ann).post(address(ann, "trash_restore", task.id)).status_code == 404


def _thrown_away(access: Access, count: int) -> list[Task]:
    """Tasks in the trash, the latest first; some went at the same moment."""
    tasks = [TaskFactory(access=access, title=f"Fax {number:03}.") for number in range(count)]
    now = timezone.now()
    for number, task in enumerate(tasks):
        task.deleted_at = now - timedelta(minutes=number // 4)
        Task.objects.of(access).filter(id=task.id).update(deleted_at=task.deleted_at)
    return sorted(tasks, key=lambda task: (task.deleted_at, task.id), reverse=True)


def test_what_was_thrown_away_earlier_is_reached_by_links_each_thing_once(ann: Access) -> None:
    titles = [task.title for task in _thrown_away(ann, 2 * trash_groups.SHOWN + 3)]
    client, page, found = client_of(ann), "", []
    while page is not None:
        text = client.get(address(ann, "trash") + page).content.decode()
        found += re.findall(r'task-row__link">(Fax \d{3}\.)', text)
        link = EARLIER.search(text)
        page = link[1].replace("&amp;", "&") if link else None

    assert found == titles


def test_what_is_restored_between_two_pages_moves_nothing_on_the_next(ann: Access) -> None:
    tasks = _thrown_away(ann, trash_groups.SHOWN + 10)
    first = trash_groups.by_kind(ann)[0]
    for task in (tasks[0], tasks[trash_groups.SHOWN - 1]):
        restore(ann, entry=task.id)

    rest = trash_groups.of_kind(ann, "task", first.next or "")

    assert [entry["id"] for entry in rest.entries] == [str(task.id) for task in tasks[trash_groups.SHOWN :]]
    assert rest.next is None


def test_restoring_from_an_earlier_page_leads_back_to_it(ann: Access) -> None:
    last = _thrown_away(ann, trash_groups.SHOWN + 2)[-1]
    client = client_of(ann)
    link = EARLIER.search(client.get(address(ann, "trash")).content.decode())
    assert link
    earlier = address(ann, "trash") + link[1].replace("&amp;", "&")
    form = re.search(r'name="next" value="([^"]+)"', client.get(earlier).content.decode())
    assert form

    answer = client.post(address(ann, "trash_restore", last.id), {"next": form[1].replace("&amp;", "&")})

    assert answer["Location"] == earlier
    assert "1 earlier task<" in client.get(earlier).content.decode()


def test_a_cursor_of_another_list_is_a_bad_address(ann: Access) -> None:
    stranger = PersonFactory()
    _thrown_away(stranger, trash_groups.SHOWN + 1)
    cursor = trash_groups.by_kind(stranger)[0].next

    assert client_of(ann).get(f"{address(ann, 'trash')}?kind=task&cursor={cursor}").status_code == 400


def test_an_empty_trash_says_so(ann: Access) -> None:
    assert "Nothing in the trash" in client_of(ann).get(address(ann, "trash")).content.decode()


def test_the_page_takes_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    delete_task(ann, task=TaskFactory(access=ann).id)
    client = client_of(ann)

    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "trash"))


def test_an_earlier_page_is_one_statement(ann: Access, django_assert_num_queries: Any) -> None:
    _thrown_away(ann, trash_groups.SHOWN + 1)
    cursor = trash_groups.by_kind(ann)[0].next or ""

    with django_assert_num_queries(1):
        trash_groups.of_kind(ann, "task", cursor)
