"""The partials: what they draw, that they escape, that nothing in them breaks the content policy."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.template import Context, Engine, Template, engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from primetrade import toasts
from primetrade.template_loader import Loader
from tasks.views.page_wording import STEPS
from tests.markup import faults

pytestmark = pytest.mark.any_database

TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = date(2026, 11, 24)
HOSTILE = "<img src=x onerror=alert(1)>\"' & co"
Draw = Callable[..., str]


@pytest.fixture
def draw() -> Draw:
    def one(source: str, **context: Any) -> str:
        template = engines["django"].from_string(source)
        return template.render({"today": TODAY, **context})

    return one


def a_task(**fields: Any) -> dict[str, Any]:
    task = {
        "key": "PT-1",
        "title": "Paint the gangway",
        "url": "/w/a/tasks/PT-1",
        "status": "todo",
        "priority": 0,
        "id": "1",
    }
    task |= {"version": 1, "due_on": None, "due_time": None, "labels": [], "assignees": []}
    return task | {"subtasks_done": 0, "subtasks_total": 0, "comments_count": 0, "project": None} | fields


def without_comments(path: Path) -> str:
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_compiles_and_keeps_the_content_policy(path: Path) -> None:
    get_template(str(path.relative_to(TEMPLATES)))
    text = without_comments(path)
    assert not re.search(r"""\s(?:style|on[a-z]+)\s*=\s*["']""", text)
    assert not re.search(r"<style|javascript:", text)
    inline = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
    assert inline == (['<script type="importmap">'] if path.name == "importmap.html" else [])


def test_a_template_s_long_line_and_the_comment_that_would_be_served_are_named_by_their_line() -> None:
    source = "<p>\n" + 121 * "a" + "\n{# over\ntwo lines #}\n{# on one line #}\n" + 120 * "a"
    assert [number for number, _ in faults(source)] == [2, 3]


