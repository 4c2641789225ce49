"""SQLite in the data folder, or PostgreSQL when DATABASE_URL is set."""

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .environment import DATABASE_FILE, SERVER, make_data_dir, make_database_file, read

# Seconds. `timeout` bounds the wait for a database that is away; `reconnect_timeout` lets the pool find it soon after
# its return: by default it retries ever less often, after a long outage only every few minutes.
_POOL = {"min_size": 1, "max_size": 20, "max_idle": 30, "timeout": 2, "reconnect_timeout": 2}

# Detects a host that vanished silently in about 10 s; TCP alone would retry for minutes.
_VANISHED = {"tcp_user_timeout": 10_000, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}


def _postgresql(name: str, url: str) -> dict[str, Any]:
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(f"{name} must be a URL such as postgresql://user:password@host:5432/name.")
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:  # without what it says, which shows the password
        raise ImproperlyConfigured(
            f"{name} can't be read. In a user name or password, write # as %23, [ as %5B, / as %2F and ? as %3F; "
            "the port is a number."
        ) from error
    if not settings["NAME"] and "service" not in settings.get("OPTIONS", {}):
        raise ImproperlyConfigured(f"{name} must name a database, such as postgresql://user:password@host:5432/name.")
    options: dict[str, Any] = {"connect_timeout": 2, "application_name": "primetrade"} | _VANISHED
    if read("DATABASE_POOL"):
        options["pool"] = _POOL
    else:
        settings |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}
    return settings | {"OPTIONS": settings.get("OPTIONS", {}) | options}


if SERVER:
    DATABASES = {"default": _postgresql("DATABASE_URL", read("DATABASE_URL"))}
    for _number, _url in enumerate(read("DATABASE_REPLICA_URLS"), start=1):
        DATABASES[f"replica{_number}"] = _postgresql("DATABASE_REPLICA_URLS", _url)
else:
    make_data_dir()
    make_database_file()
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATABASE_FILE,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }
# Silences the warning that SQLite ignores the included columns of an index, which only PostgreSQL has.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DATABASE_ROUTERS = ["primetrade.routing.PrimaryRouter"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}}
