"""A pytest plugin that starts the database of the session and hands it to the settings by environment.

TEST_DATABASE=postgres (the default: a primary with a streaming replica) or sqlite (a file). pyproject.toml loads the
plugin, because the settings are read before any conftest is. The processes of pytest-xdist inherit the environment.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .packages import BROWSER, POSTGRESQL, Missing, require
from .postgresql import Cluster

# Nothing of the developer's own environment or .env file decides what the tests see.
ENVIRONMENT = {
    "PUBLIC_URL": "",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "DEBUG": "false",
    "DATABASE_URL": "",
    "DATABASE_REPLICA_URLS": "",
    "DATABASE_POOL": "true",
    "EMAIL_URL": "console:",
    "LOG_LEVEL": "WARNING",
    "LOG_FORMAT": "text",
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Iterator[None]:
    """Around all others: pytest-django reads the settings in the same hook."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _start(os.environ.get("TEST_DATABASE", "postgres"), args)
    yield


def pytest_report_header() -> str:
    """Which database this run is about."""
    return f"database: {os.environ['DATABASE_URL'] or 'sqlite'}"


def _start(database: str, args: list[str]) -> None:
    data = Path(tempfile.mkdtemp(prefix="primetrade-tests-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    os.environ.update(ENVIRONMENT)
    os.environ["PRIMETRADE_DATA"] = str(data)
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ["TOKEN_KEYS"] = secrets.token_urlsafe(48)
    try:
        if any("e2e" in argument for argument in args):
            require(BROWSER)
        if database == "postgres":
            require(POSTGRESQL)
            _start_postgresql()
        elif database != "sqlite":
            raise pytest.UsageError(f"TEST_DATABASE is postgres or sqlite, not {database!r}")
    except Missing as error:
        raise pytest.UsageError(str(error)) from error


def _start_postgresql() -> None:
    cluster = Cluster()
    cluster.start()
    atexit.register(cluster.stop)
    os.environ["DATABASE_URL"] = cluster.primary_url
    os.environ["DATABASE_REPLICA_URLS"] = cluster.replica_url
