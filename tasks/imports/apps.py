"""Registers the room's formats, pages, links and batches with the core, which does not know the room."""

from typing import ClassVar

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "tasks.imports"
    label = "imports"
    schedule: ClassVar[dict[str, int]] = {"tasks.imports.jobs.forget_waiting_imports": 24 * 3600}

    def ready(self) -> None:
        from primetrade import people
        from primetrade.api import examples
        from tasks import shell
        from tasks.imports.commands import purged  # noqa: F401 (registers its @on_change)
        from tasks.imports.formats import FORMATS
        from tasks.imports.models import Import
        from tasks.queries.origins import ORIGINS, Origin
        from tasks.rooms import BEGINNINGS, SETTINGS, Beginning, RoomLink

        examples.OF_NAME.update(error="", file_name="board.json", format="trello")
        people.SOURCES.update((one.source, one.name) for one in FORMATS.values())
        shell.PLACES.update(import_new="projects", import_run="projects")
        ORIGINS.append(Origin(Import, page="import_run"))
        link = RoomLink("import_new", "Import", "import")
        SETTINGS.append(link)
        BEGINNINGS.append(
            Beginning(
                link,
                question="Bringing in a board you used until now?",
                answer="Import it",
                template="imports/begin.html",
                lesson=(
                    "Bring in your Trello board",
                    "In Trello choose *Print, export and share* → *Export as JSON*, then **Import** here. "
                    "One Undo takes it back.",
                ),
            )
        )
