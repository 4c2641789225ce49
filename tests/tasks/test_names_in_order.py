"""Names of projects, labels and people sort as titles do, wherever they are listed and on both databases: without case
and marks, so that Ä stands with A and é with e. Equal ones stand in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import pytest

from accounts.access import Access
from accounts.commands.profile import change_profile
from accounts.commands.workspaces import create_workspace
from accounts.models import User
from accounts.queries.workspaces import members_of
from tasks.commands import delete_project
from tasks.models import Project
from tasks.queries import catalogue, lists, offers, rail
from tasks.queries.filters import Filter
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import address, client_of
from tests.tasks.queries.paging import pages_of

pytestmark = pytest.mark.django_db

IN_ORDER = ["(x)", "Ähre", "ALBA", "äpfel", "Ärmel", "Eclipse", "éclipse", "edam", "łuk", "Lüx", "Ölçek", "Zoé", "ZOF"]
MADE = [*IN_ORDER[::2], *IN_ORDER[1::2]]
Read = Callable[[Access], Iterable[str]]


@pytest.fixture
def ann() -> Access:
    """Somebody called "ALBA", among members, labels and projects of all the names."""
    ann = PersonFactory(name="ALBA")
    for project in Project.objects.of(ann).filter(is_inbox=False):
        delete_project(ann, project=project.id)
    made = {}
    for name in sorted(MADE, key=lambda name: name == "éclipse"):  # sorts as Eclipse does: the later one is second
        LabelFactory(access=ann, name=name)
        ProjectFactory(access=ann, name=name)
        made[name] = ann if name == "ALBA" else MemberFactory(of=ann, name=name)
    return ann


def _paged(read: Callable[..., Any]) -> Read:
    return lambda access: [
        row["name"] for page in pages_of(lambda cursor: read(access, limit=2, cursor=cursor)) for row in page.rows
    ]


def _offered(offer: Callable[..., offers.Offer], **values: Any) -> Read:
    return lambda access: [one["name"] for one in offer(access, **values).rows]


def _of_task(link: str) -> Read:
    def read(access: Access) -> Iterable[str]:
        rows = {"labels": catalogue.labels(access).rows, "assignees": offers.people(access).rows}[link]
        TaskFactory(access=access, **{link: [UUID(row["id"]) for row in rows[::-1]]})
        (task,) = lists.tasks(access, Filter(), limit=1).rows
        return [one["name"] for one in task[link]]  # type: ignore[literal-required]

    return read


READS: dict[str, Read] = {
    "the rail": lambda access: [one["name"] for one in rail.rail(access).projects],
    "the API's projects": _paged(catalogue.projects),
    "projects that are not archived": _paged(lambda access, **page: catalogue.projects(access, archived=False, **page)),
    "the API's labels": _paged(catalogue.labels),
    "offered projects": _offered(offers.projects),
    "offered labels": _offered(offers.labels),
    "offered people": _offered(offers.people),
    "every project": lambda access: [one["name"] for one in offers.every_project(access)],
    "members": lambda access: [one.user.name for one in members_of(access.workspace)],
    "labels of a task": _of_task("labels"),
    "assignees of a task": _of_task("assignees"),
}


@pytest.mark.parametrize("name", READS)
def test_names_stand_in_one_order(ann: Access, name: str) -> None:
    assert [one for one in READS[name](ann) if one != "Inbox"] == IN_ORDER


@pytest.mark.parametrize("name", ["offered projects", "offered labels", "offered people"])
def test_menus_that_do_not_offer_all_offer_the_first(ann: Access, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "OFFERED", 4)

    offered = [one for one in READS[name](ann) if one != "Inbox"]

    first = ["ALBA", "(x)", "Ähre", "äpfel"] if name == "offered people" else IN_ORDER[:4]  # oneself first
    assert offered == first[: len(offered)]
    assert len(offered) >= 3


def test_workspaces_too(ann: Access) -> None:
    for name in MADE:
        if name not in ("ALBA", "éclipse"):  # that of the fixture; equal ones stand in the order of their addresses
            create_workspace(ann, name=name)
    page = client_of(ann).get(address(ann, "inbox"))

    named = [one["name"] for one in page.context["shell"].workspaces]

    assert [name for name in named if name in IN_ORDER] == [
        name for name in IN_ORDER if name not in ("ALBA", "éclipse")
    ]


def test_whatever_writes_the_name_of_a_person_writes_its_sort_key(ann: Access) -> None:
    def key() -> str:
        return str(User.objects.values_list("name_sort_key", flat=True).get(id=ann.user.id))

    change_profile(ann, name="Ölçek")
    assert key() == "olcek"
    User.objects.filter(id=ann.user.id).update(name="Ähre")
    assert key() == "ahre"
    user = User.objects.get(id=ann.user.id)
    user.name = "Łuk"
    user.save(update_fields=["name"])
    assert key() == "luk"
    user.name = "É"
    User.objects.bulk_update([user], ["name"])
    assert key() == "e"
