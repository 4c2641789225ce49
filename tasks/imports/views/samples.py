"""The first tasks of a preview, as rows that look as they will after the import."""

from __future__ import annotations

from typing import Any

from tasks.imports.plan import Preview
from tasks.imports.values import values_of


def sample_rows(plan: Preview) -> list[dict[str, Any]]:
    """Each row has title, status, priority, due date, labels, assignees, and the numbers of comments and subtasks."""
    labels = {label.source_id: {"name": label.name, "colour": label.hue} for label in plan.labels}
    people = {
        row.item.source_id: {"name": row.user_name}
        if row.user_name
        else {"name": row.item.name, "source": plan.items.source}
        for row in plan.people
    }
    below: dict[str, list[bool]] = {item.source_id: [] for item in plan.sample}
    for item in plan.items.tasks:
        if item.parent_id in below:
            below[item.parent_id].append(item.completed)
    rows = []
    for item in plan.sample:
        values = values_of(item, plan.choices, zone=plan.choices.zone)
        labelled = (*item.labels, plan.list_labels.get(item.list_id, ""))
        rows.append(
            {
                **values,
                "labels": [labels[label] for label in labelled if label in labels],
                "assignees": [people[person] for person in item.people if person in people],
                "comments_count": len(item.comments),
                "subtasks_total": len(below[item.source_id]),
                "subtasks_done": sum(below[item.source_id]),
            }
        )
    return rows
