"""The programs of docs/api.md that follow a workspace, against 16 writers: at the end their copy is what is there."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.access import Access
from primetrade.errors import PrimeTradeError
from primetrade.models import Change
from tasks.commands import (
    create_comment,
    create_label,
    create_project,
    create_task,
    delete_label,
    delete_project,
    delete_task,
    edit_project,
    edit_task,
    restore,
    undo,
)
from tasks.models import Label, Project, Task
from tests.api.conftest import bearer
from tests.concurrency import in_parallel

WRITERS, STEPS, LINES_AT_MOST = 16, 12, 40
TOOLS = settings.BASE_DIR / ".build" / "openapi" / "node_modules" / ".bin"
COUNTED = ("subtasks_done", "subtasks_total")  # they follow from other tasks
DRIVER = """
import { createInterface } from "node:readline"
import { Copy } from "./follow.js"
const copy = new Copy(process.argv[2], process.argv[3])
await copy.start()
console.log("ready")
for await (const line of createInterface({ input: process.stdin })) {
  await copy.follow()
  console.log(line === "end" ? JSON.stringify([...copy.tasks.values()]) : "followed")
}
"""


def program(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", (settings.BASE_DIR / "docs" / "api.md").read_text(), re.M | re.S)
    assert found is not None
    return found[1]


def copy_in_python(server: str, token: str) -> Any:
    names: dict[str, Any] = {}
    exec(compile(program("python"), "docs/api.md", "exec"), names)
    return names["Copy"](server, token)


def kept(tasks: Any) -> dict[str, dict[str, Any]]:
    return {task["id"]: {name: task[name] for name in task if name not in COUNTED} for task in tasks}


def write(ann: Access, number: int) -> None:
    """What one writer does: what is refused, because another one was faster, is left."""
    dice = random.Random(number)
    for step in range(STEPS):
        try:
            _step(ann, dice, f"{number}.{step}")
        except PrimeTradeError:
            continue


def _step(ann: Access, dice: random.Random, name: str) -> None:
    tasks = [task.id for task in Task.objects.of(ann).order_by("id")]
    projects = [project.id for project in Project.objects.of(ann).filter(is_inbox=False).order_by("id")]
    labels = [label.id for label in Label.objects.of(ann).filter(deleted_at=None).order_by("id")]
    task, project = dice.choice(tasks), dice.choice(projects)
    batches = Change.objects.of(ann).order_by("-seq").values_list("batch", flat=True)[:10]
    steps: list[tuple[int, Callable[[], Any]]] = [
        (8, lambda: create_task(ann, title=f"Made {name}", project=project)),
        (8, lambda: edit_task(ann, task=task, title=f"Named {name}", priority=dice.randrange(5))),
        (4, lambda: edit_task(ann, task=task, status=dice.choice(["todo", "completed"]))),
        (4, lambda: edit_task(ann, task=task, project=project)),
        (3, lambda: edit_task(ann, task=task, labels=labels[:1], assignees=[ann.user.id])),
        (4, lambda: delete_task(ann, task=task)),
        (3, lambda: restore(ann, entry=task)),
        (2, lambda: create_comment(ann, task=task, body="Hello")),
        (3, lambda: undo(ann, batch=dice.choice(list(batches)))),
        (1, lambda: delete_project(ann, project=project)),
        (2, lambda: restore(ann, entry=project)),
        (1, lambda: edit_project(ann, project=project, archived=dice.random() < 0.3)),
        (1, lambda: delete_label(ann, label=labels[0]) if labels else create_label(ann, name=f"L{name}")),
    ]
    dice.choices([step for _, step in steps], [weight for weight, _ in steps])[0]()


@pytest.fixture
def crowd(transactional_db: None, ann: Access) -> Access:
    """A workspace with projects and tasks in two pages of a follower's list."""
    create_label(ann, name="Bug")
    for number in range(3):
        project = create_project(ann, name=f"Project {number}").value
        for count in range(75):
            create_task(ann, title=f"Task {number}.{count}", project=project.id)
    return ann


@contextmanager
def writers_at_work(ann: Access) -> Iterator[threading.Event]:
    """16 writers beside the block; the event says that they are done."""
    done, failed = threading.Event(), []

    def work() -> None:
        try:
            in_parallel(WRITERS, lambda number: write(ann, number))
        except BaseException as error:
            failed.append(error)
            raise
        finally:
            done.set()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        thread.join()  # what it still did would meet the next test's tables
    assert not failed


@pytest.mark.parametrize("language", ["python", "ts"])
def test_the_programs_are_short(language: str) -> None:
    lines = [line for line in program(language).splitlines() if line.strip()]
    assert len(lines) <= LINES_AT_MOST


def test_the_python_follower_has_what_is_there_after_16_writers(live_server: Any, crowd: Access) -> None:
    token = bearer(crowd)
    copy = copy_in_python(live_server.url, token)
    before, rounds = len(copy.tasks), 0
    with writers_at_work(crowd) as done:
        while not done.is_set():
            copy.follow()
            rounds += 1
    copy.follow()

    assert before > 200
    assert rounds > 1
    assert kept(copy.tasks.values()) == kept(copy_in_python(live_server.url, token).tasks.values())


def test_the_typescript_follower_has_what_is_there_after_16_writers(
    live_server: Any, crowd: Access, tmp_path: Path
) -> None:
    if not (TOOLS / "tsc").exists() or not shutil.which("node"):
        pytest.skip("needs Node and the tools that make check puts under .build/openapi")
    (tmp_path / "follow.ts").write_text(program("ts"))
    (tmp_path / "driver.js").write_text(DRIVER)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    options = ["--strict", "--target", "es2022", "--module", "es2022", "--lib", "es2022,dom,dom.iterable"]
    made = subprocess.run([TOOLS / "tsc", *options, "follow.ts"], cwd=tmp_path, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout
    token = bearer(crowd)
    command = [shutil.which("node") or "", "driver.js", live_server.url, token]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        assert node.stdout.readline() == "ready\n"
        with writers_at_work(crowd) as done:
            while not done.is_set():
                print("go on", file=node.stdin, flush=True)
                assert node.stdout.readline() == "followed\n"
        print("end", file=node.stdin, flush=True)
        tasks = json.loads(node.stdout.readline())
        node.stdin.close()

    assert kept(tasks) == kept(copy_in_python(live_server.url, token).tasks.values())
