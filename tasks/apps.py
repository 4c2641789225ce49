from typing import ClassVar

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    schedule: ClassVar[dict[str, int]] = {"tasks.jobs.purge_trash": 24 * 3600}

    def ready(self) -> None:
        from tasks import signals  # noqa: F401
