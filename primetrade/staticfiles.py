"""Static files for delivery: layers of CSS and the base behaviours joined, hashed, compressed.

The source tree stays in small files. When static files are collected, a stylesheet with `@import "other.css";` lines
and a script with `import "./other.js";` lines (no names bound) are written with the imported files in their place.
CSS gives the same result because every file names its cascade layer, and is minified. A script keeps its own scope in
a block, so it may not import or export anything itself; it is served as it is written, because rjsmin changes what
stands in a template literal within another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

import rcssmin
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_CSS_IMPORT = re.compile(r'^@import "([\w./-]+\.css)";\n', re.MULTILINE)
_JS_IMPORT = re.compile(r'^import "(\./[\w./-]+\.js)";\n', re.MULTILINE)
_JS_BINDING = re.compile(r"^(?:import|export)\b", re.MULTILINE)

Read = Callable[[str], str]
Found = dict[str, tuple[Storage, str]]


class JoiningStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's hashed and compressed files, with imports joined first."""

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read(), "utf-8")

        joined = {name: text for name in paths if (text := join(name, read)) is not None}
        paths = {name: (_Joined(joined[name]), path) if name in joined else (storage, path)
                 for name, (storage, path) in paths.items()}  # fmt: skip
        yield from super().post_process(paths, dry_run, **options)


def join(name: str, read: Read) -> str | None:
    """The text of a stylesheet or script with its imports in place; None when there is nothing to join."""
    wrap: Callable[[str, str], str]
    if name.endswith(".css"):
        pattern, wrap = _CSS_IMPORT, _as_it_is
    elif name.startswith("js/") and name.endswith(".js"):
        pattern, wrap = _JS_IMPORT, _as_block
    else:
        return None
    text = read(name)
    if not pattern.search(text):
        return None
    folder = PurePosixPath(name).parent
    joined = pattern.sub(lambda found: wrap(found[1], read(str(folder / found[1]))), text)
    return str(rcssmin.cssmin(joined)) if name.endswith(".css") else joined


def _as_it_is(_name: str, text: str) -> str:
    return text


def _as_block(name: str, text: str) -> str:
    if _JS_BINDING.search(text):
        raise ValueError(f"{name} is joined into another script, so it can't import or export by itself.")
    return "{\n" + text + "}\n"


class _Joined(Storage):
    """One text in the place of a file."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        return ContentFile(self.text.encode(), name)
