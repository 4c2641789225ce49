"""An operation's answers in the schema: success with its envelope, headers and links, and the problems."""

from __future__ import annotations

from typing import Any

from primetrade.api.components import PROBLEM, PROBLEMS, headers, meta_schema, problem_ref
from primetrade.api.endpoint import Operation
from primetrade.api.parameters import ALWAYS, FIELDS
from primetrade.api.schema_parts import ComponentSchema

_DESCRIPTIONS = {
    "Page": "A page of the list.",
    "List": "The list.",
    "Written": "Done.",
    "Answer": "What was asked for.",
}
_ROW = "A row of a list: all of its members, or those that `fields=` names."
_BATCH_LINK = {
    "undo": {
        "operationId": "undo_batch",
        "description": "Takes this back.",
        "parameters": {"batch": "$response.body#/meta/batch"},
    }
}


class AnswerSchema(ComponentSchema):
    def _get_response_bodies(self, direction: Any = "response") -> Any:
        declared = self.declared
        bodies: dict[str, Any] = {str(declared.status): self._success(declared)}
        if self.method == "GET" and declared.has_etag:
            bodies["304"] = {"description": "You have this answer already.", "headers": headers("ETag")}
        self._named("Problem", PROBLEM)
        for status in PROBLEMS:
            if self._may_answer(declared, status):
                bodies[str(status)] = problem_ref(status)
        return bodies

    def _may_answer(self, declared: Operation, status: int) -> bool:
        if status in (410, 429):
            return status in declared.problems
        if status == 412:
            return declared.takes_if_match
        if status in (409, 413, 415, 422):
            return self.method != "GET"
        if status == 401:  # public writes (signing in and the like) refuse unknown callers
            return not declared.public or self.method != "GET"
        return True

    def _success(self, declared: Operation) -> dict[str, Any]:
        success: dict[str, Any] = {
            "description": "Created." if declared.creates else _DESCRIPTIONS[self._kind(declared)],
            "headers": headers(*self._headers(declared)),
            "content": {"application/json": {"schema": self._envelope(declared)}},
        }
        links = self._links(declared)
        return success | {"links": links} if links else success

    def _headers(self, declared: Operation) -> list[str]:
        names = []
        if declared.tags_what_changed or (self.method == "GET" and declared.has_etag):
            names.append("ETag")
        if declared.creates:
            names.append("Location")
        if self._may_be_repeated(declared):
            names.append("Idempotent-Replayed")
        return names

    def _links(self, declared: Operation) -> dict[str, Any]:
        undo = _BATCH_LINK if "batch" in self._meta_names(declared) else {}
        more = {
            name: {"operationId": to, "parameters": parameters, "description": about}
            for name, (to, parameters, about) in declared.links.items()
        }
        return undo | more

    def _envelope(self, declared: Operation) -> dict[str, Any]:
        """The answer as a component, named after its data and its kind: TaskRowPage, LabelWritten."""
        names, about = self._meta_names(declared), self._kind(declared)
        row = self._row_name(declared)
        own = "".join(word.title() for word in self.get_operation_id().split("_")) if declared.meta else ""
        meta = self._named(f"{own}Meta" if own else f"{about}Meta" if names else "Meta", meta_schema(names))
        schema = {
            "type": "object",
            "required": ["success", "data", "meta"],
            "properties": {
                "success": {"type": "boolean", "const": True},
                "data": self._data(declared),
                "meta": meta,
            },
        }
        return self._named(f"{own}{about}" if own else f"{row}{about}", schema)

    def _kind(self, declared: Operation) -> str:
        if isinstance(declared.answers, list):
            return "Page" if declared.paged else "List"
        return "Written" if self.method != "GET" and self._meta_names(declared) else "Answer"

    def _meta_names(self, declared: Operation) -> tuple[str, ...]:
        paged = ("next", "cursor") if declared.paged else ()
        if self.method == "GET":
            return (*paged, *(("version", "since") if declared.needs_workspace else ()), *declared.meta)
        return (*(("batch", "version") if declared.writes and declared.of_workspace else ()), *declared.meta)

    def _row_name(self, declared: Operation) -> str:
        if declared.answers is None:
            return ""
        row = declared.answers[0] if isinstance(declared.answers, list) else declared.answers
        name = str(self._get_serializer_name(row(), "response"))
        return f"{name}Row" if FIELDS in declared.parameters else name

    def _data(self, declared: Operation) -> dict[str, Any]:
        if declared.answers is None:
            return {"type": "null"}
        if not isinstance(declared.answers, list):
            return dict(self.resolve_serializer(declared.answers, "response").ref)
        whole = declared.answers[0]
        takes_fields = FIELDS in declared.parameters
        row = self._row_of(whole, declared) if takes_fields else self.resolve_serializer(whole, "response").ref
        return {"type": "array", "items": dict(row)}

    def _row_of(self, whole: type[Any], declared: Operation) -> dict[str, Any]:
        """A row with `fields=`: TaskRow may have every member of Task, and must have those in ALWAYS."""
        schema = self._map_serializer(whole(), "response")
        always = [name for name in schema.pop("required") if name in ALWAYS]
        schema |= {"description": " ".join(filter(None, [schema.get("description"), _ROW]))}
        return self._named(self._row_name(declared), schema | ({"required": always} if always else {}))
