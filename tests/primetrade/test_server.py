"""The pieces of `serve`, each without the others: the socket, the parent, the copy before an update."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from primetrade.server import preparation
from primetrade.server.listening import CannotListen, listen
from primetrade.server.preparation import copy_aside
from primetrade.server.web import gunicorn_command
from tests.processes import alive, children, eventually

pytestmark = pytest.mark.any_database

LOOK_AFTER = """
import socket, sys
from primetrade.server.children import Child
from primetrade.server.parent import look_after
answered, probe = socket.socketpair()
probe.setblocking(False)
answered.send(b"HTTP/1.1 200 OK")
say = lambda line: print(line, flush=True)
programs = [Child(f"number {n}", [sys.executable, "-c", source]) for n, source in enumerate(sys.argv[1:])]
listener = socket.create_server(("127.0.0.1", 0))
say(f"port {listener.getsockname()[1]} ")
sys.exit(look_after(programs, listener=listener, probe=probe, when_serving=lambda: say("serving"), say=say))
"""
FOR_EVER = "import signal; signal.pause()"


def parent_of(*sources):
    return [sys.executable, "-c", LOOK_AFTER, *sources]


def test_a_taken_port_is_said_with_what_to_do():
    with listen("127.0.0.1", 0) as taken, pytest.raises(CannotListen) as error:
        listen("127.0.0.1", taken.getsockname()[1])
    port = error.value.args[0].split()[1]
    assert str(error.value) == f"Port {port} on 127.0.0.1 is taken. Choose another one: PORT={int(port) + 1} make run"


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 0), ("127.0.0.1", 70_000), ("127.0.0.1", -1)])
def test_an_address_that_does_not_exist_is_named(host, port):
    with pytest.raises(CannotListen, match=f"can't listen on {host}, port {port}"):
        listen(host, port)


def test_an_ipv6_address_is_listened_on():
    with listen("::1", 0) as listener:
        assert listener.getsockname()[0] == "::1"


def test_term_ends_the_parent_and_all_its_children(start):
    program = start(parent_of(FOR_EVER, FOR_EVER))
    assert program.prints("serving")
    assert eventually(lambda: len(children(program.pid)) == 2)
    below = children(program.pid)
    program.send(signal.SIGTERM)
    assert program.end() == 0
    assert not any(map(alive, below))


def test_a_killed_child_is_started_again(start):
    program = start(parent_of(FOR_EVER))
    assert eventually(lambda: children(program.pid))
    first = children(program.pid)
    os.kill(first[0], signal.SIGKILL)
    assert program.prints("The number 0 process ended (-9); it is started again.")
    assert eventually(lambda: children(program.pid) not in ([], first))


def test_a_child_that_can_not_run_ends_everything_with_its_error(start):
    program = start(parent_of(FOR_EVER, "raise SystemExit(3)"))
    assert program.end() == 1
    assert "The number 1 process ended with code 3 right after its start; PrimeTrade stops." in program.printed()


def test_children_end_when_the_parent_is_killed(start):
    program = start(parent_of(FOR_EVER, FOR_EVER))
    assert eventually(lambda: len(children(program.pid)) == 2)
    below = children(program.pid)
    program.send(signal.SIGKILL)
    assert eventually(lambda: not any(map(alive, below)))


def test_a_second_signal_ends_a_child_that_does_not_want_to(start):
    stubborn = "import signal; signal.signal(15, signal.SIG_IGN); print('ready', flush=True)\nwhile 1: signal.pause()"
    program = start(parent_of(stubborn))
    assert program.prints("ready")
    below = children(program.pid)
    program.send(signal.SIGINT)
    assert program.prints("Stopping")
    program.send(signal.SIGTERM)
    assert program.end() == 0
    assert not any(map(alive, below))


def test_the_copy_holds_what_was_committed_and_only_its_owner_reads_it(tmp_path):
    with sqlite3.connect(tmp_path / "primetrade.sqlite3") as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE task (title TEXT)")
        database.execute("INSERT INTO task VALUES ('Buy milk')")
        database.commit()
        copy = copy_aside(tmp_path / "primetrade.sqlite3", tmp_path / "backups")
    assert sqlite3.connect(copy).execute("SELECT title FROM task").fetchall() == [("Buy milk",)]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path):
    with sqlite3.connect(tmp_path / "primetrade.sqlite3") as database:
        database.execute("CREATE TABLE task (title TEXT)")
        database.execute("INSERT INTO task VALUES (?)", ["x" * 500_000])
    full = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    source = f"{full}; from primetrade.server.preparation import *; copy_aside(*map(Path, sys.argv[1:]))"
    command = [sys.executable, "-c", source, str(tmp_path / "primetrade.sqlite3"), str(tmp_path / "backups")]
    assert "sqlite3.OperationalError" in subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert list((tmp_path / "backups").iterdir()) == []


def test_what_a_killed_copy_left_goes_with_the_next(tmp_path):
    sqlite3.connect(tmp_path / "primetrade.sqlite3").execute("CREATE TABLE task (title TEXT)")
    (tmp_path / "backups").mkdir()
    for name in ("primetrade.part", "primetrade.part-journal"):
        (tmp_path / "backups" / name).touch()
    copy = copy_aside(tmp_path / "primetrade.sqlite3", tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == [copy]


def test_it_may_open_as_many_files_as_the_system_allows():
    raised = "print(resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most))"
    lowered = (
        "most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]; resource.setrlimit(resource.RLIMIT_NOFILE, (99, most))"
    )
    source = f"import resource; from primetrade.server.preparation import *; {lowered}; allow_many_files(); {raised}"
    assert subprocess.run([sys.executable, "-c", source], capture_output=True, check=True).stdout == b"True\n"


def test_the_oldest_copies_go(tmp_path, monkeypatch):
    monkeypatch.setattr(preparation, "COPIES_KEPT", 2)
    sqlite3.connect(tmp_path / "primetrade.sqlite3").execute("CREATE TABLE task (title TEXT)")
    copies = [copy_aside(tmp_path / "primetrade.sqlite3", tmp_path / "backups") for _ in range(3)]
    assert sorted(Path(tmp_path, "backups").iterdir()) == copies[1:]


def test_gunicorn_trusts_no_path_header_and_opens_no_socket_of_its_own():
    command = gunicorn_command(listener=5, processes=1, threads=8)
    assert command[command.index("--forwarder-headers") + 1] == ""
    assert "--no-control-socket" in command
    assert command[command.index("--bind") + 1] == "fd://5"
