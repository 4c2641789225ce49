"""The forms of projects, labels, workspaces and members. They only parse input: commands validate and save it."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from accounts.models.user import EMAIL_LIMIT
from primetrade.forms import BoundedText
from primetrade.text import NAME_LIMIT
from tasks.commands.labels import LABEL_NAME_LIMIT
from tasks.models.hues import Hue
from tasks.models.project import DESCRIPTION_LIMIT


class Lines(BoundedText):
    """Multi-line text. Browsers send line ends as CRLF; each is counted as one character."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class _EmailField(BoundedText, forms.EmailField):
    pass


class ProjectForm(forms.Form):
    """A project's name, colour and description."""

    name = BoundedText(max_length=NAME_LIMIT)
    colour = forms.ChoiceField(choices=Hue.choices, widget=forms.RadioSelect)
    description = Lines(required=False, max_length=DESCRIPTION_LIMIT, widget=forms.Textarea)


class NewProjectForm(ProjectForm):
    """A new project also has a key; if empty, the command derives it from the name."""

    key = BoundedText(
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=(
            "2 to 10 letters and digits. Tasks are named after it, such as PT-42, so it can’t be changed later. "
            "Without one, we make it from the name."
        ),
    )
    field_order = ("name", "key", "colour", "description")

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"]).upper()


class LabelForm(forms.Form):
    """A label's name and colour."""

    name = BoundedText(max_length=LABEL_NAME_LIMIT)
    colour = forms.ChoiceField(choices=Hue.choices, initial=Hue.GREY)


class WorkspaceForm(forms.Form):
    """A workspace's name."""

    name = BoundedText(max_length=NAME_LIMIT)


class MemberForm(forms.Form):
    """The email address of somebody with an account, and one of the `roles` that the caller may give."""

    email = _EmailField(max_length=EMAIL_LIMIT)
    role = forms.ChoiceField()

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["role"]).choices = roles
