"""The types of declarations: of fields, of links, and of columns that people don't set."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice: as stored (`value`), as the API and URLs write it (`word`), as people read it (`name`)."""

    value: Any
    word: str
    name: str


def _same(value: Any) -> Any:
    return value


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class ValueType:
    """How values of one type are checked, read, written and worded.

    `check` and `read` also get the field's name, for error messages.
    """

    name: str
    check: Callable[[str, Any], Any]  # a value → the value to store; raises InvalidInput
    read: Callable[[str, str], Any] | None = None  # a form's text → a value; None: it names an object to look up
    write: Callable[[Any], str] = _as_text  # a value → a form's text
    words: Callable[[Any], str] = str  # a value (never an empty one) as people read it
    in_sentence: Callable[[Any, date], str] | None = None  # the same within a sentence, given today; None: `words`
    from_json: Callable[[Any], Any] = _same
    to_json: Callable[[Any], Any] = _same
    from_log: Callable[[Any], Any] = _same
    log_to_json: Callable[[Any], Any] = _same  # a logged value → JSON, short for `from_log` and `to_json`
    options: tuple[Option, ...] = ()
    nothing: Any = None  # counts as no value, like None and ""
    as_object: bool = False  # an id: the API's changes show the object it refers to
    several: str = ""  # the name of a list of such values, as `GET /api/fields` says it
    bounds: Mapping[str, str | int] = field(default_factory=dict, hash=False)  # attributes of an input: maxlength, min

    def is_nothing(self, value: Any) -> bool:
        return value is None or value in ("", self.nothing)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What happened to an object: "moved {it} to {new}". `{it}` is the object; `values` fill the other placeholders."""

    message: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_it(self) -> bool:
        return "{it}" in self.message

    def text(self, it: str) -> str:
        """Plain text, with `it` for the object."""
        return self.message.format(it=it, **self.values)

    def html(self, it: SafeString) -> SafeString:
        """Safe HTML, with `it` for the object: the values are escaped."""
        return format_html(self.message, it=it, **self.values)


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """A change to be worded: names by id, today's date, and the logged values before and after."""

    names: Mapping[str, str]
    today: date
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def changed(self) -> frozenset[str]:
        return frozenset(self.before) | frozenset(self.after)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Messages for a value that was set, removed or changed; `{new}` and `{old}` are the values in words."""

    added: str
    removed: str
    changed: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a value that people and programs set. Forms and menus are made from the fields of tasks alone."""

    name: str  # in commands, forms and the API
    title: str
    type: ValueType
    sentence: Sentences | Callable[[Field, ChangeContext], Phrase | None]
    icon: str = "edit"  # "" for status and priority alone, whose values have marks of their own
    required: bool = False
    label: str = ""  # a shorter title, beside the value
    key: str = ""  # the keyboard shortcut that opens its menu
    key_words: str = ""  # the same in the list of keys
    columns: tuple[str, ...] = ()  # of the model: its own first, then those changed and undone with it
    unfiltered: str = ""  # why lists can't be filtered by it
    imported: bool = False  # whether imports set it
    folded: bool = False  # below the fold of the form of a new task, because few tasks begin with it
    fixed: bool = False  # set once, when the object is made
    moves: bool = False  # it places the task: tasks/commands/task_moves.py sets it in a separate step

    @property
    def column(self) -> str:
        return self.columns[0] if self.columns else self.name

    @property
    def word(self) -> str:
        """The title as used within a sentence."""
        return self.title[0].lower() + self.title[1:]

    def describe(self, context: ChangeContext) -> Phrase | None:
        """The phrase for this field's part of a change; None where another field's phrase covers it."""
        if not isinstance(self.sentence, Sentences):
            return self.sentence(self, context)
        old, new = self._in_words(context.before, context.today), self._in_words(context.after, context.today)
        message = self.sentence.removed if not new else self.sentence.changed if old else self.sentence.added
        return Phrase(message, {"old": old, "new": new})

    def _in_words(self, side: Mapping[str, Any], today: date) -> str:
        logged = side.get(self.column)
        value = None if logged is None else self.type.from_log(logged)
        if self.type.is_nothing(value):
            return ""
        return self.type.in_sentence(value, today) if self.type.in_sentence else self.type.words(value)


@dataclass(frozen=True, slots=True)
class Link:
    """Objects that a task can have many of, such as labels. Each one added or removed is a separate change.

    The log keeps the object's id and name; someone known only by name from an import has no id.
    """

    name: str
    one: str  # the singular, in forms (`label_add`) and in the API's changes
    title: str
    icon: str
    type: ValueType  # what the objects are: labels, people
    model: Any  # of the link's rows
    logged_as: str  # the log's name for an object's id, and the link's name for the object
    existing: Callable[[Any, Collection[Any]], QuerySet[Any]]  # given a workspace and ids: the ids that can be added
    gone: str  # the message that one can't be added again, with its `{name}`
    put_on: str  # the verb for adding one
    taken_off: str
    put_on_words: tuple[str, str]  # in history, for one and for several `{names}`
    taken_off_words: tuple[str, str]
    label: str = ""
    key: str = ""
    key_words: str = ""
    unfiltered: str = ""  # why lists can't be filtered by it

    @property
    def word(self) -> str:
        """The title as used within a sentence."""
        return self.title[0].lower() + self.title[1:]

    @property
    def table(self) -> str:
        """The table of the link's rows."""
        return str(self.model._meta.db_table)

    @property
    def column(self) -> str:
        """The column of the link's rows with the id of the linked object."""
        return f"{self.logged_as}_id"

    def id_of(self, row: Any) -> UUID | None:
        """The id of the object that a row links; None for somebody known only by name."""
        identifier: UUID | None = getattr(row, self.column)
        return identifier

    def name_of(self, row: Any) -> str:
        """Its name; the object is read with the row."""
        linked = getattr(row, self.logged_as)
        return str(linked.name if linked else row.name)

    def logged(self, identifier: UUID | str | None, name: str) -> dict[str, Any]:
        """What the log keeps of an object that is added or removed."""
        return {self.logged_as: identifier and str(identifier), "name": name}

    def row(self, logged: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of the link's row that identify a logged object."""
        identifier = logged[self.logged_as]
        named = {} if identifier else {"name": logged["name"]}
        return {self.column: identifier} | named

    def identity(self, logged: Mapping[str, Any]) -> str:
        """What identifies a logged object: its id, or `name:` and the name of somebody who has none."""
        return str(logged[self.logged_as] or f"name:{logged['name']}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that people don't set; `why` says what it is for.

    `type` is None if the column is not logged; `word` is its name in messages of undo.
    """

    name: str
    type: ValueType | None = None
    word: str = ""
    why: str = ""
