"""What a page writes is taken back from the page that follows, or from the page of its task, or cannot be taken back.

The writes are those of the matrix, and what else the forms of these pages do.
"""

from __future__ import annotations

import pytest

from accounts.access import Access
from accounts.models import Workspace
from primetrade.batches import is_for_scripts
from primetrade.models import Change
from tasks.commands import undo
from tasks.models import Project, Task
from tasks.queries.lessons import TEACHING_KEY
from tests.factories import PersonFactory
from tests.matrix.callers import Stage, stage
from tests.matrix.table import BODIES, TABLE
from tests.tasks.pages import address, client_of, toasts, way_back

Write = tuple[str, dict[str, str]]

PAGES = [name for method, name, *_ in map(str.split, TABLE.strip().splitlines()) if method == "POST"]
# {…} names a thing that is there.
OTHERS: list[Write] = [
    ("labels", {"act": "edit", "label": "{label}", "name": "Snow", "colour": "grey"}),
    ("labels", {"act": "delete", "label": "{label}"}),
    ("members", {"act": "add", "email": "{stranger}", "role": "member"}),
    ("members", {"act": "role", "member": "{member}", "role": "admin"}),
    ("members", {"act": "remove", "member": "{member}"}),
    ("project_new", {"name": "New", "colour": "red"}),
    ("project_archive", {"archived": "yes"}),
    ("task_edit", {"title": "Another"}),
    ("task_edit", {"status": "completed"}),
    ("task_place", {"status": "in_review"}),
    ("first_run", {"act": "complete", "task": "{lesson}"}),
    ("first_run", {"act": "delete", "task": "{lesson}"}),
]
WRITES = [(name, BODIES.get(("POST", name), {})) for name in PAGES if not name.startswith("api_")] + OTHERS


def things_of(on_stage: Stage) -> dict[str, str]:
    """What the forms of OTHERS name."""
    member = on_stage.people["member"]
    assert member is not None
    lesson = Task.objects.of(on_stage.owner).filter(project__key=TEACHING_KEY, deleted_at=None).first()
    assert lesson is not None
    return {
        "label": on_stage.values["label"],
        "stranger": PersonFactory().user.email,
        "member": str(member.user.id),
        "lesson": str(lesson.id),
    }


def _written(access: Access) -> list[Change]:
    return list(Change.objects.of(access).filter(undoes=None))


def _offered(on_stage: Stage, change: Change, page: str) -> bool:
    """Whether the page, or that of the task that changed, takes the change back."""
    ways = [f"batches/{change.batch}/undo", f"comments/{change.object_id}/delete", on_stage.path("import_stop")]
    task = Task.objects.of(on_stage.owner).filter(id=change.root_id, deleted_at=None).first()
    if task is not None:
        url = address(on_stage.owner, "task", f"{task.project.key}-{task.number}")
        page += client_of(on_stage.owner).get(url).content.decode()
    return any(way in page for way in ways)


@pytest.mark.django_db
@pytest.mark.parametrize("write", WRITES, ids=lambda write: " ".join([write[0], *write[1].values()])[:60])
def test_what_a_page_wrote_offers_its_way_back(write: Write) -> None:
    on_stage = stage()
    (name, body), things, owner = write, things_of(on_stage), on_stage.owner
    before = {change.pk for change in _written(owner)}

    values = {field: value.format(**things) for field, value in body.items()}
    page = client_of(owner).post(on_stage.path(name), values, follow=True).content.decode()

    new = [change for change in _written(owner) if change.pk not in before]
    assert new or write not in OTHERS
    for batch in {change.batch for change in new if not _offered(on_stage, change, page)}:
        assert undo(owner, batch=batch).value.steps == 0


@pytest.mark.django_db
def test_a_renamed_workspace_gets_its_name_and_its_address_back() -> None:
    ann = PersonFactory()
    client = client_of(ann)
    client.post("/workspaces/new", {"name": "Harbour"})
    harbour = Workspace.objects.get(name="Harbour")

    page = client.post(f"/w/{harbour.slug}/settings", {"name": "Ferries"}, follow=True)
    toasts = [message for message in page.context["messages"] if not is_for_scripts(message)]
    client.post(way_back(toasts[-1]))

    now = Workspace.objects.get(id=harbour.id)
    assert (now.name, now.slug) == ("Harbour", harbour.slug)


@pytest.mark.django_db
def test_saving_what_is_there_already_offers_no_undo() -> None:
    on_stage = stage()
    project = Project.objects.of(on_stage.owner).get(key=on_stage.values["project_key"])
    values = {"name": project.name, "colour": project.colour, "description": project.description}

    page = client_of(on_stage.owner).post(address(on_stage.owner, "project_settings", project.key), values, follow=True)

    assert toasts(page) == ["Project saved."]
    assert '/undo"' not in page.content.decode()
