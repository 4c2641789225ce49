"""Rooms add to the core's pages by registries: the core's templates and Python name none of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.urls import reverse

from tasks import rooms
from tasks.rooms import Beginning, RoomLink
from tests.factories import PersonFactory
from tests.tasks.pages import address, client_of

ROOMS = {name.rpartition(".")[2] for name in settings.OWN_APPS if name.startswith("tasks.")}
PAGES = {
    page.name
    for room in ROOMS
    for urls in ("urls", "api.urls")
    for page in import_module(f"tasks.{room}.{urls}").urlpatterns
}
# Where a site is put together of its apps.
WIRING = ("primetrade/settings/", "primetrade/urls.py", "primetrade/api/urls.py")


def of_the_core(folder: str, pattern: str) -> dict[str, str]:
    """The texts of files outside of rooms, by path."""
    paths = {path.relative_to(settings.BASE_DIR): path for path in (settings.BASE_DIR / folder).rglob(pattern)}
    return {
        place.as_posix(): path.read_text()
        for place, path in sorted(paths.items())
        if ROOMS.isdisjoint(place.parts) and "migrations" not in place.parts
    }


@pytest.fixture
def shelf() -> Iterator[Beginning]:
    """What a room registers: its pages are those of the trash."""
    link = RoomLink("trash", "Shelf", "trash")
    beginning = Beginning(
        link,
        question="Is it on the shelf?",
        answer="Take it down",
        template="components/skeleton.html",
        lesson=("Look on the shelf", "It is **there**."),
    )
    rooms.SETTINGS.append(link)
    rooms.BEGINNINGS.append(beginning)
    yield beginning
    rooms.SETTINGS.remove(link)
    rooms.BEGINNINGS.remove(beginning)


@pytest.mark.any_database
def test_no_template_of_the_core_names_a_room() -> None:
    page, room = "|".join(PAGES), "|".join(ROOMS)
    named = re.compile(rf"""["'](?:{page})["']|["'](?:{room})/|\{{%\s*load\b[^%]*\b(?:{room})\b""")
    templates = of_the_core("templates", "*.*").items()
    assert {place: found[0] for place, text in templates if (found := named.search(text))} == {}


@pytest.mark.any_database
@pytest.mark.parametrize("app", ["primetrade", "accounts", "tasks", "dashboard"])
def test_no_module_of_the_core_names_a_room(app: str) -> None:
    page, room = "|".join(PAGES), "|".join(ROOMS)
    named = re.compile(rf"tasks\.(?:{room})\b.*|(?:{room})/.*|{page}", re.DOTALL)
    wrong = [
        f"{place}:{node.lineno} {node.value}"
        for place, text in of_the_core(app, "*.py").items()
        if not place.startswith(WIRING)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.fullmatch(node.value)
    ]
    assert wrong == []


@pytest.mark.django_db
def test_a_way_to_begin_is_on_the_pages_that_begin_something(shelf: Beginning) -> None:
    ann = PersonFactory()
    client = client_of(ann)
    there = address(ann, shelf.link.page)

    projects, new, first = (
        client.get(url).content.decode()
        for url in (address(ann, "projects"), address(ann, "project_new"), reverse("first_run"))
    )

    assert re.search(rf'<a class="button" href="{there}">.*?Shelf</a>', projects)
    assert f'Is it on the shelf? <a class="link" href="{there}">Take it down</a>' in new
    assert "skeleton" in first


@pytest.mark.django_db
def test_a_lesson_of_a_room_comes_after_those_of_the_core_with_its_link(shelf: Beginning) -> None:
    ann = PersonFactory()

    lessons = client_of(ann).get(reverse("first_run")).context["lessons"]

    assert [(one.task["title"], one.action, one.url) for one in lessons[-2:]] == [
        ("Look on the shelf", "Shelf", address(ann, shelf.link.page)),
        ("Sign up", "", ""),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("shelf")
def test_a_link_of_a_room_is_beside_the_settings() -> None:
    ann = PersonFactory()

    page = client_of(ann).get(address(ann, "workspace_settings")).content.decode()

    assert re.search(rf'<a class="rail__link" href="{address(ann, "trash")}"\s*><svg.*?</svg>Shelf</a>', page)
