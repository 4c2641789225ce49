"""The environment variables, each declared with its meaning; docs/configuration.md is generated from this file.

`NAME_FILE` may name a file that holds the value of `NAME` (Docker and Kubernetes secrets, Vault agent).
"""

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import FileAwareEnv

BASE_DIR = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, kind, default and purpose."""

    name: str
    kind: str
    default: Any
    about: str


VARIABLES = (
    Variable(
        "PRIMETRADE_DATA",
        "path",
        "./data",
        "Folder of the embedded mode: database, secret key, copies before updates.",
    ),
    Variable(
        "HOST",
        "str",
        "127.0.0.1",
        "Address that `make run` listens on.",
    ),
    Variable(
        "PORT",
        "int",
        8000,
        "Port that `make run` listens on.",
    ),
    Variable(
        "PUBLIC_URL",
        "str",
        "",
        "How people reach the site, such as https://tasks.example.org, without a path. With https, cookies are Secure "
        "and HSTS is sent. Empty: any host of this machine, plain http.",
    ),
    Variable(
        "ALLOWED_HOSTS",
        "list",
        [],
        "Further host names that the site answers to, by comma. `*` is refused with a server database.",
    ),
    Variable(
        "DEBUG",
        "bool",
        False,
        "Development pages and /styleguide. Never with a server database.",
    ),
    Variable(
        "SECRET_KEY",
        "str",
        "",
        "Key for cookies and signed values, 50 characters or more. Embedded: made on the first start. With a "
        "server database it must be set.",
    ),
    Variable(
        "SECRET_KEY_FALLBACKS",
        "list",
        [],
        "Earlier secret keys that are still accepted, by comma.",
    ),
    Variable(
        "TOKEN_KEYS",
        "list",
        [],
        "Keys that sign API tokens, newest first, 32 characters or more each, by comma. Embedded: made on the "
        "first start. With a server database it must be set.",
    ),
    Variable(
        "DATABASE_URL",
        "str",
        "",
        "postgresql://user:password@host:port/name. Empty: SQLite in the data folder.",
    ),
    Variable(
        "DATABASE_REPLICA_URLS",
        "list",
        [],
        "PostgreSQL replicas, by comma.",
    ),
    Variable(
        "DATABASE_POOL",
        "bool",
        True,
        "Keep a pool of up to 20 connections in each process. Set to false behind PgBouncer.",
    ),
    Variable(
        "EMAIL_URL",
        "str",
        "console:",
        "Where mail goes: smtp://host:25, submission://user:password@host:587 (STARTTLS) or "
        "smtp://user:password@host:465/?ssl=true. Without it mail is printed by the server and addresses "
        "are not verified.",
    ),
    Variable(
        "EMAIL_FROM",
        "str",
        "PrimeTrade <primetrade@localhost>",
        "Sender of every mail.",
    ),
    Variable(
        "LOG_LEVEL",
        "str",
        "INFO",
        "DEBUG, INFO, WARNING or ERROR.",
    ),
    Variable(
        "LOG_FORMAT",
        "str",
        "",
        "`json` or `text`. Empty: text in the embedded mode, JSON with a server database.",
    ),
)

# Commands of manage.py that need an existing installation: without one, PRIMETRADE_DATA is wrong.
_ABOUT_WHAT_IS_THERE = ("new_epoch", "work")

_env = FileAwareEnv()
_env.read_env(BASE_DIR / ".env", recurse=False)
_KINDS = {"bool": "true or false", "int": "a whole number"}
_declared = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> Any:
    """The value of a declared variable, converted to its kind. An empty one counts as not set."""
    variable = _declared[name]
    try:
        given = _env.str(name, "")
    except ValueError as error:  # its NAME_FILE can't be read
        raise ImproperlyConfigured(str(error)) from error
    if not given.strip():
        return variable.default
    try:
        return getattr(_env, variable.kind)(name)
    except ValueError as error:
        wanted = _KINDS.get(variable.kind)
        raise ImproperlyConfigured(f"{name} must be {wanted}." if wanted else str(error)) from error


def make_data_dir() -> None:
    """Create the embedded mode's folder, for its owner only, except for commands that need an existing installation."""
    if sys.argv[1:2] and sys.argv[1] in _ABOUT_WHAT_IS_THERE and not DATABASE_FILE.exists():
        raise ImproperlyConfigured(
            f"There is no {DATABASE_FILE}. Let PRIMETRADE_DATA name the folder that holds it; nothing was made."
        )
    try:
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {DATA_DIR} (PRIMETRADE_DATA) can't be made: {error.strerror}."
        ) from error


DATA_DIR = Path(read("PRIMETRADE_DATA")).expanduser().resolve()
DATABASE_FILE = DATA_DIR / "primetrade.sqlite3"
SERVER = bool(read("DATABASE_URL"))
DEBUG: bool = read("DEBUG")


def make_database_file() -> None:
    """Create an empty file for its owner only, if there is none: SQLite would use the system's default mode.

    SQLite gives the files beside it (-wal, -shm) the same mode.
    """
    try:
        os.close(os.open(DATABASE_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise ImproperlyConfigured(f"{DATABASE_FILE} can't be made: {error.strerror}.") from error


def kept_secret(name: str, file_name: str) -> str:
    """A secret from the environment or, in the embedded mode, from a file of mode 0600 created on the first start."""
    value = read(name)
    if value or SERVER:
        return ",".join(value) if isinstance(value, list) else value
    path = DATA_DIR / file_name
    make_data_dir()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _secret_in(path)
    except OSError as error:
        raise ImproperlyConfigured(f"{path} can't be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    except OSError as error:  # a full disk: the next start would use the empty file as a key
        path.unlink()
        raise ImproperlyConfigured(f"{path} can't be written: {error.strerror}.") from error
    return _secret_in(path)


def _secret_in(path: Path) -> str:
    try:
        secret = path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{path} can't be read: {error.strerror}.") from error
    if not secret:
        raise ImproperlyConfigured(
            f"{path} is empty. Put it back from a copy or delete it: the next start makes a new one, which signs "
            "everybody out."
        )
    return secret
