"""Changes of the log in words: "raised the priority from low to high". Whose they are is said by whoever shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from accounts.access import Access
from accounts.models import Membership
from primetrade.models import Change
from tasks.fields.declaration import Telling
from tasks.fields.happenings import BY_CHANGE
from tasks.fields.sentences import joined, shortened
from tasks.fields.task import LINKS, SAID
from tasks.models import Label, Project, Task
from tasks.queries import claims, log
from tasks.queries.log import source_claim

_BATCH_READ = 200


class Wording:
    """Says changes of tasks and comments. `it` is what the task is called in the sentence."""

    def __init__(self, today: date, names: dict[str, str], it: str) -> None:
        self.today, self.names, self.it = today, names, it

    def phrases(self, changes: list[Change]) -> list[str]:
        """What the changes of one batch did to one task. A creation says only that."""
        if changes[0].kind == "comment":
            said = BY_CHANGE["comment", changes[0].verb].words
            return [said] if said else []
        made = next((change for change in changes if change.verb == "created"), None)
        if made is not None:
            return [told(made, self.it, from_file=bool(source_claim(changes[0])))]
        said_one_by_one: list[str] = []
        for change in changes:
            words = told(change, self.it)
            said_one_by_one += [words] if words else self._fields(change) if change.verb == "edited" else []
        return said_one_by_one + self._links(changes)

    def _fields(self, change: Change) -> list[str]:
        telling = Telling(self.it, self.names, self.today, change.before, change.after)
        return [words for field in SAID if field.column in telling.changed and (words := field.say(telling))]

    def _links(self, changes: list[Change]) -> list[str]:
        said = []
        for verb, (one, many) in _LINKS_SAID:
            names = [self._called(change) for change in changes if change.verb == verb]
            if names:
                said.append((one if len(names) == 1 else many).format(names=joined(names)))
        return said

    def _called(self, change: Change) -> str:
        """The label or person of a change; whom a file names stands apart, with where the name is from."""
        name = str((change.after or change.before).get("name", ""))
        if not claims.names_by_file(change):
            return name
        said = source_claim(change) or self.names.get(f"{change.seq}.{change.n}") or "named in a file"
        return f"\u2068{name}\u2069 ({said})"


_LINKS_SAID = [said for link in LINKS for said in link.said.items()]


def told(change: Change, it: str, *, from_file: bool = False) -> str:
    """What happened to `it`; "" where its fields, or nobody, says it."""
    happening = BY_CHANGE[change.kind, change.verb]
    return ((from_file and happening.from_file) or happening.words).format(it=it)


def is_thing(change: Change) -> bool:
    """Whether a change is told of a project, label, member or workspace, and their name follows its words."""
    return change.kind not in ("task", "comment") and bool(BY_CHANGE[change.kind, change.verb].words)


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
    things = {change.object_id: change for change in changes if is_thing(change)}
    if len(things) == 1 and not any(change.kind == "task" and change.verb == "created" for change in changes):
        (thing,) = things.values()
        return " ".join(filter(None, (BY_CHANGE[thing.kind, thing.verb].words, _name_of(access, thing))))
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
