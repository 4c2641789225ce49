"""Labels and people that are not here are named by their place, with the nearest word of the caller's workspace."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import Access
from primetrade.ids import uuid7
from tests.api.conftest import Caller
from tests.factories import LabelFactory, MemberFactory, PersonFactory


@pytest.fixture
def bug(ann: Access) -> Any:
    return LabelFactory(access=ann, name="Bug")


def errors(answer: Any, status: int) -> dict[str, list[str]]:
    assert answer.status_code == status, answer.content
    found: dict[str, list[str]] = answer.json()["errors"]
    return found


def test_an_unknown_label_of_a_body_is_named_by_its_place_with_the_nearest(api: Caller, bug: Any) -> None:
    unknown = str(uuid7())
    found = errors(api.post("tasks", {"title": "x", "labels": ["bug", "bgu", "bug", "Zzz"]}), 422)
    assert list(found) == ["labels.1", "labels.3"]
    assert "“bgu”" in found["labels.1"][0]
    assert "Did you mean `Bug`?" in found["labels.1"][0]
    assert "“Zzz”" in found["labels.3"][0]
    assert "Did you mean" not in found["labels.3"][0]
    found = errors(api.post("tasks", {"title": "x", "labels": [str(bug.id), unknown]}), 422)
    assert list(found) == ["labels.1"]
    assert unknown in found["labels.1"][0]


def test_an_unknown_person_of_a_body_is_named_by_their_place_with_the_nearest(api: Caller, ann: Access) -> None:
    unknown = str(uuid7())
    found = errors(api.post("tasks", {"title": "x", "assignees": ["me", "anne@example.org", unknown]}), 422)
    assert list(found) == ["assignees.1", "assignees.2"]
    assert "“anne@example.org”" in found["assignees.1"][0]
    assert "Did you mean `ann@example.org`?" in found["assignees.1"][0]
    assert unknown in found["assignees.2"][0]


def test_a_filter_names_the_nearest_label_person_and_project(api: Caller, ann: Access, bug: Any) -> None:
    for query, near in (
        ("label=bgu", "Bug"),
        ("label_all=bug,bgu", "Bug"),
        ("assignee=anne@example.org", "ann@example.org"),
        ("assignee=Ann", "ann@example.org"),
    ):
        name = query.partition("=")[0]
        (said,) = errors(api.get(f"tasks?{query}"), 400)[name]
        assert said.endswith(f"Did you mean `{near}`?"), said


def test_nothing_of_another_workspace_is_suggested(api: Caller) -> None:
    eve = PersonFactory(email="eve@example.org")
    MemberFactory(of=eve, email="mallory@example.org")
    LabelFactory(access=eve, name="Secret")
    for body in ({"labels": ["Secre"]}, {"assignees": ["malory@example.org"]}):
        assert "Did you mean" not in str(errors(api.post("tasks", {"title": "x"} | body), 422))
    for query in ("label=Secre", "assignee=malory@example.org"):
        assert "Did you mean" not in str(errors(api.get(f"tasks?{query}"), 400))


def test_an_archived_or_deleted_label_is_not_suggested(api: Caller, bug: Any) -> None:
    assert api.delete(f"labels/{bug.id}").status_code == 200
    assert "Did you mean" not in str(errors(api.get("tasks?label=bgu"), 400))
