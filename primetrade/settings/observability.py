"""Logs: one line per event, readable text on a laptop, JSON on a server."""

from django.core.exceptions import ImproperlyConfigured

from primetrade.logs import without_traceback

from .environment import SERVER, read

LOG_LEVEL = read("LOG_LEVEL").upper()
LOG_FORMAT = read("LOG_FORMAT") or ("json" if SERVER else "text")
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR"):
    raise ImproperlyConfigured("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
if LOG_FORMAT not in ("json", "text"):
    raise ImproperlyConfigured("LOG_FORMAT must be json or text.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "primetrade.logs.formatter", "form": LOG_FORMAT}},
    "filters": {
        "short": {"()": "django.utils.log.CallbackFilter", "callback": without_traceback},
        "seldom": {"()": "primetrade.logs.Seldom"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["short"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Its only warning: Django answers HEAD with a body, which gunicorn drops.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "psycopg.pool": {"handlers": ["console"], "filters": ["seldom"], "propagate": False},
    },
}
