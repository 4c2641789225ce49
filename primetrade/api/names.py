"""Names of operations, by rule from method and path: list_tasks, create_task_comment, start_import.

Parts of a path are nouns, in the singular; only a GET keeps its last part unchanged if no id follows it. A POST
that creates nothing is named after its last part, a verb.
"""

from __future__ import annotations

# Singulars that are not the noun without its s. Empty: the noun only groups what is below it.
_SINGULAR = {"auth": "", "users": "", "batches": "batch", "trash": "trash_entry"}
_VERBS = {"restoration": "restore"}
_METHODS = {"POST": "create", "PATCH": "update", "DELETE": "delete"}


def operation_id(method: str, path: str, *, is_list: bool, creates: bool) -> str:
    """`path` is below /api, its variables in braces: `tasks/{task}/comments`."""
    parts = path.split("/")
    nouns = [part for part in parts if not part.startswith("{")]
    above, last = [_singular(noun) for noun in nouns[:-1]], nouns[-1]
    is_one = parts[-1].startswith("{")
    if method == "POST" and not creates:
        return _joined(_VERBS.get(last, last), *above)
    if method == "GET" and not is_one:
        return _joined("list" if is_list else "get", *above, last)
    return _joined("get" if method == "GET" else _METHODS[method], *above, _singular(last))


def _singular(noun: str) -> str:
    return _SINGULAR.get(noun, noun.removesuffix("s"))


def _joined(*words: str) -> str:
    return "_".join(filter(None, words))
