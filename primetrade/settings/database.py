"""SQLite in the data folder, or PostgreSQL when DATABASE_URL is set."""

from typing import Any

import dj_database_url

from .environment import DATA_DIR, SERVER, read

# Pool figures: PROMISES.md P-19 (max 20, idle 30 s, connect 2 s).
_POOL = {"min_size": 1, "max_size": 20, "max_idle": 30, "timeout": 5}


def _postgresql(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    options: dict[str, Any] = {"connect_timeout": 2, "application_name": "primetrade"}
    if read("DATABASE_POOL"):
        options["pool"] = _POOL
    else:
        settings |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}
    return settings | {"OPTIONS": settings.get("OPTIONS", {}) | options}


if SERVER:
    DATABASES = {"default": _postgresql(read("DATABASE_URL"))}
    for _number, _url in enumerate(read("DATABASE_REPLICA_URLS"), start=1):
        DATABASES[f"replica{_number}"] = _postgresql(_url)
else:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "primetrade.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }
# An index that carries further columns is PostgreSQL's; SQLite makes it without them, and need not say so each time.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DATABASE_ROUTERS = ["primetrade.routing.PrimaryRouter"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}}
