"""`make run` from the first start to the last signal, as a program of its own with a data folder of its own."""

import gzip
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.processes import WAIT_SECONDS, Program, alive, children, command_line, eventually, family
from tests.services import ENVIRONMENT

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("serve")]

ROOT = Path(__file__).resolve().parents[2]
SERVE = [sys.executable, str(ROOT / "manage.py"), "serve"]
# The first start collects and compresses the static files.
FIRST_START_SECONDS = 240


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder that one start has prepared."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    folder.mkdir(mode=0o755)  # as an operator made it
    program = Program(SERVE, output=folder.parent / "first.txt", environment=embedded(folder))
    assert program.prints("PrimeTrade is served at", seconds=FIRST_START_SECONDS), program.printed()
    program.send(signal.SIGTERM)
    assert program.end() == 0
    return folder


@pytest.fixture
def serve(start, data):
    """Starts PrimeTrade on a free port and waits until it is served."""

    def serving(**environment):
        program = start(SERVE, embedded(data) | environment)
        assert program.prints("Ctrl-C", seconds=FIRST_START_SECONDS), program.printed()
        return program

    return serving


def embedded(data, port=0):
    quiet = dict.fromkeys(("SECRET_KEY", "TOKEN_KEYS", "ALLOWED_HOSTS"), "")
    return ENVIRONMENT | quiet | {"PRIMETRADE_DATA": str(data), "HOST": "127.0.0.1", "PORT": str(port)}


def address_of(program):
    return re.search(r"served at (http://\S+)", program.printed())[1]


def status_of(url):
    with urllib.request.urlopen(url, timeout=WAIT_SECONDS) as answer:
        return answer.status


def test_the_first_start_makes_keys_and_a_database_that_only_the_owner_reads(data):
    for name in ("secret_key", "primetrade.sqlite3"):
        assert (data / name).stat().st_mode & 0o777 == 0o600
    assert len((data / "secret_key").read_text()) >= 50


def test_it_says_where_it_is_and_how_to_sign_up_and_nothing_that_leads_nowhere(serve):
    program = serve()
    address = address_of(program)
    assert f"{address}/register" in program.printed()
    assert "createsuperuser" not in program.printed()  # /admin/ is not there
    assert status_of(f"{address}/health/live") == 200
    assert status_of(f"{address}/register") == 200


def test_an_address_that_the_server_does_not_read_is_a_problem_document(serve):
    with pytest.raises(urllib.error.HTTPError) as refused:
        status_of(f"{address_of(serve())}/api/tasks?x={'x' * 5_000}")
    assert (refused.value.code, refused.value.headers["Content-Type"]) == (414, "application/problem+json")


def test_pages_come_compressed_once_to_who_takes_it_and_plain_to_others(serve):
    address = f"{address_of(serve())}/login"
    plain, plain_headers = fetched(address)
    compressed, headers = fetched(address, "gzip")
    head = fetched(address, "gzip", method="HEAD")
    assert "Content-Encoding" not in plain_headers
    assert (headers["Content-Encoding"], headers["Content-Length"]) == ("gzip", str(len(compressed)))
    assert gzip.decompress(compressed).startswith(plain[:200])
    assert len(compressed) < len(plain) / 2
    assert (head[0], head[1]["Content-Encoding"]) == (b"", "gzip")
    for answer in (plain_headers, headers, head[1]):
        assert "Accept-Encoding" in answer["Vary"]


def fetched(url, encoding="identity", method="GET"):
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding}, method=method)
    with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
        return answer.read(), answer.headers


def test_a_second_start_prepares_nothing_again(serve):
    program = serve()
    assert "Migrating" not in program.printed()
    assert "Collecting" not in program.printed()


