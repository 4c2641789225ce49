"""gunicorn's own lines, its parent's too, in the form of all others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from primetrade.logs import formatter


class Log(Logger):
    """gunicorn's, with our formatter."""

    def setup(self, cfg: Any) -> None:
        """Called at the start and when gunicorn reads its configuration again."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(settings.LOG_FORMAT))
