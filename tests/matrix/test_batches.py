"""Every answer that changed something names the batch of it, so that the page can take it back."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from primetrade.batches import is_for_scripts
from primetrade.models import Change
from tasks.commands import create_label, edit_task
from tasks.fields.change_kinds import CHANGE_KIND_OF
from tests.factories import PersonFactory, TaskFactory
from tests.matrix.callers import Stage, stage
from tests.matrix.table import BODIES, TABLE
from tests.tasks.visitor import Visitor, text

ROWS = [line.split() for line in TABLE.strip().splitlines()]
ACTIONS = [name for method, name, *_, owner, _ in ROWS if method == "POST" and owner in ("200", "201", "302", "303")]
CHANGES = {"task_edit": {"title": "Other"}, "task_place": {"status": "cancelled"}}  # what the table leaves as it is
CHANGING = {"task_new", "task_edit", "task_place", "task_delete", "task_comments", "comment_edit", "labels"}


@pytest.fixture
def on_stage(db: None) -> Stage:
    return stage()


def changed(on_stage: Stage, since: int) -> set[str]:
    """The names of the batches that the log holds since, but for what can't be undone."""
    workspace = on_stage.owner.workspace
    changes = Change.objects.of(workspace).filter(seq__gt=since)
    undoable = [one for one in changes if not CHANGE_KIND_OF[one.kind, one.verb].stays]
    return {"/".join([workspace.slug, *(str(of) for of in (one.batch, one.undoes) if of)]) for one in undoable}


def version(on_stage: Stage) -> int:
    on_stage.owner.workspace.refresh_from_db()
    return on_stage.owner.workspace.version


@pytest.mark.parametrize("name", [name for name in ACTIONS if not name.startswith("api_")])
@pytest.mark.parametrize("by_script", [False, True], ids=["plain", "script"])
def test_an_answer_names_the_batches_that_it_made(name: str, by_script: bool, on_stage: Stage) -> None:
    since = version(on_stage)
    client = Client(headers={"HX-Request": "true"} if by_script else {})
    client.force_login(on_stage.owner.user)
    answer = on_stage.ask("owner", "POST", name, BODIES.get(("POST", name), CHANGES.get(name)), client)
    made = changed(on_stage, since)
    assert set(answer.headers.get("X-Batch", "").split()) == made
    assert made or name not in CHANGING
    if made and not by_script:
        assert answer.status_code in (302, 303), "no script reads the headers of a page"
    told = [str(message) for message in get_messages(answer.wsgi_request) if is_for_scripts(message)]
    assert {one for names in told for one in names.split()} == (made if 300 <= answer.status_code < 400 else set())


@pytest.mark.django_db
def test_an_undo_names_the_batch_that_it_took_back_and_one_of_nothing_names_none() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    batch = edit_task(ann, task=task.id, title="Other").batch
    visitor = Visitor(ann, htmx=True)

    first, second = visitor.undo(batch), visitor.undo(batch)

    slug, made, undone = first.headers["X-Batch"].split("/")
    assert (slug, undone) == (ann.workspace.slug, str(batch))
    assert Change.objects.of(ann).get(batch=made).undoes == batch
    assert "X-Batch" not in second.headers


@pytest.mark.django_db
def test_the_page_after_a_redirect_names_the_batch_to_its_scripts_and_says_nothing_of_it() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    visitor = Visitor(ann)

    answer = visitor.edit(task, title="Other")
    page, again = text(visitor.get(task)), text(visitor.get(task))

    assert f'<span hidden data-made="{answer.headers["X-Batch"]}"></span>' in page
    assert "data-toast>" not in page.split('<template id="toast-shape"')[0]
    assert "data-made" not in again


@pytest.mark.django_db
def test_what_others_and_jobs_did_meanwhile_is_not_named() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    create_label(ann, name="Elsewhere")

    answer = Visitor(ann).edit(task, title=task.title)

    assert "X-Batch" not in answer.headers
