"""What a screen reader hears of somebody whom a file names: where the name is from, wherever it is said."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.access import Access
from accounts.models import Role
from tasks.models import Task
from tests.factories import MemberFactory, PersonFactory
from tests.tasks.imports.claims import OWNER, bring, forged

FROM = "from Trello, brought in by Mal"


@pytest.fixture
def owner(transactional_db: None) -> Access:
    return PersonFactory(name=OWNER)


@pytest.fixture
def row(owner: Access) -> Task:
    return bring(MemberFactory(of=owner, name="Mal", role=Role.ADMIN), forged())


def test_a_claimed_name_is_heard_with_where_it_is_from(page: Page, sign_in: Any, owner: Access, row: Task) -> None:
    sign_in(page, owner)
    page.goto(f"/w/{owner.workspace.slug}/tasks/{row.project.key}-{row.number}")

    comment = page.get_by_role("region", name="Comments and changes").get_by_role("listitem")
    expect(page.get_by_role("button", name=f"Assignees: {OWNER} {FROM}")).to_be_visible()
    expect(comment.filter(has_text=f"{OWNER} {FROM}")).to_be_visible()
    expect(page.get_by_role("button", name=f"Act on this comment of {OWNER}, {FROM}")).to_be_visible()

    page.goto(f"/w/{owner.workspace.slug}/projects/{row.project.key}/list")
    key = f"{row.project.key}-{row.number}"
    expect(page.get_by_role("button", name=f"Assignees of {key}: {OWNER} ({FROM})")).to_be_visible()
