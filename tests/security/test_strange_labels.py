"""The label that a form names is an id or nothing."""

from __future__ import annotations

import pytest

from accounts.access import Access
from tests.factories import LabelFactory, PersonFactory
from tests.tasks.pages import address, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    return PersonFactory(name="Ann")


@pytest.mark.parametrize("label", ["%", "%d", "%(name)s", "{0}", '"><b>', "x" * 70_000])
@pytest.mark.parametrize(("act", "status"), [("add", 422), ("edit", 404), ("delete", 404)])
def test_no_spelling_of_a_label_breaks_the_settings(ann: Access, act: str, status: int, label: str) -> None:
    answer = client_of(ann).post(address(ann, "labels"), {"act": act, "label": label, "name": ""})

    assert answer.status_code == status


def test_what_is_wrong_with_a_label_stands_beside_it(ann: Access) -> None:
    label = LabelFactory(access=ann)

    answer = client_of(ann).post(address(ann, "labels"), {"act": "edit", "label": str(label.id), "name": ""})

    assert answer.status_code == 422
    assert f'id="{label.id}_name"' in answer.content.decode()
