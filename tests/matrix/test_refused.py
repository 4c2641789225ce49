"""Whatever command refuses, a plain form shows why itself, or leads back to the page that it was sent from."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.db import transaction

from primetrade.commands import Write
from primetrade.errors import Conflict
from tests.matrix.callers import stage
from tests.tasks.test_ways_back import WRITES, things_of

pytestmark = pytest.mark.django_db

OF_ACCOUNTS = ("login", "register", "account_")  # nobody or anybody sends them, whatever the workspace
SENT = [write for write in WRITES if not write[0].startswith(OF_ACCOUNTS)]


@pytest.mark.parametrize("names_its_page", [True, False], ids=["with a referer", "without"])
def test_no_refusal_leaves_the_page_of_its_form(names_its_page: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    on_stage = stage()
    things, client = things_of(on_stage), on_stage.browser("owner")
    page = f"/w/{on_stage.owner.workspace.slug}/tasks?status=todo"
    headers = {"Referer": f"http://testserver{page}"} if names_its_page else {}
    monkeypatch.setattr(Write, "finish", _refuse)
    refused, astray = 0, {}
    for name, fields in SENT:
        path, sent = on_stage.path(name), {field: value.format(**things) for field, value in fields.items()}
        with transaction.atomic():  # each finds the same
            answer = client.post(path, sent, headers=headers)
            transaction.set_rollback(True)
        if answer.status_code >= 400 or name == "preview":
            continue
        to = answer["Location"]
        refused += 1
        if not (to == page if names_its_page else path.startswith(urlsplit(to).path)):
            astray[name, *sent.values()] = answer.status_code, to

    assert refused > 20
    assert astray == {}


def _refuse(_write: Write) -> int:
    raise Conflict("Somebody was faster.")
