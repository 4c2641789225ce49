"""Loads our templates with each line break and its indentation replaced by a space.

HTML treats both alike, and pages are as small as if they were written on one line.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")


class Loader(filesystem.Loader):
    """Reads from the folders in the settings, below Django's cached loader. Leaves mail (.txt) as it is."""

    def get_contents(self, origin: Origin) -> str:
        text = str(super().get_contents(origin))
        if not origin.name.endswith(".html"):
            return text
        # In development keep the lines: the error page shows the one at fault.
        return _INDENTATION.sub("\n" if settings.DEBUG else " ", text)
