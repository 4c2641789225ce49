"""Loads our templates with each line break and the indentation after it replaced by a space.

HTML treats both alike, and pages become as small as if they were written on one line.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")


class Loader(filesystem.Loader):
    """Reads the folders from the settings; Django's cached loader wraps it. Leaves mail (.txt) unchanged."""

    def get_contents(self, origin: Origin) -> str:
        text = str(super().get_contents(origin))
        if not origin.name.endswith(".html"):
            return text
        # Keep the lines in development, because the error page shows the one at fault.
        return _INDENTATION.sub("\n" if settings.DEBUG else " ", text)
