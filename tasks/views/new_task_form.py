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
from tasks.fields.task import FIELDS
from tasks.queries import offers, references
from tasks.views import page_wording as wording
from tasks.views.declared_input import DeclaredInput
from tasks.views.pickers import LABELS, PEOPLE, Picker

_TYPED = {field.name: field for field in FIELDS if field.type.read is not None}
_SETS = ("assignees", "labels")
# What a URL may fill in.
_BRIEF = (*(name for name, field in _TYPED.items() if field.type.name != "markdown"), "project", "parent")
_BY_THEMSELVES = ("title", "description", "due_on", "due_time")  # in the template


class NewTaskForm(forms.Form):
    """The fields a task can be created with. Projects are chosen by key, people and labels by id, the parent by key."""

    project = forms.ChoiceField(required=False)
    assignees = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    labels = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    parent = BoundedText(
        required=False,
        max_length=36,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=wording.PARENT_HELP,
    )

    find_people = find_labels = ""
    sought = False

    def __init__(self, access: Access, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._access, self._projects = access, offers.every_project(access)
        self.fields = {name: DeclaredInput(field) for name, field in _TYPED.items()} | self.fields
        self._offer("project", [(one["key"], one["name"]) for one in self._projects])
        for name, known in (("assignees", self._chosen_people), ("labels", self._chosen_labels)):
            self._offer(name, [(one["id"], one["name"]) for one in known])

    @staticmethod
    def beginning(asked: Any, filled: Mapping[str, list[str]]) -> dict[str, Any]:
        """The values that a URL fills in: `?project=PT&status=in_review`, and below these what a filter does."""
        usual = {field.name: field.type.options[0].word for field in _TYPED.values() if field.type.options}
        by_filter = {name: values if name in _SETS else values[0] for name, values in filled.items()}
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
            "assignees": [UUID(one) for one in given["assignees"]],
            "labels": [UUID(one) for one in given["labels"]],
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
        return all_of(["Assignees", "labels", *(_TYPED[one.name].word for one in self.folded), "parent"])

    @staticmethod
    def seeks(data: Any) -> bool:
        """Whether this is a search: sent by its button, or by Enter in its field, which names no button."""
        fields = [(data.get(f"find_{name}", ""), data.get(f"found_{name}", "")) for name in ("people", "labels")]
        return "find" in data or ("create" not in data and any(now.strip() != before for now, before in fields))

    @classmethod
    def unsent(cls, access: Access, data: Any) -> NewTaskForm:
        """The form as typed so far, for a search for people or labels (`seeks`)."""
        typed = {name: data.getlist(name) if name in _SETS else data.get(name) for name in (*_TYPED, *cls.base_fields)}
        form = cls(access, initial={name: value for name, value in typed.items() if value})
        form.find_people, form.find_labels = data.get("find_people", "").strip(), data.get("find_labels", "").strip()
        form.sought = True
        return form

    @property
    def more_is_filled(self) -> bool:
        """Whether a field below the fold has a value or an error."""
        folded = [*(self[name] for name in ("assignees", "labels", "parent")), *self.folded]
        return self.sought or any(one.value() or one.errors for one in folded)

    @cached_property
    def people(self) -> dict[str, Any]:
        """What new_task_boxes.html draws: `rows`, chosen ones first when not all fit, and whether there are `more`."""
        boxes = self._boxes(PEOPLE, "people", self.find_people, self._chosen_people)
        return boxes | {"field": self["assignees"], "focused": self.sought and not self.find_labels}

    @cached_property
    def marks(self) -> dict[str, Any]:
        """The same for labels."""
        boxes = self._boxes(LABELS, "labels", self.find_labels, self._chosen_labels)
        return boxes | {"field": self["labels"], "focused": bool(self.find_labels)}

    @cached_property
    def _chosen_people(self) -> list[offers.OfferedValue]:
        return offers.people_by_id(self._access, filter(is_id, self["assignees"].value() or ()))

    @cached_property
    def _chosen_labels(self) -> list[offers.OfferedValue]:
        return offers.labels_by_id(self._access, filter(is_id, self["labels"].value() or ()))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _boxes(self, picker: Picker, name: str, find: str, chosen: list[offers.OfferedValue]) -> dict[str, Any]:
        ids = [one["id"] for one in chosen]
        offer = picker.read(self._access, find=find, chosen=ids)
        known = {one["id"] for one in offer.rows}
        rows = [*(one for one in chosen if one["id"] not in known), *offer.rows]
        return {
            "name": name,
            "find": find,
            "ask": picker.ask,
            "rows": [one | {"chosen": one["id"] in ids} for one in rows],
            "more": offer.more,
            "none": picker.none_called(find) if find and not offer.rows else "",
        }
