"""Write the API's schema into a file: python -m tests.openapi.write FILE. An equal one keeps its time, so that make
checks a schema once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import django
import orjson


def write(path: Path) -> None:
    from primetrade.api.schema import schema

    made = orjson.dumps(schema(), option=orjson.OPT_INDENT_2)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != made:
        path.write_bytes(made)


if __name__ == "__main__":
    django.setup()
    write(Path(sys.argv[1]))
