from typing import ClassVar

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    schedule: ClassVar[dict[str, int]] = {
        "tasks.jobs.purge_trash": 24 * 3600,
        "tasks.imports.jobs.forget_waiting_imports": 24 * 3600,
    }

    def ready(self) -> None:
        from primetrade import people
        from tasks import signals  # noqa: F401
        from tasks.imports import NAMES

        people.SOURCES.update(NAMES)
