"""Trello: the JSON of one board (Menu → Print, export and share → Export as JSON) to neutral items.

Cards become tasks, checklist entries subtasks, `commentCard` actions comments. What a task has no field for goes to the
end of its description (custom fields, attachment links) or into a note. Never read a card's `email`: whoever knows it
can post to the board.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tasks.imports.cleaning import Cleaner, is_web_address, link
from tasks.imports.errors import ForeignFileError, ImportFileError
from tasks.imports.evidence import with_evidence
from tasks.imports.formats.trello.custom_fields import CustomFields
from tasks.imports.formats.trello.foreign import foreign_json, looks_like_json, other_kind
from tasks.imports.formats.trello.labels import TrelloLabels
from tasks.imports.formats.trello.notes import DESCRIPTION_CHARACTERS, notes
from tasks.imports.items import CommentItem, Items, ListItem, PersonItem, TaskItem
from tasks.imports.parsing import MAX_ITEMS, Node, parse_json, shown
from tasks.imports.statuses import says_more, status_said
from tasks.models import Status

SOURCE = "trello"
MAX_LISTS = 3_000
TRELLO_BEGAN = datetime(2010, 1, 1, tzinfo=UTC)

_CREATING = ("createCard", "copyCard", "convertToCardFromCheckItem", "emailCard")
_PLAIN_CHECKLIST = ("checklist", "checkliste", "liste de controle", "to do", "todo")


def read(data: bytes) -> Items:
    """The items of a Trello export. Raises ForeignFileError for another kind of file, ImportFileError for a broken or
    too large one."""
    if not looks_like_json(data):
        raise ForeignFileError(other_kind(data))
    value = parse_json(data)
    if not isinstance(value, dict) or any(not isinstance(value.get(name), list) for name in ("cards", "lists")):
        raise ForeignFileError(foreign_json(value))
    return _Board(Node(value, "")).items()


@dataclass(slots=True)
class _Actions:
    """What the board's actions say about cards and checklist entries, by their ids; moves are by list id."""

    created: dict[str, datetime] = field(default_factory=dict)
    done: dict[str, datetime] = field(default_factory=dict)
    comments: defaultdict[str, list[CommentItem]] = field(default_factory=lambda: defaultdict(list))
    moved_from: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    moved_to: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    count: int = 0


