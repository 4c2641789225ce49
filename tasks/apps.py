from typing import ClassVar

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    schedule: ClassVar[dict[str, int]] = {"tasks.jobs.purge_trash": 24 * 3600}

    def ready(self) -> None:
        from primetrade.api import examples
        from tasks import signals  # noqa: F401

        examples.OF_NAME.update(
            body="Ready for a **second look**.",
            created_by="Ann",
            deleted_by="Ann",
            description="Ask for the berth.",
            due_time="09:30",
            due_zone="Europe/Berlin",
            key="PT-1",
            position="V",
            source=None,
            title="Write to the harbour",
        )
