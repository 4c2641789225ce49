"""The URLs of a task's forms and links."""

from __future__ import annotations

from django.urls import reverse

from tasks.queries.detail import FullTask

_FORMS = ("edit", "delete", "restore", "subtasks", "comments", "boxes")


def urls_of(slug: str, task: FullTask) -> dict[str, str]:
    """URLs by name; empty for a missing neighbour or parent."""
    here, parent = [slug, task["key"]], task["parent"]
    return {name: reverse(f"task_{name}", args=here) for name in _FORMS} | {
        "project": reverse("project_list", args=[slug, task["project"]["key"]]),
        "menu": reverse("task_menu", args=[*here, "x"]).removesuffix("x"),
        "preview": reverse("preview", args=[slug]),
        "trash": reverse("trash", args=[slug]),
        "previous": _task(slug, task["previous"]),
        "next": _task(slug, task["next"]),
        "parent": _task(slug, parent["key"] if parent else None),
    }


def _task(slug: str, key: str | None) -> str:
    return reverse("task", args=[slug, key]) if key else ""