def test_a_taken_port_is_one_line(start, data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        program = start(SERVE, embedded(data, port))
        assert program.end() == 1
    assert program.printed() == (f"Port {port} on 127.0.0.1 is taken. Choose another one: PORT={port + 1} make run\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_web_and_worker_and_frees_the_port(serve, number):
    program = serve()
    below = family(program.pid)
    assert {"gunicorn" in command_line(pid) for pid in children(program.pid)} == {True, False}
    program.send(number)
    assert program.end() == 0
    assert not any(map(alive, below))
    with pytest.raises(OSError, match="refused"):
        status_of(f"{address_of(program)}/health/live")


def test_while_it_stops_nobody_new_is_let_in_and_nobody_is_cut_off(serve):
    program = serve()
    address = address_of(program)
    place = ("127.0.0.1", int(address.rpartition(":")[2]))
    with socket.create_connection(place, timeout=WAIT_SECONDS) as under_way:
        under_way.sendall(b"GET /health/live HTTP/1.1\r\n")
        status_of(f"{address}/health/live")  # by now the one before has been let in, too
        program.send(signal.SIGTERM)
        assert program.prints("Stopping")

        assert eventually(lambda: refused(place), seconds=5)
        assert program.process.poll() is None
        under_way.sendall(b"Host: localhost\r\nConnection: close\r\n\r\n")
        assert under_way.makefile("rb").readline() == b"HTTP/1.1 200 OK\r\n"
    assert program.end() == 0
    assert "Traceback" not in program.printed()


def refused(place):
    try:
        socket.create_connection(place, timeout=WAIT_SECONDS).close()
    except ConnectionRefusedError:
        return True
    return False


def test_nothing_is_left_when_the_parent_is_killed(serve):
    program = serve()
    below = family(program.pid)
    program.send(signal.SIGKILL)
    assert eventually(lambda: not any(map(alive, below)))


def test_a_killed_web_process_is_replaced_and_answers(serve):
    program = serve()
    web = next(pid for pid in children(program.pid) if "gunicorn" in command_line(pid))
    os.kill(web, signal.SIGKILL)
    assert program.prints("The web process ended (-9); it is started again.")
    assert status_of(f"{address_of(program)}/health/live") == 200


def test_a_wrong_setting_is_one_line(data):
    done = subprocess.run(
        SERVE, env=os.environ | embedded(data) | {"PORT": "http"}, capture_output=True, text=True, timeout=WAIT_SECONDS
    )
    assert done.returncode == 1
    assert done.stderr.startswith("PrimeTrade does not start: ")
    assert done.stderr.count("\n") == 1
    assert "PORT" in done.stderr


def test_a_database_that_does_not_answer_is_one_line(data):
    server = {
        "DATABASE_URL": "postgresql://primetrade@127.0.0.1:1/primetrade",
        "DATABASE_POOL": "false",
        "SECRET_KEY": "s" * 50,
        "TOKEN_KEYS": "t" * 32,
        "ALLOWED_HOSTS": "localhost",
    }
    done = subprocess.run(
        SERVE, env=os.environ | embedded(data) | server, capture_output=True, text=True, timeout=WAIT_SECONDS
    )
    assert done.returncode == 1
    assert done.stderr.startswith("PrimeTrade does not start: its database can't be prepared: ")
    assert done.stderr.count("\n") == 1


def test_a_file_that_is_no_database_is_one_line_that_names_it(tmp_path):
    (tmp_path / "primetrade.sqlite3").write_bytes(b"no database" * 1_000)
    done = subprocess.run(
        SERVE, env=os.environ | embedded(tmp_path), capture_output=True, text=True, timeout=WAIT_SECONDS
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"PrimeTrade does not start: its database {tmp_path / 'primetrade.sqlite3'} can't be")
    assert done.stderr.count("\n") == 1


def test_an_update_copies_the_database_aside_and_migrates(data, serve):
    take_back = [sys.executable, str(ROOT / "manage.py"), "migrate", "account", "0008", "--verbosity", "0"]
    subprocess.run(take_back, env=os.environ | embedded(data), check=True, timeout=WAIT_SECONDS)
    program = serve()
    copies = list((data / "backups").iterdir())
    assert f"The database was copied to {copies[0]}" in program.printed()
    assert pending_in(copies[0]) - pending_in(data / "primetrade.sqlite3") == {"0009_emailaddress_unique_primary_email"}
    assert status_of(f"{address_of(program)}/health/live") == 200


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
    )


@pytest.fixture
def newer(data, tmp_path):
    """A data folder whose database a newer version has migrated."""
    shutil.copytree(data, tmp_path / "newer", ignore=shutil.ignore_patterns("backups", "*.sqlite3*"))
    with (
        sqlite3.connect(data / "primetrade.sqlite3") as installed,
        sqlite3.connect(tmp_path / "newer" / "primetrade.sqlite3") as database,
    ):
        installed.backup(database)
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('tasks', '0999_later', '2026-01-01')"
        )
    return tmp_path / "newer"


def test_code_that_is_older_than_its_database_does_not_start(newer):
    done = manage("serve", **embedded(newer))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("PrimeTrade does not start: its database was migrated by a newer version")
    assert "tasks.0999_later" in done.stderr
    assert str(newer / "backups") in done.stderr


@pytest.mark.parametrize("command", [("migrate", "--check"), ("migrate",), ("new_epoch",), ("work",)])
def test_no_command_touches_a_database_of_a_newer_version(newer, command):
    done = manage(*command, **embedded(newer))
    assert done.returncode != 0
    assert "tasks.0999_later" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["new_epoch", "work"])
def test_a_command_about_what_is_there_makes_nothing_in_a_wrong_folder(tmp_path, command):
    done = manage(command, **embedded(tmp_path / "wrong"))
    assert done.returncode == 1
    assert str(tmp_path / "wrong") in done.stderr
    assert not (tmp_path / "wrong").exists()


def test_a_command_about_what_is_there_says_that_a_database_is_empty(tmp_path):
    sqlite3.connect(tmp_path / "primetrade.sqlite3").execute("VACUUM")
    done = manage("new_epoch", **embedded(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: The database {tmp_path / 'primetrade.sqlite3'} holds nothing")


@pytest.mark.parametrize("wrong", [{"PORT": "http"}, {"PORT": "70000"}, {"DATABASE_URL": "mysql://x/y"}])
def test_why_it_does_not_start_is_json_where_the_logs_are(data, wrong):
    done = manage("serve", **embedded(data) | {"LOG_FORMAT": "json"} | wrong)
    assert done.returncode == 1
    line = json.loads(done.stderr)
    assert {"event", "level", "logger", "timestamp"} == set(line)
    assert line["level"] == "error"
    assert next(iter(wrong)) in line["event"] or wrong["PORT"] in line["event"]


def pending_in(database):
    applied = sqlite3.connect(database).execute("SELECT name FROM django_migrations WHERE app = 'account'").fetchall()
    return {"0009_emailaddress_unique_primary_email"} - {name for (name,) in applied}
