#!/usr/bin/env python
"""Django's command line, with a wrong setting said in one line."""

import json
import os
import sys
from datetime import UTC, datetime


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "primetrade.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError) as error:
        if "--traceback" in sys.argv:
            raise
        _say(f"PrimeTrade does not start: {error}" if _serves() else f"Nothing was done: {error}")
        sys.exit(1)


def _serves() -> bool:
    return sys.argv[1:2] in (["serve"], ["work"])


def _say(reason: str) -> None:
    """As a log line of the form that the settings ask for, which may be what is wrong with them."""
    form = os.environ.get("LOG_FORMAT") or ("json" if os.environ.get("DATABASE_URL") else "text")
    if form == "json" and _serves():
        at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        reason = json.dumps({"event": reason, "level": "error", "logger": "primetrade.serve", "timestamp": at})
    sys.stderr.write(f"{reason}\n")


if __name__ == "__main__":
    main()
