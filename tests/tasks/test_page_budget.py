"""A page formats as much as one text may hold; the rest is shown as typed, with a link that formats that one."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from django.core.cache import cache

from accounts.access import Access
from primetrade import markdown
from primetrade.markdown import SIGNS_LIMIT, Budget, render_all
from primetrade.text import MARKDOWN_BYTES
from tasks.commands import create_comment
from tasks.models import Task
from tests.factories import PersonFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

HOSTILE = ("![" * 299 + "\n\n") * 33


@pytest.fixture
def ann() -> Access:
    cache.clear()
    return PersonFactory()


def hostile(number: int) -> str:
    return f"**Number {number}** {HOSTILE}"


def task_of_hostile_comments(ann: Access, count: int) -> Task:
    task = TaskFactory(access=ann, description="**short**")
    for number in range(count):
        create_comment(ann, task=task.id, body=hostile(number))
    return task


@pytest.mark.django_db
def test_the_newest_comments_are_formatted_and_the_others_shown_as_typed_with_a_way_to_format_each(ann: Access) -> None:
    task = task_of_hostile_comments(ann, 5)
    visitor = Visitor(ann)

    with mock.patch.object(markdown, "_sanitised", wraps=markdown._sanitised) as rendering:
        page = text(visitor.get(task))

    assert sum(len(call.args[0]) for call in rendering.call_args_list) <= 2 * SIGNS_LIMIT
    assert "<strong>short</strong>" in page
    assert "<strong>Number 4</strong>" in page
    assert all(f"**Number {number}** ![![" in page for number in range(4))
    links = re.findall(r'href="([^"]+formatted=[^"]+)"', page)
    assert len(links) == 4

    cache.clear()
    asked = text(visitor.client.get(links[0].partition("#")[0]))

    assert "<strong>Number 0</strong>" in asked
    assert "**Number 4**" in asked


@pytest.mark.django_db
def test_a_description_that_stays_plain_is_formatted_when_asked_for(ann: Access) -> None:
    task = TaskFactory(access=ann, description=hostile(0))
    comment = create_comment(ann, task=task.id, body=hostile(1)).value
    visitor = Visitor(ann)

    page = text(visitor.get(task, f"?formatted={comment.id}"))
    assert "<strong>Number 1</strong>" in page
    assert "**Number 0** ![![" in page
    cache.clear()
    page = text(visitor.get(task, "?formatted=description"))
    assert "<strong>Number 0</strong>" in page
    assert "**Number 1** ![![" in page


@pytest.mark.django_db
def test_two_hundred_ordinary_comments_are_all_formatted(ann: Access) -> None:
    words = "Spoke with **Ola**: the retry has no key of its own, see [the log](https://example.org/log). "

    rendered = render_all([f"{number}. {words * 4}" for number in range(200)], Budget())

    assert all(html and "<strong>" in html for html in rendered)


@pytest.mark.any_database
def test_texts_are_kept_for_all_processes_and_asked_for_at_once() -> None:
    cache.clear()
    sources = [f"*{number}*" for number in range(50)]
    first = render_all(sources, Budget())

    with (
        mock.patch.object(cache, "get_many", wraps=cache.get_many) as asked,
        mock.patch.object(markdown, "_sanitised") as rendering,
    ):
        assert render_all(sources, Budget()) == first

    assert asked.call_count == 1
    assert not rendering.called


@pytest.mark.any_database
@pytest.mark.parametrize("unit", ["* * a\n", "a\n-\n", "<", "|a\n|-\n"])
def test_what_is_kept_is_no_larger_than_its_source(unit: str) -> None:
    source = (unit * MARKDOWN_BYTES)[:MARKDOWN_BYTES]

    with mock.patch.object(cache, "set_many", wraps=cache.set_many) as kept:
        cache.clear()
        html = render_all([source], Budget())

    assert [len(value) < MARKDOWN_BYTES for value in kept.call_args.args[0].values()] == [True]
    assert render_all([source], Budget()) == html


@pytest.mark.any_database
def test_what_is_kept_costs_nothing_of_the_budget() -> None:
    cache.clear()
    texts = [hostile(number) for number in range(3)]

    counts = [sum(html is not None for html in render_all(texts, Budget())) for _ in range(3)]

    assert counts == [1, 2, 3]
