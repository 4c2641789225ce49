"""A PATCH may send back what a GET returned: read-only members are accepted if unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from primetrade.errors import InvalidInput

_MOMENT_LIMIT = 40  # characters
_MESSAGE = "This can't be set, and it differs from what is there now. Leave it out."


def without_read_only(endpoint: Any, body: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` without the names that are read-only: answered by a GET of the same address, not taken by `body`.

    If there are any, the GET is run and they are compared with its answer. Raises InvalidInput naming those that
    differ, except when If-Match is out of date: then the command refuses the change.
    """
    read = getattr(getattr(endpoint, "get", None), "operation", None)
    answered = read.answers().fields if read and isinstance(read.answers, type) else {}
    names = [name for name in data if name in answered and name not in body().fields]
    if names:
        answer = type(endpoint).get.__wrapped__(endpoint, endpoint.request, **endpoint.kwargs)
        now = orjson.loads(answer.content)["data"]
        changed = [name for name in names if not _same(data[name], now[name])]
        if changed and endpoint.if_version in (None, now.get("version")):
            raise InvalidInput(errors={name: [_MESSAGE] for name in changed})
    return {name: value for name, value in data.items() if name not in names}


def _same(given: Any, now: Any) -> bool:
    """Equal, or the same moment spelled differently: `+00:00` for `Z`, as many libraries write it."""
    if given == now:
        return True
    one, other = _moment(given), _moment(now)
    return one is not None and one == other


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or "T" not in value or len(value) > _MOMENT_LIMIT:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
