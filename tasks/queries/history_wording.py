"""Changes of the log as phrases: "raised the priority from low to high". Callers add whose changes they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from accounts.access import Access
from primetrade.models import CREATED, EDITED, Change
from primetrade.words import all_of, quoted
from tasks.fields.change_kinds import CHANGE_KIND_OF, DELETED, RESTORED, THINGS
from tasks.fields.declaration import ChangeContext, Phrase
from tasks.fields.logged import DECLARED
from tasks.fields.task import LINKS
from tasks.models import Project, Task
from tasks.queries import claims, log
from tasks.queries.log import source_claim
from tasks.queries.thing_names import thing_names

_BATCH_READ = 200


class Wording:
    """Phrases for changes. `names`: what the ids in them are called (`wording_names`)."""

    def __init__(self, today: date, names: dict[str, str]) -> None:
        self.today, self.names = today, names

    def phrases(self, changes: list[Change]) -> list[Phrase]:
        """What the changes of one batch did to one task, or to one comment. A creation hides the rest."""
        if changes[0].kind == "comment":
            return self._words(changes[0])
        created = next((change for change in changes if change.verb == CREATED), None)
        if created is not None:
            change_kind = CHANGE_KIND_OF[created.kind, created.verb]
            return [Phrase((source_claim(changes[0]) and change_kind.from_file) or change_kind.words)]
        phrases: list[Phrase] = []
        for change in changes:
            phrases += self._words(change)
        return phrases + self._links(changes)

    def of_thing(self, change: Change) -> Phrase:
        """What happened to a project, label, member or workspace (one that `is_told_by_name`)."""
        phrases = self._words(change)
        if len(phrases) == 1:
            return phrases[0]
        changed = [field.word for field in DECLARED[change.kind][0] if field.column in change.after]
        if not changed:  # purged: the log keeps that it happened
            return Phrase("changed {it}")
        return Phrase("changed {fields} of {it}", {"fields": all_of(changed)})

    def _words(self, change: Change) -> list[Phrase]:
        words = CHANGE_KIND_OF[change.kind, change.verb].words
        if words or change.verb != EDITED:
            return [Phrase(words)] if words else []
        context = ChangeContext(self.names, self.today, change.before, change.after)
        return [
            phrase
            for field in DECLARED[change.kind][0]
            if field.column in context.changed and (phrase := field.describe(context))
        ]

    def _links(self, changes: list[Change]) -> list[Phrase]:
        phrases = []
        for verb, (one, many) in _LINK_PHRASES:
            names = [self._name(change) for change in changes if change.verb == verb and change.has_values]
            if names:
                phrases.append(Phrase(one if len(names) == 1 else many, {"names": all_of(names)}))
        return phrases

    def _name(self, change: Change) -> str:
        """The label or person of a change. A name from a file is isolated (U+2068, U+2069), and its source follows."""
        name = str((change.after or change.before)["name"])
        if not claims.names_by_file(change):
            return name
        source = source_claim(change) or self.names.get(f"{change.seq}.{change.n}") or "named in a file"
        return f"\u2068{name}\u2069 ({source})"


_LINK_PHRASES = [
    phrases for link in LINKS for phrases in ((link.put_on, link.put_on_words), (link.taken_off, link.taken_off_words))
]


def is_told_by_name(change: Change) -> bool:
    """Whether the words of a change name a project, label, member or workspace."""
    told = change.verb == EDITED or bool(CHANGE_KIND_OF[change.kind, change.verb].words)
    return told and change.kind not in ("task", "comment")


def batch_words(access: Access, batch: UUID, *, today: date) -> str:
    """What a batch did, for whoever undoes it: "completed “Buy milk”", "made 12 changes"; "" for an empty one."""
    changes = list(log.changes(access).filter(batch=batch).order_by("seq", "n")[:_BATCH_READ])
    if not changes:
        return ""
    return (
        _words_of_one_task(access, changes, today)
        or _words_of_one_thing(access, changes, today)
        or _words_of_many(access, batch, changes)
    )


def _words_of_one_task(access: Access, changes: list[Change], today: date) -> str:
    """What a batch did when all of it was about one task, or deleted or restored one; else ""."""
    top = changes[0]
    if not all(change.kind in ("task", "comment") for change in changes):
        return ""
    if top.verb not in (DELETED, RESTORED) and any(change.root_id != top.root_id for change in changes):
        return ""
    title = Task.objects.of(access).filter(id=top.root_id).values_list("title", flat=True).first()
    it = quoted(title) if title else "a task"
    wording = Wording(today, wording_names(access, changes))
    phrases = wording.phrases([change for change in changes if change.root_id == top.root_id])
    words = all_of([phrase.text(it) for phrase in phrases])
    return words or ("wrote a comment" if top.kind == "comment" else "")


def _words_of_one_thing(access: Access, changes: list[Change], today: date) -> str:
    """What a batch did when it was about one project, label, member or workspace, and created no task; else ""."""
    things = {change.object_id: change for change in changes if is_told_by_name(change)}
    if len(things) != 1 or any(_creates_task(change) for change in changes):
        return ""
    (thing,) = things.values()
    named, gone = THINGS[thing.kind]
    name = _name_of(access, thing)
    return Wording(today, {}).of_thing(thing).text(named.format(name=name) if name else gone)


def _words_of_many(access: Access, batch: UUID, changes: list[Change]) -> str:
    """How much a batch did. Long batches are counted in the log."""
    in_log = Change.objects.of(access).filter(batch=batch)
    if len(changes) == _BATCH_READ:
        added = in_log.filter(kind="task", verb=CREATED).count()
    else:
        added = sum(map(_creates_task, changes))
    if added > 1:
        return f"brought in {added:,} tasks" if source_claim(changes[0]) else f"added {added:,} tasks"
    return "made one change" if len(changes) == 1 else f"made {in_log.count():,} changes"


def _creates_task(change: Change) -> bool:
    return change.kind == "task" and change.verb == CREATED


def _name_of(access: Access, thing: Change) -> str:
    """The name of a project, label or member; "" when it no longer exists."""
    name, _ = thing_names(access, [thing]).get(thing.object_id, ("", ""))
    if thing.kind == "membership":
        return thing.before.get("name") or name
    return quoted(name) if name else ""


def wording_names(access: Access, changes: Iterable[Change]) -> dict[str, str]:
    """Names of the projects and parents in changes by id, and claims about people of files by "seq.n" (claims.py)."""
    changes = list(changes)
    ids_of: dict[str, set[str]] = {"project_id": set(), "parent_id": set()}
    for change in changes:
        if change.verb == EDITED:
            for name, ids in ids_of.items():
                ids |= {values[name] for values in (change.before, change.after) if values.get(name)}
    names = claims.claims_of(access, (change for change in changes if not source_claim(change)))
    if ids_of["project_id"]:
        projects = Project.objects.of(access).filter(id__in=ids_of["project_id"])
        names |= {str(identifier): name for identifier, name in projects.values_list("id", "name")}
    if ids_of["parent_id"]:
        parents = Task.objects.of(access).filter(id__in=ids_of["parent_id"])
        names |= {str(identifier): quoted(title) for identifier, title in parents.values_list("id", "title")}
    return names
