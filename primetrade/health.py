"""/health for people and monitors, /health/ready for orchestrators (database), /health/live (touches nothing)."""

from __future__ import annotations

import time

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_STARTED = time.monotonic()


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """`uptime` in seconds, `timestamp` in ms since 1970, a check for each service; 503 when one fails."""
    checks = {"database": database_check(), "redis": {"status": "ok", "message": "Redis is not configured."}}
    ok = all(check["status"] == "ok" for check in checks.values())
    body = {
        "status": "ok" if ok else "error",
        "uptime": round(time.monotonic() - _STARTED, 1),
        "timestamp": int(time.time() * 1000),
        "checks": checks,
    }
    return JsonResponse(body, status=200 if ok else 503)


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether this process can serve: the database answers."""
    check = database_check()
    return JsonResponse(check, status=200 if check["status"] == "ok" else 503)


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Whether this process is alive: that it answers is the answer."""
    return JsonResponse({"status": "ok"})


def database_check() -> dict[str, str]:
    """One query on the primary. The message says what failed, never where."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return {"status": "error", "message": "The database does not answer."}
    return {"status": "ok"}
