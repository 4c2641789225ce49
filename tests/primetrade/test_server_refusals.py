"""What gunicorn refuses before there is a request is a problem document with the headers of every answer."""

from __future__ import annotations

import logging
import socket
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser

from primetrade.server.gunicorn_worker import GunicornWorker
from primetrade.server.rejections import ProblemRefusals
from primetrade.server.web import gunicorn_command
from tests.primetrade.conftest import Serve
from tests.primetrade.wire import answer

pytestmark = pytest.mark.any_database

TOO_LONG = b"GET /api/tasks?x=" + b"x" * 5_000 + b" HTTP/1.1\r\n\r\n"
TOO_LARGE = b"GET /api/tasks HTTP/1.1\r\nHost: x\r\nCookie: " + b"x" * 9_000 + b"\r\n\r\n"
TOO_MANY = b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n"


def refusal(sent: bytes) -> tuple[str, dict[str, str], Any]:
    """The answer of the worker's own handler to what gunicorn's parser refuses: status line, headers, body."""
    theirs, ours = socket.socketpair()
    worker: Any = ProblemRefusals()
    worker.log = SimpleNamespace(warning=logging.warning, debug=logging.debug)
    with theirs, ours:
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises(Exception) as refused:
            next(RequestParser(Config(), ours, ("127.0.0.1", 1)))
        worker.handle_error(None, ours, ("127.0.0.1", 1), refused.value)
        ours.close()
        head, _, body = theirs.makefile("rb").read().partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), orjson.loads(body)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (TOO_LONG, 414),
        (TOO_LARGE, 431),
        (TOO_MANY, 431),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nx\r\n\r\n", 400),
    ],
    ids=["address", "header", "headers", "nonsense", "broken header"],
)
def test_what_the_server_refuses_is_a_problem(sent: bytes, status: int) -> None:
    line, headers, body = refusal(sent)
    assert line.startswith(f"HTTP/1.1 {status} ")
    assert headers["Content-Type"] == "application/problem+json"
    assert int(headers["Content-Length"]) == len(orjson.dumps(body))
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"} <= set(headers)
    assert (body["status"], body["success"], body["request_id"]) == (status, False, headers["X-Request-ID"])
    assert body["detail"]


@pytest.mark.xdist_group("serve")
def test_a_request_names_one_host(serving: Serve) -> None:
    connect = serving("1000")
    for head, status in [
        (b"GET /one HTTP/1.1\r\n", b"400"),
        (b"GET /one HTTP/1.1\r\nHost: x\r\nHost: y\r\n", b"400"),
        (b"GET /one HTTP/1.0\r\nHost: x\r\nHost: x\r\n", b"400"),
        (b"GET /one HTTP/1.0\r\n", b"200"),
        (b"GET /one HTTP/1.1\r\nhost: x\r\nConnection: close\r\n", b"200"),
    ]:
        client = connect()
        client.sendall(head + b"\r\n")
        said = answer(client)
        assert said.split(b" ")[1] == status, head
        assert b"Connection: close" in said, head


def test_the_web_process_refuses_so() -> None:
    command = gunicorn_command(listener=5, processes=1, threads=8)
    name = command[command.index("--worker-class") + 1]
    assert name == f"{GunicornWorker.__module__}.{GunicornWorker.__name__}"
    assert issubclass(GunicornWorker, ProblemRefusals)