class _Board:
    """The state while reading one board: its nodes, the objects they refer to, and counts for the notes."""

    def __init__(self, board: Node) -> None:
        self.board = board
        self.cleaner = Cleaner()
        self.counts: Counter[str] = Counter()
        self.lists: dict[str, ListItem] = {}
        self.people: dict[str, PersonItem] = {}
        self.actions = _Actions()

    def items(self) -> Items:
        self.lists = self._read_lists()
        self._read_people()
        self._read_actions()
        self.labels = TrelloLabels(self.board, self.cleaner, self.counts)
        self.custom_fields = CustomFields(self.board, self.cleaner)
        self.checklists = self._read_checklists()
        tasks = self._read_cards()
        description = self._description()
        self._count_what_stays_behind(tasks)
        return Items(
            source=SOURCE,
            board_id=self.board.id("id", default="") or self.board.id("shortLink", default="") or "board",
            name=self.cleaner.line(self.board.text("name", default="")) or "Trello board",
            own_ids=True,
            description=description,
            lists=with_evidence(
                self.lists.values(), tasks, moved_from=self.actions.moved_from, moved_to=self.actions.moved_to
            ),
            labels=self.labels.kept(),
            people=self._kept_people(tasks),
            tasks=tuple(tasks),
            notes=notes(self.counts, self.cleaner.changed, self.actions.count),
        )

    def _description(self) -> str:
        text = self.cleaner.block(self.board.text("desc", default=""))
        if len(text) > DESCRIPTION_CHARACTERS:
            self.counts["board description"] += 1
            text = text[: DESCRIPTION_CHARACTERS - 1] + "…"
        return text

    # Lists, labels, people

    def _read_lists(self) -> dict[str, ListItem]:
        lists: dict[str, ListItem] = {}
        for node in sorted(self.board.nodes("lists", limit=MAX_LISTS), key=lambda node: node.number("pos")):
            name = self.cleaner.line(node.text("name", default="")) or "List without a name"
            said = status_said(name)
            source_id = _once(node, lists)
            lists[source_id] = ListItem(
                source_id, name, node.flag("closed"), said or Status.TODO.value, bool(said), says_more(name)
            )
        return lists

    def _read_people(self) -> None:
        for node in self.board.nodes("members"):
            person = self._person(node)
            self.people[person.source_id] = person

    def _kept_people(self, tasks: list[TaskItem]) -> tuple[PersonItem, ...]:
        """The people with at least one card; other members of the board are left out."""
        assigned = {person for task in tasks for person in task.people}
        return tuple(person for source_id, person in self.people.items() if source_id in assigned)

    def _person(self, node: Node) -> PersonItem:
        username = self.cleaner.line(node.text("username", default=""))
        name = self.cleaner.line(node.text("fullName", default="")) or username or "Somebody"
        return PersonItem(node.id("id"), name, username)

    # Actions

    def _read_actions(self) -> None:
        for node in self.board.nodes("actions"):
            self.actions.count += 1
            kind = node.text("type", default="")
            at = node.moment("date")
            data = node.node("data") or Node({}, f"{node.place}.data")
            author = self._author(node)
            card = data.node("card")
            card_id = card.id("id", default="") if card else ""
            if at is None or not card_id:
                continue
            if kind in _CREATING:
                self.actions.created[card_id] = min(at, self.actions.created.get(card_id, at))
            elif kind in ("commentCard", "copyCommentCard"):
                self._read_comment(node, data, card_id, author, at)
            elif kind == "updateCard" and (data.has("listAfter") or (card and card.flag("dueComplete"))):
                self.actions.done[card_id] = max(at, self.actions.done.get(card_id, at))
                for name, moved in (("listBefore", self.actions.moved_from), ("listAfter", self.actions.moved_to)):
                    if place := data.node(name):
                        moved[place.id("id", default="")].add(card_id)
            elif kind == "updateCheckItemStateOnCard":
                entry = data.node("checkItem")
                if entry and entry.text("state", default="") == "complete":
                    entry_id = entry.id("id")
                    self.actions.done[entry_id] = max(at, self.actions.done.get(entry_id, at))

    def _author(self, node: Node) -> str:
        """The name of the action's author. Also remembers people who left the board but still have cards."""
        for name in ("member", "memberCreator"):
            member = node.node(name)
            if member is not None:
                person = self._person(member)
                self.people.setdefault(person.source_id, person)
        author = self.people.get(node.id("idMemberCreator", default=person.source_id if member else ""))
        return author.name if author else "Somebody"

    def _read_comment(self, node: Node, data: Node, card_id: str, author: str, at: datetime) -> None:
        original = self.people.get(data.id("idOriginalCommenter", default=""))
        body = self.cleaner.cut(self.cleaner.block(data.text("text", default="")), "comments")
        if body:
            comment = CommentItem(node.id("id"), original.name if original else author, at, body)
            self.actions.comments[card_id].append(comment)

    # Checklists and cards

    def _read_checklists(self) -> dict[str, list[tuple[str, Node]]]:
        """Card id → its checklist entries in order, each with its future title."""
        by_card: defaultdict[str, list[Node]] = defaultdict(list)
        for checklist in self.board.nodes("checklists"):
            by_card[checklist.id("idCard", default="")].append(checklist)
        entries: dict[str, list[tuple[str, Node]]] = {}
        count = 0
        for card_id, checklists in by_card.items():
            entries[card_id] = []
            for checklist in sorted(checklists, key=lambda node: node.number("pos")):
                name = self.cleaner.line(checklist.text("name", default=""))
                plain = not name or (len(checklists) == 1 and name.casefold() in _PLAIN_CHECKLIST)
                prefix = "" if plain else f"{name}: "
                nodes = sorted(checklist.nodes("checkItems"), key=lambda node: node.number("pos"))
                entries[card_id] += [(prefix + node.text("name", default=""), node) for node in nodes]
                count += len(nodes)
        if count > MAX_ITEMS:
            raise ImportFileError(f"The checklists have {count:,} entries; at most {MAX_ITEMS:,} are read.")
        return entries

    def _read_cards(self) -> list[TaskItem]:
        places = {list_id: index for index, list_id in enumerate(self.lists)}
        seen: set[str] = set()
        cards: list[tuple[tuple[int, float], list[TaskItem]]] = []
        for node in self.board.nodes("cards"):
            card = self._card(node, _once(node, seen))
            seen.add(card.source_id)
            order = (places.get(card.list_id or "", len(places)), node.number("pos"))
            cards.append((order, [card, *self._entries(card, seen)]))
        cards.sort(key=lambda card: card[0])
        return [task for _, tasks in cards for task in tasks]

    def _card(self, node: Node, source_id: str) -> TaskItem:
        created = self.actions.created.get(source_id) or _time_in(source_id)
        title, rest = self._title(node.text("name", default=""), created)
        body = "\n\n".join(part for part in (rest, self.cleaner.block(node.text("desc", default=""))) if part)
        tail = "\n\n".join(part for part in (self.custom_fields.block(node), self._attachments(node)) if part)
        placed = self.lists.get(node.id("idList", default=""))
        if placed is None:
            self.counts["cards without a list"] += 1
        self._count_oddities(node)
        comments = sorted(self.actions.comments.pop(source_id, ()), key=lambda comment: comment.at)
        badges = node.node("badges")
        self.counts["missing comments"] += max(0, badges.count("comments") - len(comments)) if badges else 0
        return TaskItem(
            source_id=source_id,
            title=title,
            description=self.cleaner.cut(body, "descriptions", tail),
            list_id=placed.source_id if placed else None,
            archived=node.flag("closed") or bool(placed and placed.archived),
            completed=node.flag("dueComplete"),
            created_at=created,
            done_at=self.actions.done.get(source_id) or node.moment("dateLastActivity") or created,
            due=node.moment("due"),
            start=node.moment("start"),
            labels=self.labels.on(node),
            people=self._known_people(node.ids("idMembers")),
            comments=tuple(comments),
        )

    def _entries(self, card: TaskItem, seen: set[str]) -> list[TaskItem]:
        """A card's checklist entries, as subtasks."""
        entries = []
        for text, node in self.checklists.pop(card.source_id, ()):
            source_id = _once(node, seen)
            seen.add(source_id)
            created = _time_in(source_id)
            title, rest = self._title(text, created)
            member = node.id("idMember", default="")
            entries.append(
                TaskItem(
                    source_id=source_id,
                    title=title,
                    description=self.cleaner.cut(rest, "descriptions"),
                    parent_id=card.source_id,
                    archived=card.archived,
                    completed=node.text("state", default="") == "complete",
                    created_at=created or card.created_at,
                    done_at=self.actions.done.get(source_id) or card.done_at,
                    due=node.moment("due"),
                    people=self._known_people([member] if member else []),
                )
            )
        return entries

    def _title(self, text: str, created: datetime | None) -> tuple[str, str]:
        title, rest = self.cleaner.title(text)
        if not title:
            self.counts["untitled"] += 1
            title = f"Untitled, {created.day} {created:%B %Y}" if created else "Untitled"
        return title, rest

    def _known_people(self, ids: Iterable[str]) -> tuple[str, ...]:
        people = dict.fromkeys(ids)
        self.counts["unknown people"] += sum(person not in self.people for person in people)
        return tuple(person for person in people if person in self.people)

    def _attachments(self, node: Node) -> str:
        lines = []
        for attachment in node.nodes("attachments"):
            url = self.cleaner.line(attachment.text("url", default=""), limit=2_000)
            name = self.cleaner.line(attachment.text("name", default="")) or url
            if name:
                lines.append(f"- {link(name, url)}")
            self.counts["attachments" if is_web_address(url) else "attachments without an address"] += 1
        return "\n".join(["**Attachments in Trello**", "", *lines]) if lines else ""

    # Counts of what is not imported

    def _count_oddities(self, node: Node) -> None:
        self.counts["templates"] += node.flag("isTemplate")
        self.counts["votes"] += sum(1 for _ in node.ids("idMembersVoted"))
        self.counts["places"] += any(node.has(name) for name in ("coordinates", "address", "locationName"))
        self.counts["stickers"] += sum(1 for _ in node.nodes("stickers"))
        self.counts["power-ups"] += sum(1 for _ in node.nodes("pluginData"))

    def _count_what_stays_behind(self, tasks: list[TaskItem]) -> None:
        self.counts["archived"] = sum(task.archived and task.parent_id is None for task in tasks)
        self.counts["orphaned comments"] = sum(len(comments) for comments in self.actions.comments.values())
        self.counts["orphaned entries"] = sum(len(entries) for entries in self.checklists.values())
        self.counts["custom values"] = self.custom_fields.unknown


def _once(node: Node, seen: Container[str]) -> str:
    """The node's id. Raises ImportFileError if an earlier node has the same."""
    source_id = node.id("id")
    if source_id in seen:
        raise ImportFileError(f"{node.place}.id is “{shown(source_id)}”, which an earlier entry has already.")
    return source_id


def _time_in(source_id: str) -> datetime | None:
    """When Trello created this id: its first eight hex digits are seconds since 1970. None if that is implausible."""
    try:
        moment = datetime.fromtimestamp(int(source_id[:8], 16), UTC)
    except ValueError:
        return None
    return moment if len(source_id) == 24 and TRELLO_BEGAN < moment <= datetime.now(UTC) else None
