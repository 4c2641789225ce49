"""Every class that a page draws is one that a stylesheet or a script knows."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from tests.e2e.catalogue import PLACES
from tests.scene import Scene, ferry_company

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

STATIC = settings.BASE_DIR / "static"
KNOWN = "\n".join(path.read_text() for ending in ("css", "js") for path in STATIC.rglob(f"*.{ending}"))
BY_VALUE = {"priority--low", "priority--medium", "priority--high"}  # as the other priorities, which look different


@pytest.fixture
def scene() -> Scene:
    return ferry_company(date(2026, 11, 24))


def test_no_page_draws_a_class_that_nothing_knows(scene: Scene) -> None:
    signed_in, stranger = Client(), Client()
    signed_in.force_login(scene.owner.user)
    unknown = set()
    for place in PLACES.values():
        page = (signed_in if place.signed_in else stranger).get(place.path(scene), follow=True).content.decode()
        drawn = {one for classes in re.findall(r'\bclass="([^"]*)"', page) for one in classes.split()}
        unknown |= {one for one in drawn - BY_VALUE if not re.search(rf"[.\"'` ]{one}\b(?!-)", KNOWN)}
    assert sorted(unknown) == []
