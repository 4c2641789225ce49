"""The import map: bare module names → URLs of the script files, hashed in production.

It is a page's only inline script. It is built once per process, because the content security policy has its SHA-256.
`import … from "request"` finds `static/js/request.js`. Modules in `static/js/behaviours/` are not listed: `app.js`
imports them by relative paths and nothing else may. Joined scripts import nothing but `app` (joined_scripts.py).
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

from primetrade.joined_scripts import EVERY_PAGE
from primetrade.staticfiles import JoiningStorage


@dataclass(frozen=True, slots=True)
class ImportMap:
    """`text` goes unchanged between the script tags; `source` is its entry in script-src."""

    text: str
    sha256: str

    @property
    def source(self) -> str:
        return f"'sha256-{self.sha256}'"


@lru_cache(maxsize=1)
def import_map() -> ImportMap:
    """The map of all modules that may be imported by name."""
    folder = Path(settings.BASE_DIR) / "static" / "js"
    names = sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.js"))
    if isinstance(staticfiles_storage, JoiningStorage):
        names = [EVERY_PAGE]
    urls = {name: static(f"js/{name}.js") for name in names if not name.startswith("behaviours/")}
    # "<" is escaped so that nothing in a URL can end the script.
    text = json.dumps({"imports": urls}, separators=(",", ":")).replace("<", "\\u003c")
    return ImportMap(text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())
