"""More labels and subtasks than a page shows are reached from it, page by page: as another page, or as a fragment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from accounts.access import Access
from tasks.commands import edit_label
from tasks.models import Label, Task
from tasks.queries import detail
from tasks.views import settings
from tests.factories import LabelFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import address, client_of
from tests.tasks.visitor import HTMX, text

pytestmark = pytest.mark.django_db

SHOWN = 2
NAMES = ["One", "Öne", "Oné", "Pet", "Pét"]


@pytest.fixture
def ann(monkeypatch: pytest.MonkeyPatch) -> Access:
    monkeypatch.setattr(settings, "LABELS_SHOWN", SHOWN)
    monkeypatch.setattr(detail, "SUBTASKS_SHOWN", SHOWN)
    ann = PersonFactory(name="Ann")
    parent = TaskFactory(access=ann, project=ProjectFactory(access=ann, key="PT").id)
    for name in NAMES:
        LabelFactory(access=ann, name=name)
        TaskFactory(access=ann, title=name, parent=parent.id)
    return ann


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


def more_of(html: str) -> str:
    """Where "More" leads; "" without one."""
    link = re.search(r'<li class="task-list__more" data-more>\s*<a[^>]* href="([^"]+)"', html)
    return unescape(link[1]) if link else ""


def answers(client: Client, path: str, headers: dict[str, str]) -> Iterator[str]:
    """The page, and what each "More" leads to."""
    html = text(client.get(path))
    while True:
        yield html
        if not (path := more_of(html)):
            return
        html = text(client.get(path, headers=headers))


PAGES = {
    "labels": ("workspace_settings", [], r'<span class="label__name">([^<]+)</span></span>\s*<span class="label-line'),
    "subtasks": ("task", ["PT-1"], r'<a class="task-row__link"[^>]*>([^<]+)</a>'),
}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["as pages", "as fragments"])
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_the_whole(ann: Access, client: Client, name: str, headers: dict[str, str]) -> None:
    route, arguments, row = PAGES[name]

    pages = list(answers(client, address(ann, route, *arguments), headers))

    assert [re.findall(row, html) for html in pages] == [NAMES[:2], NAMES[2:4], NAMES[4:]]
    assert ["<h1" in html for html in pages] == [True, not headers, not headers]
    assert ["The list goes on here." in html for html in pages] == [False, not headers, not headers]


@pytest.mark.parametrize("name", PAGES)
def test_a_cursor_of_another_list_is_refused(ann: Access, client: Client, name: str) -> None:
    route, arguments, _ = PAGES[name]

    assert client.get(f"{address(ann, route, *arguments)}?cursor=x.y").status_code == 400


def test_all_subtasks_are_counted_not_only_those_shown(ann: Access, client: Client) -> None:
    assert "0 of 5" in " ".join(text(client.get(address(ann, "task", "PT-1"))).split())


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["as a page", "as a fragment"])
def test_completing_a_later_subtask_leaves_it_in_view(ann: Access, client: Client, headers: dict[str, str]) -> None:
    later = text(client.get(more_of(text(client.get(address(ann, "task", "PT-1"))))))
    form = re.search(r'action="([^"]*PT-4/edit[^"]*)".*?name="next" value="([^"]+)"', later, re.DOTALL)
    assert form
    sent = {"status": "completed", "base_status": "todo", "fragment": "subtasks", "next": unescape(form[2])}

    answer = text(client.post(unescape(form[1]), sent, headers=headers, follow=True))

    assert Task.objects.of(ann).get(project__key="PT", number=4).completed_at
    assert re.findall(PAGES["subtasks"][2], answer) == NAMES[2:4]
    assert "1 of 5" in " ".join(answer.split())


def label_form(client: Client, ann: Access) -> tuple[str, Label]:
    """Where the form of a label of the second page leads, and that label."""
    later = text(client.get(more_of(text(client.get(address(ann, "workspace_settings"))))))
    action = re.search(r'action="([^"]*/labels\?cursor=[^"]*)"', later)
    assert action
    return unescape(action[1]), Label.objects.of(ann).get(name="Pet")


def test_a_later_label_is_edited_where_it_stands(ann: Access, client: Client) -> None:
    action, label = label_form(client, ann)

    answer = text(client.post(action, {"act": "edit", "label": label.id, "name": "Pat", "colour": "red"}, follow=True))

    assert re.findall(PAGES["labels"][2], answer)[1] == "Pat"


def test_what_is_typed_for_a_label_that_moved_away_meanwhile_comes_back(ann: Access, client: Client) -> None:
    action, label = label_form(client, ann)
    edit_label(ann, label=label.id, name="Aa")

    answer = text(client.post(action, {"act": "edit", "label": label.id, "name": "ÖNE", "colour": "red"}))

    assert 'value="ÖNE"' in answer
    assert "<details open>" in answer
