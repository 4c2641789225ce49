"""The preview: what an import would do, and the proposal for each choice, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from uuid import UUID

from accounts.models import Membership
from primetrade.callers import RequestUser
from primetrade.folding import fold_name, name_apart
from primetrade.tenancy import Tenant
from primetrade.text import NAME_LIMIT
from tasks.imports.choices import AND_LABEL, Choices, zone_of
from tasks.imports.cleaning import some_names
from tasks.imports.existing import ExistingTasks, match_existing
from tasks.imports.items import Items, LabelItem, ListItem, Note, PersonItem, TaskItem
from tasks.imports.values import comes, labels_of, lost_list_names
from tasks.models import Label

SAMPLE = 4


@dataclass(frozen=True, slots=True)
class ProposedList:
    """A list with its proposed status, the number of its cards, and the title of one as an example."""

    item: ListItem
    tasks: int
    example: str


@dataclass(frozen=True, slots=True)
class MatchedPerson:
    """A person of the source with the number of their tasks, and the member of the same name, if any."""

    item: PersonItem
    tasks: int
    user_id: UUID | None
    user_name: str


@dataclass(frozen=True)  # no slots: cached_property needs __dict__
class Preview:
    """What will be imported, what can't and why. `proposed` applies if the person changes nothing; labels and notes
    reflect `choices`, which are the proposed ones until replaced.

    `known` tasks exist already and will be updated. Of these, `to_restore` are restored from the trash, where an undo
    put them, and `known_in_trash`, put there by people, stay there unless chosen otherwise.
    """

    items: Items
    proposed: Choices
    choices: Choices
    tasks: int
    subtasks: int
    archived: int
    comments: int
    label_names: frozenset[str]
    existing: ExistingTasks
    lists: tuple[ProposedList, ...]
    people: tuple[MatchedPerson, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        added = (self.lost_names_note, None if self.items.own_ids else _no_ids_note(len(self.items.tasks)))
        return (*filter(None, added), *self.items.notes)

    @cached_property
    def lost_names_note(self) -> Note | None:
        """A note if any names of lists will be lost."""
        names = lost_list_names(self.items, self.choices)
        return _names_note(names) if names else None

    @property
    def list_labels(self) -> dict[str | None, str]:
        """List id → id of the label that keeps the list's name."""
        return self._labels[1]

    @property
    def labels(self) -> tuple[LabelItem, ...]:
        return self._labels[0]

    @cached_property
    def _labels(self) -> tuple[tuple[LabelItem, ...], dict[str | None, str]]:
        return labels_of(self.items, self.choices)

    @property
    def new_labels(self) -> tuple[LabelItem, ...]:
        return tuple(label for label in self.labels if fold_name(label.name) not in self.label_names)

    @cached_property
    def sample(self) -> tuple[TaskItem, ...]:
        """The first SAMPLE tasks that will be imported."""
        first = (task for task in self.items.tasks if task.parent_id is None and not task.archived)
        return tuple(islice((task for task in first if comes(task, self.choices)), SAMPLE))

    @property
    def known(self) -> int:
        return self.existing.count

    @property
    def known_here(self) -> int:
        return len(self.existing.active)

    @property
    def to_restore(self) -> int:
        return len(self.existing.trashed_by_undo)

    @property
    def known_in_trash(self) -> int:
        return len(self.existing.trashed_by_people)

    @property
    def unrecognised(self) -> int:
        """The number of lists whose name gives no status."""
        return sum(not row.item.recognised for row in self.lists)


def preview(items: Items, workspace: Tenant, *, user: RequestUser | None = None) -> Preview:
    """The preview of importing `items` into a workspace, in the time zone of `user`. At most 20 queries per 10,000
    tasks, and 20 more if those are in the trash.
    """
    parents = [task for task in items.tasks if task.parent_id is None]
    per_list = Counter(task.list_id for task in parents)
    examples: dict[str | None, str] = {}
    for task in parents:
        examples.setdefault(task.list_id, task.title)
    people = tuple(_people(items, workspace))
    existing = match_existing(items, workspace)
    home = existing.home
    proposed = Choices(
        board=items.board_id,
        project=str(home.id) if home and not home.trashed_by_people else "",
        project_name=name_apart(items.name, existing.project_names, NAME_LIMIT),
        statuses={row.source_id: row.status + AND_LABEL * row.keeps_name for row in items.lists},
        people={row.item.source_id: str(row.user_id or "") for row in people},
        zone=zone_of(user),
    )
    return Preview(
        items=items,
        proposed=proposed,
        choices=proposed,
        tasks=len(parents),
        subtasks=len(items.tasks) - len(parents),
        archived=sum(task.archived for task in parents),
        comments=sum(len(task.comments) for task in items.tasks),
        label_names=frozenset(_label_names(workspace)),
        existing=existing,
        lists=tuple(
            ProposedList(item, per_list[item.source_id], examples.get(item.source_id, ""))
            for item in sorted(items.lists, key=lambda row: not per_list[row.source_id])
        ),
        people=people,
    )


def _people(items: Items, workspace: Tenant) -> Iterable[MatchedPerson]:
    """Each person with the member of the same name, ignoring case; with none if two members share the name."""
    members = list(Membership.objects.of(workspace).values_list("user_id", "user__name"))
    same = Counter(fold_name(name) for _, name in members)
    by_name = {fold_name(name): (user, name) for user, name in members if same[fold_name(name)] == 1}
    counts = Counter(person for task in items.tasks for person in task.people)
    for person in items.people:
        user_id, name = by_name.get(fold_name(person.name), (None, ""))
        yield MatchedPerson(person, counts[person.source_id], user_id, name)


def _names_note(names: list[str]) -> Note:
    title = "The name of 1 list will be lost" if len(names) == 1 else f"The names of {len(names):,} lists will be lost"
    detail = f"{some_names(names)}: their tasks keep only the status. To keep a name, choose a status “and a label”."
    return Note(title, detail, len(names))


def _no_ids_note(tasks: int) -> Note:
    detail = (
        "The file gives its tasks no ids. Importing the same file again doubles nothing, but a changed file brings in "
        "all of its tasks again, as new ones."
    )
    return Note("Once the file changes, its tasks can’t be recognised", detail, tasks)


def _label_names(workspace: Tenant) -> Iterable[str]:
    return Label.objects.of(workspace).filter(deleted_at=None).values_list("name_folded", flat=True)
