"""gunicorn's log lines, including its parent process's, in the same format as all others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from primetrade.logs import formatter


class GunicornLog(Logger):
    """gunicorn's logger with our formatter."""

    def setup(self, cfg: Any) -> None:
        """Called at the start and when gunicorn reloads its configuration."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(settings.LOG_FORMAT))
