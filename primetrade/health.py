"""/health for people and monitors, /health/ready (checks the database) and /health/live (nothing) for orchestrators."""

from __future__ import annotations

import shutil
import time
from typing import Any, cast

import structlog
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = structlog.get_logger("primetrade.health")

# Free bytes below which `disk` fails for an embedded database: updates copy it, and imports make it grow.
LOW_BYTES = 100_000_000
_STARTED = time.monotonic()
_failing: dict[str, str] = {}


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """`uptime` in seconds, `timestamp` in ms since 1970, one check per service; 503 when any fails."""
    checks = {"database": database_check(), "redis": {"status": "ok", "message": "Redis is not configured."}}
    if settings.EMBEDDED:
        checks["disk"] = disk_check()
    ok = all(check["status"] == "ok" for check in checks.values())
    body = {
        "status": "ok" if ok else "error",
        "uptime": round(time.monotonic() - _STARTED, 1),
        "timestamp": int(time.time() * 1000),
        "checks": checks,
    }
    return _answer(body, ok=ok)


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether this process can serve requests, that is, whether the database answers."""
    check = database_check()
    return _answer(check, ok=check["status"] == "ok")


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Whether this process is alive; checks nothing else."""
    return JsonResponse({"status": "ok"})


def database_check() -> dict[str, str]:
    """One query on the primary. The message says what failed, never where."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return _check("database", "The database does not answer.")
    return _check("database", "")


def disk_check() -> dict[str, str]:
    """Whether an embedded database has room to grow."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    return _check("disk", f"Only {free // 1_000_000} MB are free for the database." if free < LOW_BYTES else "")


def _check(name: str, failure: str) -> dict[str, str]:
    """The check's result. Logs when the check starts to fail and when it recovers."""
    if failure and name not in _failing:
        log.warning("unhealthy", check=name, reason=failure)
        _failing[name] = failure
    elif not failure and _failing.pop(name, ""):
        log.info("healthy again", check=name)
    return {"status": "error", "message": failure} if failure else {"status": "ok"}


def _answer(body: dict[str, Any], *, ok: bool) -> JsonResponse:
    response: Any = JsonResponse(body, status=200 if ok else 503)
    response._has_been_logged = True  # otherwise Django logs every 503
    return cast(JsonResponse, response)
