"""What rooms add to the pages of the core, which names no room. Each room fills these in `ready` of its AppConfig."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoomLink:
    """A link to a page of a room: `page` is its URL name, whose one argument is the workspace's slug."""

    page: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """A way to bring in work from elsewhere.

    `question` and `answer` (the words of a link) lead to it from the page of a new project, `template` draws it on the
    first page after signing up, and `lesson` is the title and the text of the task that teaches it.
    """

    link: RoomLink
    question: str
    answer: str
    template: str
    lesson: tuple[str, str]


SETTINGS: list[RoomLink] = []  # beside a workspace's settings
BEGINNINGS: list[Beginning] = []
