"""A job that is under way for as long as a test wants, in the worker's own process."""

from pathlib import Path

from django_tasks import task

from primetrade.models import Outbox
from tests.processes import eventually


@task()
def hold(folder: str, then_ask: bool) -> None:
    """Say that it began, wait for the word, then ask the database something, or nothing."""
    with Path(folder, "began").open("a") as file:
        file.write("began\n")
    assert eventually(Path(folder, "go").exists)
    if then_ask:
        Outbox.objects.count()
    with Path(folder, "did").open("a") as file:
        file.write("did\n")
