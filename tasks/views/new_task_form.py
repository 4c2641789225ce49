"""The form of a new task. It only reads: the command checks and saves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from django import forms

from accounts.access import Access
from primetrade.forms import BoundedText
from primetrade.ids import is_id
from primetrade.text import TITLE_LIMIT
from primetrade.words import all_of
from tasks.fields.declaration import Field, Link
from tasks.fields.task import FIELDS
from tasks.queries import offers, references
from tasks.views import page_wording as wording
from tasks.views.declared_input import DeclaredInput
from tasks.views.pickers import PICKERS
from tasks.views.properties import PEOPLE_FIRST

_TYPED = {field.name: field for field in FIELDS if field.type.read is not None}
_LINKS = {link.name: link for link in PEOPLE_FIRST}
# What a URL may fill in.
_BRIEF = (*(name for name, field in _TYPED.items() if field.type.name != "markdown"), "project", "parent")
_BY_THEMSELVES = ("title", "description", "due_on", "due_time")  # in the template


class NewTaskForm(forms.Form):
    """The fields a task can be created with. Projects are chosen by key, what is linked by id, the parent by key."""

    project = forms.ChoiceField(required=False)
    parent = BoundedText(
        required=False,
        max_length=36,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=wording.PARENT_HELP,
    )

    sought = False

    def __init__(self, access: Access, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._access, self._projects = access, offers.every_project(access)
        links = {
            name: forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple) for name in _LINKS
        }
        self.fields = {name: DeclaredInput(field) for name, field in _TYPED.items()} | self.fields | links
        self._find = dict.fromkeys(_LINKS, "")
        self._offer("project", [(one["key"], one["name"]) for one in self._projects])
        for name in _LINKS:
            self._offer(name, [(one["id"], one["name"]) for one in self._chosen[name]])

    @staticmethod
    def beginning(asked: Any, filled: Mapping[str, list[str]]) -> dict[str, Any]:
        """The values that a URL fills in: `?project=PT&status=in_review`, and below these what a filter does."""
        usual = {field.name: field.type.options[0].word for field in _TYPED.values() if field.type.options}
        by_filter = {name: values if name in _LINKS else values[0] for name, values in filled.items()}
        return usual | by_filter | {name: asked[name][:TITLE_LIMIT] for name in _BRIEF if asked.get(name)}

    def clean_parent(self) -> UUID | None:
        text = str(self.cleaned_data["parent"])
        parent = references.typed_task(self._access, text) if text else None
        if text and parent is None:
            raise forms.ValidationError(wording.NO_SUCH_TASK.format(key=text))
        return parent

    def values(self) -> dict[str, Any]:
        """The arguments of create_task."""
        given = self.cleaned_data
        by_key = {one["key"]: UUID(one["id"]) for one in self._projects}
        return {name: given[name] for name in _TYPED if given[name] is not None} | {
            "project": by_key.get(given["project"]),
            "parent": given["parent"],
            **{name: [UUID(one) for one in given[name]] for name in _LINKS},
        }

    @property
    def shown(self) -> list[forms.BoundField]:
        """The declared fields that the template doesn't name, above the fold."""
        return [self[name] for name, field in _TYPED.items() if name not in _BY_THEMSELVES and not field.folded]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The declared fields below the fold."""
        return [self[name] for name, field in _TYPED.items() if field.folded]

    @property
    def folded_names(self) -> str:
        """What is below the fold."""
        declared: list[Field | Link] = [*_LINKS.values(), *(_TYPED[one.name] for one in self.folded)]
        names = all_of([*(one.word for one in declared), "parent"])
        return names[0].upper() + names[1:]

    @staticmethod
    def seeks(data: Any) -> bool:
        """Whether this is a search: sent by its button, or by Enter in its field, which names no button."""
        fields = [(data.get(f"find_{name}", ""), data.get(f"found_{name}", "")) for name in _LINKS]
        return "find" in data or ("create" not in data and any(now.strip() != before for now, before in fields))

    @classmethod
    def unsent(cls, access: Access, data: Any) -> NewTaskForm:
        """The form as typed so far, for a search for people or labels (`seeks`)."""
        typed = {name: data.get(name) for name in (*_TYPED, *cls.base_fields)}
        typed |= {name: data.getlist(name) for name in _LINKS}
        form = cls(access, initial={name: value for name, value in typed.items() if value})
        form._find = {name: data.get(f"find_{name}", "").strip() for name in _LINKS}
        form.sought = True
        return form

    @property
    def more_is_filled(self) -> bool:
        """Whether a field below the fold has a value or an error."""
        folded = [*(self[name] for name in (*_LINKS, "parent")), *self.folded]
        return self.sought or any(one.value() or one.errors for one in folded)

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """What new_task_boxes.html draws for each link: `rows`, chosen ones first when not all fit, and whether there
        are `more`.
        """
        focused = next((name for name in reversed(_LINKS) if self._find[name]), next(iter(_LINKS)))
        return [self._boxes(link) | {"focused": self.sought and link.name == focused} for link in _LINKS.values()]

    @cached_property
    def _chosen(self) -> dict[str, list[offers.OfferedValue]]:
        return {
            name: PICKERS[link.type.name].known(self._access, filter(is_id, self[name].value() or ()))
            for name, link in _LINKS.items()
        }

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _boxes(self, link: Link) -> dict[str, Any]:
        picker, find, chosen = PICKERS[link.type.name], self._find[link.name], self._chosen[link.name]
        ids = [one["id"] for one in chosen]
        offer = picker.read(self._access, find=find, chosen=ids)
        known = {one["id"] for one in offer.rows}
        rows = [*(one for one in chosen if one["id"] not in known), *offer.rows]
        return {
            "title": link.title,
            "kind": link.type.name,
            "field": self[link.name],
            "find": find,
            "ask": picker.ask,
            "rows": [one | {"chosen": one["id"] in ids} for one in rows],
            "more": offer.more,
            "none": picker.none_called(find) if find and not offer.rows else "",
        }
