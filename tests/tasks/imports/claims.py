"""A file that puts words into somebody's mouth."""

from __future__ import annotations

from typing import Any

from accounts.access import Access
from tasks.models import Task
from tests.tasks.imports.boards import board, card
from tests.tasks.imports.runs import imported, task

OWNER = "Olivia Owner"
PERSON = "650000000000000000000009"
WORDS = "I approve this payment."


def forged(name: str = OWNER, words: str = WORDS, **fields: Any) -> dict[str, Any]:
    """A board whose one card is assigned to `name`, who has also commented on it."""
    person = {"id": PERSON, "fullName": name, "username": "owner"}
    comment = {
        "id": "650000000000000000000008",
        "type": "commentCard",
        "date": "2026-11-20T10:00:00.000Z",
        "idMemberCreator": PERSON,
        "memberCreator": person,
        "data": {"card": {"id": card()["id"]}, "text": words},
    }
    cards = [card(idMembers=[PERSON], **fields)]
    return board(cards=cards, members=[person], actions=[comment])


def bring(access: Access, file: dict[str, Any]) -> Task:
    """The card of the file, imported; nobody of it is matched to a member."""
    imported(access, file, people={PERSON: None})
    return task(access, "Card 1")
