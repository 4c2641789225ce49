"""What people read stands whole, in templates and wording modules: so that languages can follow."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from accounts.commands.register import clean_email_address
from accounts.forms import NewWorkspaceForm, OwnPasswordForm, ProfileForm, SignInForm, SignUpForm
from primetrade.errors import InvalidInput
from primetrade.forms import BoundedText
from primetrade.text import clean_line
from tasks.forms import LabelForm, MemberForm, NewProjectForm, WorkspaceForm
from tasks.views.new_task_form import NewTaskForm

APPS = ("accounts", "tasks", "dashboard")
SAMPLES = "tasks/views/styleguide.py"  # invented data, which nobody translates
THREE_WORDS = re.compile(r"[A-Za-z’'{}]+ [a-z’'{}]+,? [a-z’'{}]+")
LITERAL_WORD = re.compile(r"[a-z]{2}")
SQL = re.compile(r"\b[A-Z]{2,}\b")


def _modules(*patterns: str) -> Iterator[Path]:
    for app in APPS:
        for pattern in patterns:
            yield from (settings.BASE_DIR / app).rglob(pattern)


def _name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings; places of an f-string as {}."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def _literals(text: ast.JoinedStr) -> list[ast.Constant]:
    return [part for part in text.values if isinstance(part, ast.Constant)]


def test_no_view_holds_a_sentence() -> None:
    views = [path for path in _modules("views/*.py", "views.py") if not path.stem.endswith("_wording")]
    held = [
        f"{_name(path)}:{line}: {text}"
        for path in views
        if _name(path) != SAMPLES
        for line, text in _texts(ast.parse(path.read_text()))
        if THREE_WORDS.search(text) and LITERAL_WORD.search(text)
    ]
    assert len(views) > 40
    assert held == []


def test_no_sentence_is_glued_from_a_choice_of_words() -> None:
    """A choice between words within a text is a choice between two whole texts."""
    glued = [
        f"{_name(path)}:{place.lineno}"
        for path in _modules("*.py")
        if "migrations" not in path.parts
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr) and any(" " in str(part.value) for part in _literals(text))
        for place in text.values
        if isinstance(place, ast.FormattedValue) and isinstance(place.value, ast.IfExp)
        for word in (place.value.body, place.value.orelse)
        if isinstance(word, ast.Constant) and LITERAL_WORD.search(str(word.value))
    ]
    assert glued == []


def test_no_sentence_is_glued_from_a_piece_in_a_variable() -> None:
    """A text is not whole that begins in another text of the function, or that `+` continues."""
    glued = [
        f"{_name(path)}:{node.lineno}"
        for path in _modules("*.py")
        if "migrations" not in path.parts
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for pieces in [_pieces_of_sentences(function)]
        for node in ast.walk(function)
        if _goes_on(node, pieces)
    ]
    assert glued == []


def _pieces_of_sentences(function: ast.FunctionDef) -> set[str]:
    """The variables of a function that are given a text of several words, which is no SQL."""
    return {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.JoinedStr) and _is_worded(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _goes_on(node: ast.AST, pieces: set[str]) -> bool:
    if isinstance(node, ast.JoinedStr):
        held = {
            place.value.id
            for place in node.values
            if isinstance(place, ast.FormattedValue) and isinstance(place.value, ast.Name)
        }
        return bool(held & pieces) and _is_worded(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return all(isinstance(side, ast.JoinedStr) and _is_worded(side) for side in (node.left, node.right))
    return False


def _is_worded(text: ast.JoinedStr) -> bool:
    literal = "".join(str(part.value) for part in _literals(text))
    return bool(re.search(r"[a-z]{2,} |\s[a-z]{2,}", literal)) and not SQL.search(literal)


FORMS = (
    NewWorkspaceForm, OwnPasswordForm, ProfileForm, SignUpForm, LabelForm, MemberForm, NewProjectForm, WorkspaceForm,
    NewTaskForm,
)  # fmt: skip
BOUNDED = [
    (form, name)
    for form in FORMS
    for name, field in form.base_fields.items()
    if getattr(field, "max_length", None) is not None
    and (form, name) != (SignUpForm, "email")  # allauth's, which the form replaces by ours
]


@pytest.mark.parametrize(("form", "name"), BOUNDED, ids=lambda value: getattr(value, "__name__", value))
def test_a_text_that_is_too_long_for_a_form_is_refused_in_the_words_of_commands(
    form: type[forms.Form], name: str
) -> None:
    field = form.base_fields[name]
    assert isinstance(field, BoundedText)

    with pytest.raises(forms.ValidationError) as refused:
        field.clean("x" * (field.max_length + 7))

    with pytest.raises(InvalidInput) as by_command:
        clean_line("x" * (field.max_length + 7), field=name, limit=field.max_length)
    assert refused.value.messages == by_command.value.errors[name]


def test_an_address_and_a_password_that_are_too_long_are_refused_in_the_same_words(db: None) -> None:
    form = SignInForm({"login": "x" * 300, "password": "x" * 300})

    assert form.errors["login"] == ["Use at most 254 characters; this has 300."]
    assert form.errors["password"] == [f"Use at most {settings.PASSWORD_MAX_LENGTH:,} characters; this has 300."]
    with pytest.raises(InvalidInput, match="Use at most 254 characters; this has 300"):
        clean_email_address("x" * 300)
