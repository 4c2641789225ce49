"""The form of a new task. It only reads: the command checks and saves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from accounts.access import Access
from primetrade.text import MARKDOWN_BYTES, TITLE_LIMIT
from primetrade.words import PRIORITY_NAMES, PRIORITY_WORDS, STATUS_NAMES
from tasks.queries import detail, references

_BRIEF = ("title", "project", "status", "priority", "due_on", "parent")  # what an address may fill in beforehand


class NewTaskForm(forms.Form):
    """Everything a task can begin with. Projects are chosen by key, people and labels by id, the parent by its key."""

    title = forms.CharField(max_length=TITLE_LIMIT, error_messages={"required": "Say what has to be done."})
    description = forms.CharField(required=False, max_length=MARKDOWN_BYTES, strip=False, widget=forms.Textarea)
    project = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False, choices=list(STATUS_NAMES.items()))
    priority = forms.ChoiceField(required=False, choices=list(zip(PRIORITY_WORDS, PRIORITY_NAMES, strict=True)))
    due_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    due_time = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    assignees = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    labels = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    parent = forms.CharField(required=False, max_length=36)

    def __init__(self, access: Access, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._access, self.offered = access, detail.choices(access)
        self._offer("project", [(one["key"], one["name"]) for one in self.offered.projects])
        self._offer("assignees", [(one["id"], one["name"]) for one in self.offered.members])
        self._offer("labels", [(one["id"], one["name"]) for one in self.offered.labels])

    @staticmethod
    def beginning(asked: Any) -> dict[str, Any]:
        """The values that an address fills in: `?project=PT&status=in_review`."""
        chosen = {name: asked[name][:TITLE_LIMIT] for name in _BRIEF if asked.get(name)}
        return {"status": "todo", "priority": "none"} | chosen

    def clean_parent(self) -> UUID | None:
        text = str(self.cleaned_data["parent"])
        found = references.typed_task(self._access, text) if text else None
        if text and found is None:
            raise forms.ValidationError(f"There is no task {text} here.")
        return found

    def values(self) -> dict[str, Any]:
        """The arguments of create_task."""
        given = self.cleaned_data
        by_key = {one["key"]: UUID(one["id"]) for one in self.offered.projects}
        return {
            "title": given["title"],
            "description": given["description"],
            "project": by_key.get(given["project"]),
            "status": given["status"] or "todo",
            "priority": PRIORITY_WORDS.index(given["priority"] or "none"),
            "due_on": given["due_on"],
            "due_time": given["due_time"],
            "parent": given["parent"],
            "assignees": [UUID(one) for one in given["assignees"]],
            "labels": [UUID(one) for one in given["labels"]],
        }

    def chosen(self, name: str) -> set[str]:
        return set(self[name].value() or ())

    @property
    def people(self) -> list[dict[str, Any]]:
        return [one | {"chosen": one["id"] in self.chosen("assignees")} for one in self.offered.members]

    @property
    def marks(self) -> list[dict[str, Any]]:
        return [one | {"chosen": one["id"] in self.chosen("labels")} for one in self.offered.labels]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
