"""What the declaration of a field, of a link and of a column that nobody types says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice: as it is stored, as programs and addresses write it, as people read it."""

    value: Any
    word: str
    name: str


def _same(value: Any) -> Any:
    return value


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the values of one kind have in common. `check` and `read` get the field's name too, for what they refuse."""

    name: str
    check: Callable[[str, Any], Any]  # a value → the one that is kept; raises InvalidInput
    read: Callable[[str, str], Any] | None = None  # a form's text → a value; None: it names something to be looked up
    write: Callable[[Any], str] = _as_text  # a value → a form's text
    words: Callable[[Any], str] = str  # a value that is there, for people
    in_sentence: Callable[[Any, date], str] | None = None  # the same within a sentence, today; None: `words`
    from_json: Callable[[Any], Any] = _same
    to_json: Callable[[Any], Any] = _same
    from_log: Callable[[Any], Any] = _same
    log_to_json: Callable[[Any], Any] = _same  # without the way over the value, where the log has it as the API says it
    options: tuple[Option, ...] = ()
    nothing: Any = None  # what else than None and "" counts as no value
    as_object: bool = False  # the API's changes say what the id stands for

    def is_nothing(self, value: Any) -> bool:
        return value is None or value in ("", self.nothing)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What happened to a task: "moved {it} to {new}". `values` fill the named places, all but `{it}`, the task."""

    message: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_task(self) -> bool:
        return "{it}" in self.message

    def text(self, it: str) -> str:
        """Plain text, with `it` for the task."""
        return self.message.format(it=it, **self.values)

    def html(self, it: SafeString) -> SafeString:
        """Safe HTML, with `it` for the task: the values are escaped."""
        return format_html(self.message, it=it, **self.values)


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """A change of a task that is put into words: what ids are called, today's date, both sides of the change."""

    names: Mapping[str, str]
    today: date
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def changed(self) -> frozenset[str]:
        return frozenset(self.before) | frozenset(self.after)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Messages for a value that came, went or changed; `{new}` and `{old}` are its words, `{it}` the task."""

    came: str
    went: str
    changed: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a value that people and programs set."""

    name: str  # in commands, forms and the API
    title: str
    icon: str  # "" where each value has a drawing of its own
    kind: Kind
    said: Sentences | Callable[[Field, ChangeContext], Phrase | None]
    required: bool = False
    label: str = ""  # a shorter title, beside the value
    key: str = ""  # the key that opens its menu
    columns: tuple[str, ...] = ()  # of the model: its own first, then those that change, and go back, with it
    filters: tuple[str, ...] = ()  # parameters of a list that ask for it
    unfiltered: str = ""  # why there are none
    sort: str = ""  # how lists name the order by it
    imported: bool = False  # whether files bring it
    moves: bool = False  # it says where the task stands: tasks/commands/tasks.py sets it by a step of its own

    @property
    def column(self) -> str:
        return self.columns[0] if self.columns else self.name

    @property
    def word(self) -> str:
        """Its title within a sentence."""
        return self.title[0].lower() + self.title[1:]

    def say(self, context: ChangeContext) -> Phrase | None:
        """What a change did to it; None where another field's phrase says so."""
        if not isinstance(self.said, Sentences):
            return self.said(self, context)
        old, new = self._told(context.before, context.today), self._told(context.after, context.today)
        sentence = self.said.went if not new else self.said.changed if old else self.said.came
        return Phrase(sentence, {"old": old, "new": new})

    def _told(self, side: Mapping[str, Any], today: date) -> str:
        logged = side.get(self.column)
        value = None if logged is None else self.kind.from_log(logged)
        if self.kind.is_nothing(value):
            return ""
        return self.kind.in_sentence(value, today) if self.kind.in_sentence else self.kind.words(value)


@dataclass(frozen=True, slots=True)
class Link:
    """Things of which a task has many: put on and taken off one by one, each a change of its own."""

    name: str
    one: str  # one of them, in forms (`label_add`) and in the API's changes
    title: str
    icon: str
    model: type[Any]
    put_on: str  # the verbs
    taken_off: str
    said: Mapping[str, tuple[str, str]]  # verb → how history says it of one and of many, called `{names}`
    row: Callable[[Mapping[str, Any]], dict[str, Any]]  # what the log keeps of one → the columns of its row
    label: str = ""
    key: str = ""
    filters: tuple[str, ...] = ()
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is no field of a task: one of something else, or one that nobody sets, and then why it is there.

    `kind` is None where the log does not keep it; `word` is what undo calls it.
    """

    name: str
    kind: Kind | None = None
    word: str = ""
    why: str = ""
