"""A server that would be unsafe does not start, and names what to set."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import WAIT_SECONDS

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).parent.parent.parent
SERVER = {
    "DATABASE_URL": "postgresql://primetrade@127.0.0.1:1/primetrade",
    "SECRET_KEY": "s" * 50,
    "TOKEN_KEYS": "t" * 32,
    "PUBLIC_URL": "https://tasks.example.org",
}
MAIL = {"EMAIL_URL": "smtp://mail.example.org:25"}
LOAD = "import django; django.setup()"


def _loaded(tmp_path: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    given = {"PRIMETRADE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "primetrade.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", LOAD], cwd=ROOT, env=given, capture_output=True, text=True, timeout=WAIT_SECONDS
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        (SERVER | {"SECRET_KEY": ""}, "SECRET_KEY"),
        (SERVER | {"SECRET_KEY": "short"}, "SECRET_KEY"),
        (SERVER | {"TOKEN_KEYS": ""}, "TOKEN_KEYS"),
        (SERVER | {"TOKEN_KEYS": f"{'t' * 32},short"}, "TOKEN_KEYS"),
        (SERVER | {"PUBLIC_URL": ""}, "PUBLIC_URL"),
        (SERVER | {"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        (SERVER | {"DEBUG": "true"}, "DEBUG"),
        (SERVER | {"PUBLIC_URL": "tasks.example.org"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://example.org/tasks"}, "PUBLIC_URL must be a host alone, without a path"),
        ({"PUBLIC_URL": "https://example.org/?team=tasks"}, "PUBLIC_URL must be a host alone, without a path"),
        ({"PUBLIC_URL": "https://ann:secret@example.org"}, "PUBLIC_URL must be a host alone, without a path"),
        ({"PUBLIC_URL": "https://example.org:tasks"}, "PUBLIC_URL must be https:// or http:// with a host"),
        (SERVER | {"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere"}, "SECRET_KEY_FILE"),
        (SERVER | {"DATABASE_URL": "mysql://db.example.org/primetrade"}, "DATABASE_URL"),
        (SERVER | {"DATABASE_URL": "postgresql://p:se#cret@db.example.org/primetrade"}, "write # as %23"),
        (SERVER | {"DATABASE_URL": "postgresql://db.example.org:port/primetrade"}, "the port is a number"),
        (SERVER | {"DATABASE_URL": "postgresql://"}, "DATABASE_URL must name a database"),
        (SERVER | {"DATABASE_REPLICA_URLS": "postgresql://p:[@db.example.org/primetrade"}, "DATABASE_REPLICA_URLS"),
        ({"EMAIL_URL": "smtp://mail.example.org:port"}, "EMAIL_URL"),
        ({"DEBUG": "maybe"}, "DEBUG must be true or false"),
        ({"PORT": "http"}, "PORT must be a whole number"),
        ({"EMAIL_URL": "carrier-pigeon://coop"}, "EMAIL_URL"),
        ({"LOG_LEVEL": "chatty"}, "LOG_LEVEL"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        (MAIL | {"HOST": "0.0.0.0"}, "PUBLIC_URL"),
        (MAIL | {"ALLOWED_HOSTS": "*"}, "PUBLIC_URL"),
    ],
)
def test_an_unsafe_setting_stops_the_start(tmp_path: Path, environment: dict[str, str], named: str) -> None:
    ended = _loaded(tmp_path, environment)

    assert ended.returncode != 0
    assert "ImproperlyConfigured" in ended.stderr
    assert named in ended.stderr.splitlines()[-1]
    assert "se#cret" not in ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("url", ["submission://user:password@host:587", "smtp://user:password@host:465/?ssl=true"])
def test_a_mail_address_that_the_documentation_names_starts(tmp_path: Path, url: str) -> None:
    assert url in (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert _loaded(tmp_path, {"EMAIL_URL": url}).returncode == 0


@pytest.mark.parametrize(
    "environment",
    [
        {},
        SERVER,
        MAIL,
        MAIL | {"HOST": "0.0.0.0", "PUBLIC_URL": "http://box:8000"},
        {"PUBLIC_URL": "HTTPS://[::1]:8000/"},
        dict.fromkeys(("HOST", "PORT", "DEBUG", "EMAIL_URL", "LOG_LEVEL", "ALLOWED_HOSTS", "DATABASE_POOL"), ""),
    ],
)
def test_a_safe_setting_starts(tmp_path: Path, environment: dict[str, str]) -> None:
    assert _loaded(tmp_path, environment).returncode == 0


def test_a_key_that_can_not_be_written_leaves_none_behind(tmp_path: Path) -> None:
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
    given = {"PRIMETRADE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "primetrade.settings"}
    command = [sys.executable, "-B", "-c", f"{full}; {LOAD}"]
    ended = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=WAIT_SECONDS)

    assert f"{tmp_path / 'secret_key'} can't be written" in ended.stderr.splitlines()[-1]
    assert not (tmp_path / "secret_key").exists()
    assert _loaded(tmp_path, {}).returncode == 0


@pytest.mark.parametrize("name", ["secret_key", "token_key"])
def test_an_empty_key_is_not_taken_for_one(tmp_path: Path, name: str) -> None:
    assert _loaded(tmp_path, {}).returncode == 0
    (tmp_path / name).write_text("\n")
    assert f"{tmp_path / name} is empty" in _loaded(tmp_path, {}).stderr.splitlines()[-1]


def test_an_empty_data_folder_is_one_that_is_not_set(tmp_path: Path) -> None:
    given = {"PRIMETRADE_DATA": "", "DJANGO_SETTINGS_MODULE": "primetrade.settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", f"{LOAD}; from django.conf import settings; print(settings.DATA_DIR)"]
    ended = subprocess.run(command, cwd=tmp_path, env=given, capture_output=True, text=True, timeout=WAIT_SECONDS)
    assert ended.stdout.strip() == str(tmp_path / "data")


def test_the_database_is_its_owners_alone_whichever_command_makes_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert _loaded(tmp_path, {}).returncode == 0
    assert (tmp_path / "primetrade.sqlite3").stat().st_mode & 0o777 == 0o600
