"""All projects, a new one, the settings of one, the settings of the workspace, and the first page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from accounts.access import Access
from accounts.models import Membership, Workspace
from tasks.commands import edit_project
from tasks.models import Label, Project, Task, TaskAssignee
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import STATEMENTS, address, client_of, toasts, undo_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann Example")


@pytest.fixture
def bob(ann: Access) -> Access:
    """A member: works on tasks, manages nothing."""
    return MemberFactory(of=ann, name="Bob Other")


def test_projects_show_how_much_is_open_and_the_archived_ones_apart(ann: Access) -> None:
    project = ProjectFactory(access=ann, name="Boats")
    TaskFactory(access=ann, project=project.id)
    TaskFactory(access=ann, project=project.id, status="completed")
    edit_project(ann, project=ProjectFactory(access=ann, name="Old boats").id, archived=True)

    answer = client_of(ann).get(address(ann, "projects"))

    (boats,) = [one for one in answer.context["projects"] if one["name"] == "Boats"]
    assert (boats["open_count"], boats["completed_count"]) == (1, 1)
    assert [one["name"] for one in answer.context["archived"]] == ["Old boats"]


def test_a_new_project_gets_a_key_from_its_name(ann: Access) -> None:
    answer = client_of(ann).post(address(ann, "project_new"), {"name": "Winter timetable", "colour": "orange"})

    assert answer.status_code == 302
    assert answer["Location"] == address(ann, "project_list", "WT")


def test_a_taken_key_is_said_beside_its_field_and_the_text_is_kept(ann: Access) -> None:
    ProjectFactory(access=ann, key="WT")

    answer = client_of(ann).post(address(ann, "project_new"), {"name": "Winter", "key": "wt", "colour": "red"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"key": ["This key is taken. Choose another."]}
    assert 'value="Winter"' in answer.content.decode()


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\x00b", "\u202ereversed"])
def test_a_name_that_cannot_be_one_stays_in_the_form_with_a_reason(ann: Access, name: str) -> None:
    answer = client_of(ann).post(address(ann, "project_new"), {"name": name, "colour": "red"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]


def test_the_settings_of_a_project_change_what_they_show(ann: Access) -> None:
    project = ProjectFactory(access=ann)
    values = {"name": "Harbour", "colour": "teal", "description": "Berths"}

    client_of(ann).post(address(ann, "project_settings", project.key), values)

    found = Project.objects.of(ann).get(id=project.id)
    assert (found.name, found.colour, found.description) == ("Harbour", "teal", "Berths")


def test_the_day_of_archiving_is_the_one_where_the_person_is(ann: Access) -> None:
    project = ProjectFactory(access=ann)
    with time_machine.travel(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), tick=False):  # 00:30 on 2 March in Berlin
        edit_project(ann, project=project.id, archived=True)
        (shown,) = client_of(ann).get(address(ann, "projects")).context["archived"]

    assert shown["archived_on"] == "2 Mar"


@pytest.mark.parametrize(("name", "field"), [("project_archive", "archived_at"), ("project_delete", "deleted_at")])
def test_archiving_and_deleting_a_project_can_be_undone(ann: Access, name: str, field: str) -> None:
    project, client = ProjectFactory(access=ann), client_of(ann)

    answer = client.post(address(ann, name, project.key), {"archived": "yes"}, follow=True)

    assert getattr(Project.objects.of(ann).get(id=project.id), field) is not None
    client.post(undo_of(answer))
    assert getattr(Project.objects.of(ann).get(id=project.id), field) is None


def test_a_member_sees_no_way_to_manage_projects_and_is_refused(ann: Access, bob: Access) -> None:
    project, client = ProjectFactory(access=ann), client_of(bob)

    page = client.get(address(bob, "projects")).content.decode()

    assert address(bob, "project_new") not in page
    assert address(bob, "project_settings", project.key) not in page
    for name, args in (("project_new", ()), ("project_settings", (project.key,)), ("project_delete", (project.key,))):
        assert client.post(address(bob, name, *args), {"name": "x", "colour": "red"}).status_code == 403


def test_the_workspace_is_renamed_and_its_new_address_follows(ann: Access) -> None:
    answer = client_of(ann).post(address(ann, "workspace_settings"), {"name": "Tern Ferries"}, follow=True)

    assert Workspace.objects.get(id=ann.workspace_id).name == "Tern Ferries"
    assert toasts(answer) == ["Renamed to Tern Ferries."]


def test_a_person_with_an_account_is_added_and_taken_off_again(ann: Access) -> None:
    eve, client = PersonFactory(name="Eve Third"), client_of(ann)

    added = client.post(address(ann, "members"), {"act": "add", "email": eve.user.email, "role": "member"}, follow=True)
    task = TaskFactory(access=ann, assignees=[eve.user.id])
    removed = client.post(address(ann, "members"), {"act": "remove", "member": eve.user.id}, follow=True)

    assert toasts(added) == ["Eve Third is now a member of this workspace."]
    assert toasts(removed) == ["Removed Eve Third."]
    assert not Membership.objects.of(ann).filter(user=eve.user).exists()
    client.post(undo_of(removed))
    assert Membership.objects.of(ann).filter(user=eve.user, role="member").exists()
    assert TaskAssignee.objects.of(ann).filter(task_id=task.id, user=eve.user).exists()


def test_an_address_without_an_account_is_said_beside_its_field(ann: Access) -> None:
    answer = client_of(ann).post(
        address(ann, "members"), {"act": "add", "email": "nobody@example.org", "role": "member"}
    )

    assert answer.status_code == 422
    assert "Nobody here has an account" in answer.context["member_form"].errors["email"][0]


@pytest.mark.parametrize("part", ["members", "labels"])
def test_a_refused_form_opened_anew_leads_back_to_the_form(ann: Access, part: str) -> None:
    client, refused = client_of(ann), {"act": "add", "email": "nobody@example.org", "role": "member", "name": ""}
    assert client.post(address(ann, part), refused).status_code == 422

    again = client.get(address(ann, part))

    assert again["Location"] == f"{address(ann, 'workspace_settings')}#{part}"


def test_a_member_sees_who_is_here_and_no_control_to_change_it(ann: Access, bob: Access) -> None:
    client = client_of(bob)

    page = client.get(address(bob, "workspace_settings")).content.decode()

    assert "Ann Example" in page
    assert "Add a member" not in page
    assert "Name of the workspace" not in page
    assert client.post(address(bob, "members"), {"email": "x@example.org", "role": "member"}).status_code == 403
    assert client.post(address(bob, "workspace_settings"), {"name": "Mine"}).status_code == 403


def test_labels_are_made_renamed_and_deleted_with_an_undo(ann: Access) -> None:
    client = client_of(ann)

    made = client.post(address(ann, "labels"), {"act": "add", "name": "Ice", "colour": "blue"}, follow=True)
    label = Label.objects.of(ann).get(name="Ice")
    edit = {"act": "edit", "label": label.id, "name": "Snow", "colour": "grey"}
    saved = client.post(address(ann, "labels"), edit, follow=True)
    answer = client.post(address(ann, "labels"), {"act": "delete", "label": label.id}, follow=True)

    assert toasts(made) + toasts(saved) == ["Created the label Ice.", "Saved the label Snow."]
    assert toasts(answer) == ["Deleted the label Snow."]
    client.post(undo_of(answer))
    assert Label.objects.of(ann).get(id=label.id).deleted_at is None


def test_a_label_name_that_is_taken_is_said_in_the_form_of_that_label(ann: Access) -> None:
    LabelFactory(access=ann, name="Ice")
    snow = LabelFactory(access=ann, name="Snow")

    answer = client_of(ann).post(
        address(ann, "labels"), {"act": "edit", "label": snow.id, "name": "ICE", "colour": "red"}
    )

    assert answer.status_code == 422
    forms = {label["name"]: form for label, form in answer.context["labels"]}
    assert forms["Snow"].errors == {"name": ["This name is taken. Choose another."]}


def test_the_first_page_shows_the_lessons_and_completes_them(ann: Access) -> None:
    client = client_of(ann)
    page = client.get(reverse("first_run"))
    lesson = page.context["lessons"][1].task

    client.post(reverse("first_run"), {"task": lesson["id"], "act": "complete"})

    assert page.context["learnt"] == 1
    assert client.get(reverse("first_run")).context["learnt"] == 2


def test_a_lesson_is_deleted_and_taken_back(ann: Access) -> None:
    client = client_of(ann)
    lesson = client.get(reverse("first_run")).context["lessons"][3].task

    answer = client.post(reverse("first_run"), {"task": lesson["id"], "act": "delete"}, follow=True)

    assert len(answer.context["lessons"]) == 5
    client.post(undo_of(answer))
    assert Task.objects.of(ann).get(id=lesson["id"]).deleted_at is None


@pytest.mark.parametrize("name", ["projects", "project_new", "workspace_settings"])
def test_the_pages_take_few_statements(ann: Access, name: str, django_assert_max_num_queries: Any) -> None:
    ProjectFactory(access=ann)
    LabelFactory(access=ann)
    client = client_of(ann)

    with django_assert_max_num_queries(STATEMENTS):
        assert client.get(address(ann, name)).status_code == 200


def test_the_first_page_takes_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    client = client_of(ann)

    with django_assert_max_num_queries(STATEMENTS):
        assert client.get(reverse("first_run")).status_code == 200
