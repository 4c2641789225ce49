"""My work: what is open and mine, by when it is due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts.access import Access
from tasks.commands import edit_task
from tasks.days import today
from tasks.queries import my_work
from tests.factories import MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import STATEMENTS, address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory()


@pytest.fixture
def bob(ann: Access) -> Access:
    """A member of Ann's workspace, to whom nothing belongs by itself."""
    return MemberFactory(of=ann)


def _titles(access: Access) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in my_work.sections(access):
        name = section.day.isoformat() if section.day else section.kind
        found[name] = [row["title"] for row in section.rows]
    return found


def test_tasks_stand_under_overdue_today_their_day_and_no_date(ann: Access, bob: Access) -> None:
    day = today(bob)
    for title, due in (("late", day - timedelta(1)), ("now", day), ("later", day + timedelta(3)), ("never", None)):
        TaskFactory(access=ann, title=title, due_on=due, assignees=[bob.user.id])

    assert _titles(bob) == {
        "overdue": ["late"],
        "today": ["now"],
        (day + timedelta(3)).isoformat(): ["later"],
        "none": ["never"],
    }


def test_it_goes_over_all_projects_but_not_into_archived_ones_or_what_is_done(ann: Access, bob: Access) -> None:
    for number in (1, 2):
        TaskFactory(access=ann, title=f"in {number}", project=ProjectFactory(access=ann).id, assignees=[bob.user.id])
    TaskFactory(access=ann, title="done", status="completed", assignees=[bob.user.id])
    TaskFactory(access=ann, title="somebody else's", assignees=[ann.user.id])

    assert sorted(_titles(bob)["none"]) == ["in 1", "in 2"]


def test_at_home_what_is_nobodys_is_mine(ann: Access, bob: Access) -> None:
    TaskFactory(access=ann, title="nobody's")

    assert "nobody's" in _titles(ann)["none"]
    assert _titles(bob) == {}


def test_the_page_shows_the_sections(ann: Access) -> None:
    TaskFactory(access=ann, title="Call the yard", due_on=today(ann))

    page = client_of(ann).get(address(ann, "my_work")).content.decode()

    assert 'id="today">Today</h2>' in page
    assert "Call the yard" in page


def test_a_subtask_stands_with_its_project_and_parent(ann: Access) -> None:
    project = ProjectFactory(access=ann, name="Winter timetable")
    parent = TaskFactory(access=ann, title="Print the leaflets", project=project.id)
    subtask = TaskFactory(access=ann, title="Ask for thicker paper", parent=parent.id)
    client = client_of(ann)
    key = f"{project.key}-{subtask.number}"

    page = client.get(address(ann, "my_work")).content.decode()
    fragment = f"{address(ann, 'task', key)}?fragment=row&with_project=1"
    row = client.get(fragment, headers={"HX-Request": "true"}).content.decode()

    for html in (page, row):
        assert 'title="Winter timetable › Print the leaflets"' in html
    edit_task(ann, task=parent.id, title="Print the posters")
    assert 'title="Winter timetable › Print the posters"' in client.get(address(ann, "my_work")).content.decode()


def test_with_nothing_to_do_the_page_says_so(bob: Access) -> None:
    assert "Nothing waits for you" in client_of(bob).get(address(bob, "my_work")).content.decode()


def test_the_page_takes_few_statements(ann: Access, django_assert_max_num_queries: Any) -> None:
    TaskFactory(access=ann, due_on=today(ann))
    client = client_of(ann)

    with django_assert_max_num_queries(STATEMENTS):
        client.get(address(ann, "my_work"))


def test_the_same_page_again_is_not_sent_again(ann: Access) -> None:
    client = client_of(ann)
    client.get(address(ann, "my_work"))
    first = client.get(address(ann, "my_work"))

    assert client.get(address(ann, "my_work"), headers={"If-None-Match": first["ETag"]}).status_code == 304
    TaskFactory(access=ann)
    assert client.get(address(ann, "my_work"), headers={"If-None-Match": first["ETag"]}).status_code == 200
