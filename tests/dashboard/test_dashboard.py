"""The dashboard: its figures, its parts, with and without scripts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from accounts.access import Access
from dashboard import queries
from dashboard.parts import FIGURES, GROUPS, DashboardContext, Group
from tasks.commands import create_task, delete_task, edit_project, edit_task
from tasks.days import today
from tasks.models import Project
from tasks.queries import size
from tasks.rooms import BEGINNINGS
from tests.factories import MemberFactory, PersonFactory, ProjectFactory, TaskFactory, team_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    """Somebody whose workspace holds only what the test puts there."""
    ann = PersonFactory(name="Ann Example")
    for task in _lessons(ann):
        delete_task(ann, task=task)
    return ann


def _lessons(access: Access) -> list[Any]:
    from tasks.models import Task

    return list(Task.objects.of(access).values_list("id", flat=True))


def _page(access: Access, path: str = "/dashboard", **cookies: str) -> Any:
    client = Client()
    client.force_login(access.user)
    client.cookies.load(cookies)
    return client.get(path)


def test_the_figures_count_open_due_overdue_and_completed(ann: Access) -> None:
    day = today(ann)
    TaskFactory(access=ann, due_on=day)
    TaskFactory(access=ann, due_on=day - timedelta(days=3))
    TaskFactory(access=ann, status="completed")
    TaskFactory(access=ann, status="cancelled", due_on=day)

    figures = queries.figures(ann)

    assert (figures.open, figures.due_today, figures.overdue) == (2, 1, 1)
    assert figures.completed_this_week == 1
    assert figures.oldest_overdue == day - timedelta(days=3)
    assert figures.rate == 33


def test_without_any_task_there_is_no_completion_rate(ann: Access) -> None:
    assert queries.figures(ann).rate is None


def test_what_is_archived_or_in_the_trash_is_in_no_figure(ann: Access) -> None:
    old = ProjectFactory(access=ann)
    TaskFactory(access=ann, project=old.id)
    edit_project(ann, project=old.id, archived=True)
    delete_task(ann, task=TaskFactory(access=ann).id)

    assert queries.figures(ann).open == 0
    assert sum(share.count for share in queries.figures(ann).by_status) == 0


def test_mine_counts_only_what_is_assigned_to_me(ann: Access) -> None:
    bob = MemberFactory(of=ann)
    TaskFactory(access=ann, assignees=[bob.user.id])
    TaskFactory(access=ann, assignees=[ann.user.id])

    assert queries.figures(bob, queries.MINE).open == 1
    assert queries.figures(bob).open == 2


def test_a_week_begins_on_the_day_the_person_chose(ann: Access) -> None:
    ann.user.week_start = 7

    assert queries.first_of_week(ann).isoweekday() == 7
    assert 0 <= (today(ann) - queries.first_of_week(ann)).days < 7


def test_the_shares_of_a_chart_fill_its_bar(ann: Access) -> None:
    for status in ("todo", "todo", "in_progress", "completed"):
        TaskFactory(access=ann, status=status)

    shares = queries.figures(ann).by_status

    assert [share.count for share in shares] == [2, 1, 0, 1, 0]
    assert sum(share.length for share in shares) == queries.BAR
    assert shares[0].share == 50


def test_without_scripts_the_page_has_every_part_at_once(ann: Access) -> None:
    TaskFactory(access=ann, title="Refund the crossing", due_on=today(ann))

    page = _page(ann).content.decode()

    assert "Good " in page
    assert "Ann</h1>" in page
    assert "One task is due today and nothing is overdue." in page
    assert "Refund the crossing" in page
    assert "hx-get" not in page


def test_with_scripts_it_has_every_part_at_once_too(ann: Access) -> None:
    TaskFactory(access=ann)

    page = _page(ann, scripts="on").content.decode()

    assert "Completion rate" in page
    assert "hx-get" not in page


@pytest.fixture
def many(ann: Access, monkeypatch: pytest.MonkeyPatch) -> Access:
    """Ann, with more tasks than a dashboard counts while one waits."""
    monkeypatch.setattr(size, "MANY", 1)
    TaskFactory(access=ann)
    TaskFactory(access=ann, title="Refund the crossing", due_on=today(ann))
    return ann


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_parts_that_may_take_long_are_skeletons_that_an_answer_per_group_fills(many: Access, group: Group) -> None:
    page = _page(many, scripts="on").content.decode()
    url = reverse("dashboard_parts", args=[many.workspace.slug, group.name])
    answer = _page(many, f"{url}?whose=everybody").content.decode()

    assert page.count(f'hx-get="{url}?whose=everybody"') == 1
    assert f'hx-select="#{group.asking.element}" hx-select-oob="{group.others}"' in page
    for part in group.parts:
        assert page.count(f'id="{part.element}"') == answer.count(f'id="{part.element}"') == 1
    assert "<html" not in answer
    assert ("One task is due today" in answer) == group.lead
    assert "Refund the crossing" not in page


def test_without_scripts_nothing_waits(many: Access) -> None:
    page = _page(many).content.decode()

    assert "One task is due today and nothing is overdue." in page
    assert "hx-get" not in page


def test_each_card_leads_to_the_list_it_counts(ann: Access) -> None:
    TaskFactory(access=ann, due_on=today(ann))
    TaskFactory(access=ann, due_on=today(ann) - timedelta(days=1))
    TaskFactory(access=ann, status="completed")
    client = Client()
    client.force_login(ann.user)

    for card in FIGURES.asking.load(DashboardContext(ann, queries.EVERYBODY))["cards"][:4]:
        page = client.get(f"{reverse('all_tasks', args=[ann.workspace.slug])}?{card.query}")
        assert str(len(page.context["rows"])) == card.number, card.name


def test_a_workspace_without_tasks_offers_the_ways_to_begin_in_place_of_figures(ann: Access) -> None:
    page = _page(ann).content.decode()

    assert "Completion rate" not in page
    for way in BEGINNINGS:
        assert f'action="{reverse(way.link.page, args=[ann.workspace.slug])}"' in page
    assert f'href="{reverse("workspace_settings", args=[ann.workspace.slug])}#members"' in page
    assert "Write the first task" in page
    TaskFactory(access=ann, status="completed")
    assert "Completion rate" in _page(ann).content.decode()


def test_who_may_not_add_people_is_not_offered_to(ann: Access) -> None:
    bob = MemberFactory(of=ann)

    page = _page(bob, reverse("workspace_dashboard", args=[ann.workspace.slug])).content.decode()

    assert "Write the first task" in page
    assert "Add people" not in page


def test_mine_alone_being_empty_is_no_beginning(ann: Access) -> None:
    team = team_of(ann)
    path = reverse("workspace_dashboard", args=[team.workspace.slug])
    create_task(team, title="Somebody's")

    assert "Completion rate" in _page(ann, f"{path}?whose=mine").content.decode()


def test_an_unknown_part_is_not_found(ann: Access) -> None:
    assert _page(ann, reverse("dashboard_parts", args=[ann.workspace.slug, "weather"])).status_code == 404


def test_the_dashboard_of_a_workspace_one_is_not_in_is_not_found(ann: Access) -> None:
    stranger = PersonFactory()

    assert _page(stranger, reverse("workspace_dashboard", args=[ann.workspace.slug])).status_code == 404


def test_who_is_not_signed_in_is_led_to_the_sign_in_page() -> None:
    answer = Client().get("/dashboard")

    assert answer.status_code == 302
    assert answer["Location"] == "/login?next=/dashboard"


def test_the_full_page_takes_at_most_twelve_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    task = TaskFactory(access=ann, due_on=today(ann) - timedelta(days=1))
    edit_task(ann, task=task.id, priority=3)
    client = Client()
    client.force_login(ann.user)

    with django_assert_max_num_queries(12):
        assert client.get("/dashboard").status_code == 200


def test_a_page_of_skeletons_takes_at_most_five_statements(many: Access, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(many.user)
    client.cookies.load({"scripts": "on"})

    with django_assert_max_num_queries(5):
        assert "aria-busy" in client.get("/dashboard").content.decode()


def test_a_workspace_has_many_tasks_by_the_numbers_given_in_projects_at_hand(
    ann: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    boats, old = ProjectFactory(access=ann), ProjectFactory(access=ann)
    before = Project.objects.of(ann).aggregate(given=Sum("last_number"))["given"]
    monkeypatch.setattr(size, "MANY", before + 1)
    for project in (boats, old, old):
        TaskFactory(access=ann, project=project.id)

    assert size.has_many_tasks(ann)
    edit_project(ann, project=old.id, archived=True)
    assert not size.has_many_tasks(ann)


def test_the_figures_are_counted_once_a_version(ann: Access, django_assert_num_queries: Any) -> None:
    queries.figures(ann)

    with django_assert_num_queries(0):
        queries.figures(ann)
    TaskFactory(access=ann)
    ann.workspace.refresh_from_db()
    with django_assert_num_queries(1):
        assert queries.figures(ann).open == 1
