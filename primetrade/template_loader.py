"""Our templates as they are served: a line break with its indentation, there for whoever reads the markup, is a space.

HTML knows no difference, and pages stay as light as if they were written on one line.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n[ \t]+")


class Loader(filesystem.Loader):
    """Reads from the folders of settings; Django's cached loader keeps what it has read. Mail (.txt) stays as it is."""

    def get_contents(self, origin: Origin) -> str:
        text = str(super().get_contents(origin))
        if not origin.name.endswith(".html"):
            return text
        # In development the lines stay: the page of an error shows the one at fault.
        return _INDENTATION.sub("\n" if settings.DEBUG else " ", text)
