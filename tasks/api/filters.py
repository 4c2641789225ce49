"""The filters of task lists as parameters in the schema. Their meaning is in tasks/queries/filters.py."""

from __future__ import annotations

from typing import Any

from primetrade.api.parameters import Parameter
from primetrade.api.serializers import form_of_days, name_words
from tasks.api.converters import Identifier, ProjectReference, TaskReference
from tasks.api.declared_fields import CHOICE_WORDS
from tasks.fields.task import CHOICES
from tasks.models.task import DATE_RANGE
from tasks.queries.filter_values import DUE_WORDS, NAME_LIMIT, STATUS_WORDS, VALUES_LIMIT
from tasks.queries.sorts import DIRECTIONS

_DUE = name_words("DueWord", DUE_WORDS)
_SORT = name_words("TaskSort", DIRECTIONS)
_STATUS = name_words("StatusFilter", STATUS_WORDS)
_DAY = {"type": "string", "format": "date", "pattern": f"^{form_of_days(*DATE_RANGE)}$"}
_MOMENT = {"type": "string", "format": "date-time"}
_ORDER = "Fastest with the `sort` by that time."
_NAME = {"type": "string", "minLength": 1, "maxLength": NAME_LIMIT}


def _one(name: str, about: str, **schema: Any) -> Parameter:
    return Parameter(name, about, schema=schema, repeated=True)


def _several(name: str, about: str, **item: Any) -> Parameter:
    about = f"{about} Several by comma: any of them." if name != "label_all" else about
    return _one(name, about, type="array", items=item, minItems=1, maxItems=VALUES_LIMIT)


def _of(form: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^(?:{form})$"}


FILTERS = (
    _several("status", "`open` and `closed` are several statuses.", type="string", enum=_STATUS),
    *(
        _several(field.name, f"Tasks of this {field.word}.", type="string", enum=CHOICE_WORDS[field.name])
        for field in CHOICES
        if field.name != "status"
    ),
    _several("project", "Key or id. Archived projects only show when they are named.", **_of(ProjectReference.regex)),
    _several("assignee", "`me`, `none`, the id or the e-mail address of a member.", **_NAME),
    _several("label", "Name or id of a label.", **_NAME),
    _several("label_all", "Names or ids of labels, by comma: tasks with all of them.", **_NAME),
    _one("due", "Against today, where you are.", type="string", enum=_DUE),
    _one("due_before", "Tasks due before this date.", **_DAY),
    _one("due_after", "Tasks due after this date.", **_DAY),
    *(
        _one(
            f"{what}_after",
            f"Tasks {what} after this moment, or after this day of yours. {_ORDER}",
            anyOf=[_MOMENT, _DAY],
        )
        for what in ("created", "updated", "completed")
    ),
    _one("completed_since", "As `completed_after`, and on this day, too.", **_DAY),
    _one("parent", "Its subtasks; `none`: tasks that are nobody's subtask.", **_of(f"none|{TaskReference.regex}")),
    _several("id", "Id of a task.", **_of(Identifier.regex)),
    _one("sort", "`-` before it descends. `position` needs one `project`.", type="string", enum=_SORT),
)
