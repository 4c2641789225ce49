"""The filters of task lists as parameters in the schema, from the table in tasks/queries/filter_parameters.py."""

from __future__ import annotations

from typing import Any

from primetrade.api.parameters import Parameter
from primetrade.api.serializers import form_of_days, name_words
from tasks.converters import Identifier, ProjectReference, TaskReference
from tasks.models.task import DATE_RANGE
from tasks.queries.filter_parameters import PARAMETERS, FilterParameter
from tasks.queries.filter_values import DUE_WORDS, NAME_LIMIT, STATUS_WORDS, VALUES_LIMIT
from tasks.queries.sorts import DIRECTIONS

# Lists of words that are components of the schema.
name_words("DueWord", DUE_WORDS)
name_words("TaskSort", DIRECTIONS)
name_words("StatusFilter", STATUS_WORDS)
_DAY = {"type": "string", "format": "date", "pattern": f"^{form_of_days(*DATE_RANGE)}$"}
_FORMS: dict[str, dict[str, Any]] = {
    "day": _DAY,
    "moment": {"anyOf": [{"type": "string", "format": "date-time"}, _DAY]},
    "name": {"type": "string", "minLength": 1, "maxLength": NAME_LIMIT},
    "id": {"type": "string", "pattern": f"^(?:{Identifier.regex})$"},
    "project": {"type": "string", "pattern": f"^(?:{ProjectReference.regex})$"},
    "task": {"type": "string", "pattern": f"^(?:none|{TaskReference.regex})$"},
}


def _parameter(declared: FilterParameter) -> Parameter:
    schema = {"type": "string", "enum": list(declared.allowed)} if declared.allowed else _FORMS[declared.form]
    about = declared.about
    if declared.several:
        schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": VALUES_LIMIT}
        about = about if declared.every else f"{about} Several, separated by commas: any of them."
    return Parameter(declared.name, about, schema=schema, repeated=True)


FILTERS = tuple(_parameter(declared) for declared in PARAMETERS)
