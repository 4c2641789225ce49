"""Changes of the log in words: "raised the priority from low to high". Whose they are is said by whoever shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from accounts.access import Access
from accounts.models import Membership
from primetrade.models import Change
from primetrade.words import CLOSED, PRIORITY_WORDS, STATUS_NAMES, short_date
from tasks.models import Label, Project, Task
from tasks.queries import claims, log
from tasks.queries.log import source_claim

_TITLE_LENGTH = 60
_BATCH_READ = 200


class Wording:
    """Says changes of tasks and comments. `it` is what the task is called in the sentence."""

    def __init__(self, today: date, names: dict[str, str], it: str) -> None:
        self.today, self.names, self.it = today, names, it

    def phrases(self, changes: list[Change]) -> list[str]:
        """What the changes of one batch did to one task. A creation says only that."""
        if changes[0].kind == "comment":
            return [_COMMENTS[changes[0].verb]] if changes[0].verb in _COMMENTS else []
        if any(change.verb == "created" for change in changes):
            return [f"{'brought in' if source_claim(changes[0]) else 'created'} {self.it}"]
        said: list[str] = []
        for change in changes:
            if change.verb == "deleted":
                said.append(f"moved {self.it} to the trash")
            elif change.verb == "restored":
                said.append(f"restored {self.it}")
            elif change.verb == "edited":
                said += self._fields(change.before, change.after)
        return said + self._sets(changes)

    def _fields(self, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        changed = before.keys() | after.keys()
        if changed == {"position"}:
            way = "up" if str(after["position"]) < str(before["position"]) else "down"
            return [f"moved {self.it} {way} in its column"]
        return [
            say(self, before.get(name), after.get(name), after)
            for name, say in _FIELDS.items()
            if name in changed and (name != "due_time" or "due_on" not in changed)
        ]

    def _sets(self, changes: list[Change]) -> list[str]:
        said = []
        for verb, words, one, many in _SETS:
            names = [self._called(change) for change in changes if change.verb == verb]
            if names:
                said.append(f"{words} {one if len(names) == 1 else many}{joined(names)}")
        return said

    def _called(self, change: Change) -> str:
        """The label or person of a change; whom a file names stands apart, with where the name is from."""
        name = str((change.after or change.before).get("name", ""))
        if not claims.names_by_file(change):
            return name
        said = source_claim(change) or self.names.get(f"{change.seq}.{change.n}") or "named in a file"
        return f"\u2068{name}\u2069 ({said})"

    def title(self, old: str, new: str, after: Any) -> str:
        return f"renamed {self.it} from “{shortened(old)}” to “{shortened(new)}”"

    def description(self, old: str, new: str, after: Any) -> str:
        return f"{'removed' if not new else 'changed' if old else 'wrote'} the description"

    def status(self, old: str, new: str, after: Any) -> str:
        if new in CLOSED:
            return f"{new} {self.it}"
        if old in CLOSED:
            return f"reopened {self.it} as {STATUS_NAMES[new]}"
        return f"moved {self.it} to {STATUS_NAMES[new]}"

    def priority(self, old: int, new: int, after: Any) -> str:
        if not old:
            return f"set the priority to {PRIORITY_WORDS[new]}"
        if not new:
            return f"removed the priority {PRIORITY_WORDS[old]}"
        way = "raised" if new > old else "lowered"
        return f"{way} the priority from {PRIORITY_WORDS[old]} to {PRIORITY_WORDS[new]}"

    def due_on(self, old: str | None, new: str | None, after: Any) -> str:
        at = after.get("due_time")
        return self._day("due date", old, new) + (f", {time.fromisoformat(at):%H:%M}" if at else "")

    def due_time(self, old: str | None, new: str | None, after: Any) -> str:
        return f"set the due time to {time.fromisoformat(new):%H:%M}" if new else "removed the due time"

    def start_on(self, old: str | None, new: str | None, after: Any) -> str:
        return self._day("start date", old, new)

    def estimate(self, old: int | None, new: int | None, after: Any) -> str:
        if new is None:
            return "removed the estimate"
        if old is None:
            return f"set the estimate to {duration(new)}"
        return f"changed the estimate from {duration(old)} to {duration(new)}"

    def parent(self, old: str | None, new: str | None, after: Any) -> str:
        gone = "a task that is gone"
        if new:
            return f"made {self.it} a subtask of {self.names.get(new, gone)}"
        return f"took {self.it} out of {self.names.get(old or '', gone)}"

    def project(self, old: str, new: str, after: Any) -> str:
        gone = "a project that is gone"
        return f"moved {self.it} from {self.names.get(old, gone)} to {self.names.get(new, gone)}"

    def _day(self, name: str, old: str | None, new: str | None) -> str:
        if new is None:
            return f"removed the {name}"
        if old is None:
            return f"set the {name} to {self._date(new)}"
        return f"moved the {name} from {self._date(old)} to {self._date(new)}"

    def _date(self, text: str) -> str:
        return short_date(date.fromisoformat(text), self.today)


_FIELDS: dict[str, Callable[..., str]] = {
    "project_id": Wording.project,
    "status": Wording.status,
    "title": Wording.title,
    "description": Wording.description,
    "priority": Wording.priority,
    "due_on": Wording.due_on,
    "due_time": Wording.due_time,
    "start_on": Wording.start_on,
    "estimate_minutes": Wording.estimate,
    "parent_id": Wording.parent,
}
_SETS = (
    ("label_added", "added", "the label ", "the labels "),
    ("label_removed", "removed", "the label ", "the labels "),
    ("assigned", "assigned", "", ""),
    ("unassigned", "unassigned", "", ""),
)
# What happens to everything that is no task, without its name.
THINGS = {
    ("project", "created"): "started the project",
    ("project", "edited"): "changed the project",
    ("project", "archived"): "archived the project",
    ("project", "unarchived"): "brought back the project",
    ("project", "deleted"): "deleted the project",
    ("project", "restored"): "restored the project",
    ("label", "created"): "made the label",
    ("label", "edited"): "changed the label",
    ("label", "deleted"): "deleted the label",
    ("label", "restored"): "restored the label",
    ("membership", "created"): "added the member",
    ("membership", "edited"): "changed the role of",
    ("membership", "removed"): "removed the member",
    ("workspace", "created"): "opened the workspace",
    ("workspace", "edited"): "renamed the workspace",
}
_COMMENTS = {"edited": "edited a comment", "deleted": "deleted a comment", "restored": "brought a comment back"}


def batch_words(access: Access, batch: UUID, *, today: date) -> str:
    """What a batch did, as one says it to who took it back: "completed “Buy milk”", "made 12 changes"; "" for none."""
    changes = list(log.changes(access).filter(batch=batch).order_by("seq", "n")[:_BATCH_READ])
    if not changes:
        return ""
    top = changes[0]
    of_one = all(change.kind in ("task", "comment") for change in changes) and (
        top.verb in ("deleted", "restored") or all(change.root_id == top.root_id for change in changes)
    )
    if of_one:
        title = Task.objects.of(access).filter(id=top.root_id).values_list("title", flat=True).first()
        wording = Wording(today, names_in(access, changes), f"“{shortened(title)}”" if title else "a task")
        words = joined(wording.phrases([change for change in changes if change.root_id == top.root_id]))
        if words or top.kind == "comment":
            return words or "wrote a comment"
    things = {change.object_id: change for change in changes if (change.kind, change.verb) in THINGS}
    if len(things) == 1 and not any(change.kind == "task" and change.verb == "created" for change in changes):
        (thing,) = things.values()
        return " ".join(filter(None, (THINGS[thing.kind, thing.verb], _name_of(access, thing))))
    every = Change.objects.of(access).filter(batch=batch)
    added = (
        every.filter(kind="task", verb="created").count()
        if len(changes) == _BATCH_READ
        else sum(change.kind == "task" and change.verb == "created" for change in changes)
    )
    if added > 1:
        return f"{'brought in' if source_claim(changes[0]) else 'added'} {added:,} tasks"
    return "made one change" if len(changes) == 1 else f"made {every.count():,} changes"


def _name_of(access: Access, thing: Change) -> str:
    """What a project, label or member is called."""
    if thing.kind == "membership":
        known = thing.before.get("name")
        user = Membership.objects.of(access).filter(id=thing.object_id).values_list("user__name", flat=True)
        return known or user.first() or ""
    model = {"project": Project, "label": Label}.get(thing.kind)
    found = model.objects.of(access).filter(id=thing.object_id).values_list("name", flat=True) if model else ()
    name = next(iter(found), "")
    return f"“{shortened(name)}”" if name else ""


def names_in(access: Access, changes: Iterable[Change]) -> dict[str, str]:
    """Names of the projects and parents that changes speak of, by id; of people of files claims.py, by "seq.n"."""
    changes = list(changes)
    asked: dict[str, set[str]] = {"project_id": set(), "parent_id": set()}
    for change in changes:
        if change.verb == "edited":
            for name, ids in asked.items():
                ids |= {values[name] for values in (change.before, change.after) if values.get(name)}
    names = claims.said_of(access, (change for change in changes if not source_claim(change)))
    if asked["project_id"]:
        projects = Project.objects.of(access).filter(id__in=asked["project_id"])
        names |= {str(identifier): name for identifier, name in projects.values_list("id", "name")}
    if asked["parent_id"]:
        parents = Task.objects.of(access).filter(id__in=asked["parent_id"])
        names |= {str(identifier): f"“{shortened(title)}”" for identifier, title in parents.values_list("id", "title")}
    return names


def duration(minutes: int) -> str:
    """90 → "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [
        f"{count} {word}{'' if count == 1 else 's'}" for count, word in ((hours, "hour"), (rest, "minute")) if count
    ]
    return " ".join(parts) or "0 minutes"


def joined(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def shortened(text: str) -> str:
    """A title that fits into a sentence."""
    return f"{text[:_TITLE_LENGTH].rstrip()}…" if len(text) > _TITLE_LENGTH else text
