"""What the trash says: the titles of its groups, when something was deleted, what was restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from primetrade.words import quoted
from tasks.models import Comment, Label, Project, Task
from tasks.queries.trash_groups import TrashGroup


@dataclass(frozen=True, slots=True)
class _Titles:
    one: str
    many: str
    latest: str
    one_earlier: str
    many_earlier: str
    more: str


_TITLES = {
    "project": _Titles(
        one="1 project",
        many="{count} projects",
        latest="The latest {count} projects",
        one_earlier="1 earlier project",
        many_earlier="{count} earlier projects",
        more="Earlier projects",
    ),
    "task": _Titles(
        one="1 task",
        many="{count} tasks",
        latest="The latest {count} tasks",
        one_earlier="1 earlier task",
        many_earlier="{count} earlier tasks",
        more="Earlier tasks",
    ),
    "comment": _Titles(
        one="1 comment",
        many="{count} comments",
        latest="The latest {count} comments",
        one_earlier="1 earlier comment",
        many_earlier="{count} earlier comments",
        more="Earlier comments",
    ),
    "label": _Titles(
        one="1 label",
        many="{count} labels",
        latest="The latest {count} labels",
        one_earlier="1 earlier label",
        many_earlier="{count} earlier labels",
        more="Earlier labels",
    ),
}


def title_of(group: TrashGroup, *, earlier: bool) -> str:
    """The title above a group; `earlier` when the page shows what was deleted before the latest entries."""
    titles, count = _TITLES[group.kind], len(group.entries)
    if earlier:
        title = titles.one_earlier if count == 1 else titles.many_earlier
    elif group.next:
        title = titles.latest
    else:
        title = titles.one if count == 1 else titles.many
    return title.format(count=f"{count:,}")


def more_of(group: TrashGroup) -> str:
    """The text of the link to entries earlier than the group's."""
    return _TITLES[group.kind].more


def deleted_when(moment: datetime, today: date) -> str:
    """ "today at 8:12", "yesterday", "20 November". Takes a moment in the person's own zone."""
    away = (today - moment.date()).days
    if away <= 0:
        return f"today at {moment.hour}:{moment:%M}"
    return "yesterday" if away == 1 else f"{moment.day} {moment:%B}"


def restored(thing: Project | Task | Comment | Label) -> str:
    """The toast after something came out of the trash."""
    if isinstance(thing, Comment):
        return "Restored a comment."
    return f"Restored {quoted(thing.title)}." if isinstance(thing, Task) else f"Restored {thing.name}."
