"""Static files for delivery: stylesheets and scripts joined per page kind, then hashed and compressed.

The source tree keeps its small files. Collecting static files replaces `@import "other.css";` lines in stylesheets with
the imported files and minifies the result; it means the same, because every file names its cascade layer. Icons lose
their comments. How scripts are joined is in `joined_scripts.py`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import rcssmin
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from primetrade.joined_scripts import joined_script

_CSS_IMPORT = re.compile(r'^@import "([\w./-]+\.css)";\n', re.MULTILINE)

_SVG_REMARKS = re.compile(r"\s*<!--.*?-->|\n *", re.DOTALL)

Read = Callable[[str], str]


class JoiningStorage(CompressedManifestStaticFilesStorage):
    """Joins imports; Whitenoise hashes and compresses the files. The manifest, beside them, is not served."""

    def __init__(self, location: Path | None = None, base_url: str | None = None) -> None:
        root = Path(location or settings.STATIC_ROOT)
        self.manifest_name = f"{root.name}.json"
        super().__init__(location, base_url, manifest_storage=FileSystemStorage(root.parent))

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
    """The text of a stylesheet, script or icon as it is delivered; None when that is the file itself."""
    if name.startswith("js/") and name.endswith(".js"):
        return joined_script(name.removeprefix("js/").removesuffix(".js"), read)
    if name.endswith(".css") and _CSS_IMPORT.search(read(name)):
        return str(rcssmin.cssmin(_joined_styles(name, read)))
    if name.startswith("icons/"):
        return _SVG_REMARKS.sub("", read(name))
    return None


def _joined_styles(name: str, read: Read) -> str:
    folder = posixpath.dirname(name)
    return _CSS_IMPORT.sub(lambda line: _joined_styles(posixpath.normpath(f"{folder}/{line[1]}"), read), read(name))


class _Joined(Storage):
    """A storage that returns the same text whatever file is opened."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        return ContentFile(self.text.encode(), name)