def test_a_line_break_with_its_indentation_is_served_as_one_space(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<p\n    id="a">\n  One\n    two\n</p>\n')
    (tmp_path / "mail.txt").write_text("Hello\n  there\n")
    loader = Loader(Engine(), [str(tmp_path)])
    assert loader.get_template("page.html").source == '<p id="a"> One two\n</p>\n'
    assert loader.get_template("mail.txt").source == "Hello\n  there\n"


def test_every_icon_in_a_template_is_in_the_sprite() -> None:
    sprite = (TEMPLATES.parent / "static/icons/icons.svg").read_text()
    drawn = set(re.findall(r'id="([\w-]+)"', sprite))
    texts = [without_comments(path) for path in TEMPLATES.rglob("*.html")]
    used = {name for text in texts for name in re.findall(r'(?:\{% icon |icon=)"([\w-]*\w)"', text)}
    used |= {f"art-{name}" for text in texts for name in re.findall(r'art="([\w-]+)"', text)}
    used |= {f"place-{name}" for name, _ in STEPS}
    assert used - drawn == set()


@pytest.mark.parametrize("component", ["task_row", "task_card"])
def test_a_task_s_words_are_escaped(component: str) -> None:
    people = [{"name": HOSTILE, "initials": "<>", "hue": "red"}] * 5
    task = a_task(title=HOSTILE, labels=[{"name": HOSTILE, "colour": "red"}] * 5, assignees=people)
    drawn = render_to_string(f"components/{component}.html", {"task": task, "today": TODAY})
    assert "<img" not in drawn
    assert "&lt;img src=x onerror=alert(1)&gt;" in drawn


def test_a_row_tells_every_property_to_a_screen_reader() -> None:
    task = a_task(status="in_review", priority=3, due_on=TODAY)
    drawn = render_to_string("components/task_row.html", {"task": task, "today": TODAY})
    for said in (
        "Priority of PT-1: High",
        "Status of PT-1: In review",
        "Due date of PT-1: Today",
        "Assignees of PT-1: nobody",
    ):
        assert said in drawn
    late = a_task(due_on=TODAY - timedelta(days=2))
    drawn = render_to_string("components/task_row.html", {"task": late, "today": TODAY})
    assert 'aria-label="Due date of PT-1: 2 days ago, overdue ' in " ".join(drawn.split())


def test_a_remembered_row_follows_every_change_of_its_task(draw: Draw) -> None:
    task = a_task(due_on=TODAY)
    changes = [
        {"title": "New"},
        {"status": "completed"},
        {"priority": 4},
        {"due_on": None},
        {"comments_count": 2},
        {"parent_id": "2"},
        {"version": 2},
    ]
    changes += [
        {"labels": [{"name": "Bug", "colour": "red"}]},
        {"assignees": [{"name": "Bo", "initials": "B", "hue": "red"}]},
    ]
    drawn = [draw("{% task_row task %}", task=task | change) for change in [{}, *changes]]
    assert len(set(drawn)) == len(drawn)
    assert draw("{% task_row task %}", task=dict(task)) == drawn[0]
    assert draw("{% task_row task %}", task=task, today=date(2026, 11, 25)) != drawn[0]


def test_three_faces_and_three_labels_are_shown_and_the_rest_counted(draw: Draw) -> None:
    people = [{"name": name, "initials": name[0], "hue": "red"} for name in ("Ann", "Bo", "Cy", "Di", "Eve")]
    drawn = draw("{% avatars people %}", people=people)
    assert drawn.count("hue-red") == 3
    assert '<span class="avatar avatar--more" title="Di, Eve">+2</span>' in " ".join(drawn.split())
    labels = [{"name": name, "colour": "blue"} for name in ("a", "b", "c", "d")]
    drawn = draw("{% labels labels %}", labels=labels)
    assert '<span class="count" title="d">+1</span>' in " ".join(drawn.split())
    assert '<span class="only-heard">Labels: a, b, c and d</span>' in drawn


def test_the_person_s_today_decides_the_words(draw: Draw) -> None:
    assert ">Today<" in draw("{% due day %}", day=TODAY)
    assert "due--late" in draw("{% due day %}", day=date(2026, 11, 23))
    assert "due--late" not in draw('{% due day None "completed" %}', day=date(2026, 11, 23))
    assert draw("{% due day %}", day=None) == ""


class Form(forms.Form):
    name = forms.CharField(help_text="As people call you.")
    email = forms.EmailField()
    secret = forms.CharField(widget=forms.PasswordInput)


def test_a_field_s_hint_gives_way_to_its_error_and_both_are_tied_to_the_input(draw: Draw) -> None:
    fresh = draw("{% field form.name %}", form=Form())
    assert 'aria-describedby="id_name_helptext"' in fresh
    assert 'id="id_name_helptext">As people call you.' in fresh
    wrong = draw("{% field form.name %}", form=Form({}))
    assert 'aria-invalid="true"' in wrong
    assert 'aria-describedby="id_name_error"' in wrong
    assert "As people call you." not in wrong


def test_only_the_first_field_at_fault_takes_the_focus(draw: Draw) -> None:
    form = Form({"name": "Mara"})
    drawn = [draw("{% field one %}", one=form[name]) for name in ("name", "email", "secret")]
    assert ["autofocus" in one for one in drawn] == [False, True, False]


def test_further_attributes_reach_the_input(draw: Draw) -> None:
    drawn = draw('{% field form.secret autocomplete="current-password" data_key="x" %}', form=Form())
    assert 'autocomplete="current-password"' in drawn
    assert 'data-key="x"' in drawn
    assert 'data-show-password="id_secret"' in drawn


@pytest.fixture
def request_with_messages(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/w/a/inbox?sort=due")
    storage: list[Any] = []

    class Storage:
        def add(self, level: int, message: str, extra_tags: str = "") -> None:
            storage.append(messages.storage.base.Message(level, message, extra_tags))

        def __iter__(self) -> Any:
            return iter(storage)

    request._messages = Storage()
    return request


def test_a_toast_carries_its_undo_and_the_way_back(request_with_messages: HttpRequest) -> None:
    toasts.say(request_with_messages, "Moved <PT-1> to Trash", undo="/w/a/batches/1/undo")
    toasts.warn(request_with_messages, "PT-2 couldn’t be saved")
    context = {"messages": request_with_messages._messages, "request": request_with_messages}
    region = render_to_string("components/toasts.html", context).split("<template")[0]
    assert "Moved &lt;PT-1&gt; to Trash" in region
    assert region.count("<form") == 1
    assert 'action="/w/a/batches/1/undo"' in region
    assert 'value="/w/a/inbox?sort=due"' in region
    assert region.count("toast--bad") == 1


@pytest.mark.parametrize("name", ["errors/400", "errors/403", "errors/404", "errors/500", "errors/csrf"])
def test_an_error_page_needs_nothing_but_its_template(name: str) -> None:
    page = get_template(f"{name}.html").render({"request_id": "0193-abc"})
    assert "request <code>0193-abc</code>" in page
    assert page.count("<h1>") == 1
    assert "<script" not in page
    assert get_template(f"{name}.html").template.render(Context()) == page.replace(
        " · request <code>0193-abc</code>", ""
    )


def test_the_import_map_stands_in_the_page_byte_for_byte() -> None:
    from primetrade.importmap import import_map

    page = Template('{% include "importmap.html" %}').render(Context())
    assert f'<script type="importmap">{import_map().text}</script>' in page
