"""Requests that trickle in hold up nobody and are ended; slow but honest ones pass. Real gunicorn, one process."""

from __future__ import annotations

import select
from pathlib import Path

import pytest

from primetrade.server.incoming import BYTES_PER_SECOND, GRACE_SECONDS, IncomingRequest
from tests.primetrade import echo
from tests.primetrade.conftest import THREADS, Serve
from tests.primetrade.wire import CLOSE, answer, answered, beginning
from tests.processes import children, eventually

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("serve")]

NEVER = "1000"
HALF = {
    "no byte": b"",
    "half a line": b"GET / HT",
    "half a head": b"GET / HTTP/1.1\r\nHost: x\r\nX-A",
    "no body": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n",
    "half a body": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
    "half an upload": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n" + b"a" * 100_000,
}


@pytest.mark.parametrize("count", [THREADS, 8 * THREADS])
def test_others_are_served_while_half_sent_requests_wait(serving: Serve, count: int) -> None:
    connect = serving(NEVER)
    slow = [connect() for _ in range(count) for _ in HALF]
    for client, sent in zip(slow, list(HALF.values()) * count, strict=True):
        client.sendall(sent)

    for _ in range(3):
        other = connect()
        other.sendall(CLOSE)
        assert answer(other).endswith(b"/other 0")
    assert not any(map(answered, slow))


@pytest.mark.parametrize("sent", list(HALF.values())[1:], ids=list(HALF)[1:])
def test_who_trickles_is_told_so_and_ended_however_long_it_goes_on(serving: Serve, sent: bytes) -> None:
    clients = [connect() for connect in [serving("0.5")] for _ in range(2 * THREADS)]
    for client in clients:
        client.sendall(sent[:200])

    waiting = list(clients)
    while waiting:
        done = select.select(waiting, [], [], 0.1)[0]
        waiting = [client for client in waiting if client not in done]
        for client in waiting:
            client.send(b"a")

    for client in clients:
        head, _, body = answer(client).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408 ")
        assert b"application/problem+json" in head
        assert b"too slowly" in body


def test_a_kept_connection_may_trickle_no_more_than_a_new_one(serving: Serve) -> None:
    connect = serving("0.5")
    client = connect()
    client.sendall(b"GET /one HTTP/1.1\r\nHost: x\r\n\r\n")
    assert beginning(client, b"/one 0").startswith(b"HTTP/1.1 200 OK")

    client.sendall(b"POST /two HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")

    assert answer(client).startswith(b"HTTP/1.1 408 ")
    other = connect()
    other.sendall(CLOSE)
    assert answer(other).endswith(b"/other 0")


def test_a_slow_upload_passes(serving: Serve) -> None:
    client, pieces, piece = serving("0.5")(), 20, b"a" * 20_000
    client.sendall(b"POST /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 400000\r\n\r\n")

    for _ in range(pieces):
        client.sendall(piece)
        assert select.select([client], [], [], 0.1)[0] == [] or _ == pieces - 1

    assert answer(client).endswith(b"/slow 400000")


def test_requests_that_come_together_are_answered_in_turn(serving: Serve) -> None:
    client = serving(NEVER)()
    first = b"POST /one HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"

    client.sendall(first + b"GET /two HTTP/1.1\r\nHost: x\r\n\r\n" + CLOSE[:20])
    client.sendall(CLOSE[20:])

    found = answer(client)
    assert [found.count(words) for words in (b"/one 3", b"/two 0", b"/other 0")] == [1, 1, 1]
    assert found.index(b"/one") < found.index(b"/two") < found.index(b"/other")


def test_a_body_in_chunks_is_no_second_request(serving: Serve) -> None:
    client = serving(NEVER)()
    client.sendall(
        b"POST /one HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\nGET /two HTTP/1.1\r\n\r\n"
    )
    assert b"/two" not in answer(client)


def test_who_asks_whether_to_go_on_is_told_to_once(serving: Serve) -> None:
    client = serving(NEVER)()
    client.sendall(
        b"POST /one HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    )
    assert beginning(client, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(b"abc")
    assert answer(client).startswith(b"HTTP/1.1 200 OK")


def test_who_does_not_close_its_side_holds_up_nobody(serving: Serve) -> None:
    connect = serving(NEVER)
    open_ended = [connect() for _ in range(2 * THREADS)]
    for client in open_ended:
        client.sendall(CLOSE)
    other = connect()
    other.sendall(CLOSE)
    assert answer(other).endswith(b"/other 0")
    assert all(answer(client).endswith(b"/other 0") for client in open_ended)


def test_answers_that_nobody_takes_hold_up_nobody(serving: Serve) -> None:
    connect = serving(NEVER)
    idle = [connect() for _ in range(2 * THREADS)]
    for client in idle:
        client.sendall(CLOSE.replace(b"/other", b"/at-length"))
    other = connect()
    other.sendall(CLOSE)
    assert answer(other).endswith(b"/other 0")
    assert len(answer(idle[0]).partition(b"\r\n\r\n")[2]) == echo.LONG


def test_an_answer_that_nobody_takes_is_given_up(serving: Serve) -> None:
    site = serving("0.5", "incoming.BYTES_PER_SECOND = 1_000_000_000")
    client = site()
    client.sendall(b"GET /at-length HTTP/1.1\r\nHost: x\r\n\r\n")
    assert beginning(client, b"\r\n\r\n")
    (worker,) = children(site.program.pid)
    ours = f"{0x0100007F:08X}:{client.getpeername()[1]:04X}"
    theirs = f"{0x0100007F:08X}:{client.getsockname()[1]:04X}"

    def is_held() -> bool:
        """Whether a process still has the server's side of it: a socket without owner has inode 0."""
        lines = Path(f"/proc/{worker}/net/tcp").read_text().splitlines()
        return any(line.split()[1:3] == [ours, theirs] and line.split()[9] != "0" for line in lines)

    assert eventually(lambda: not is_held())
    assert len(answer(client)) < echo.LONG


def test_requests_behind_a_long_answer_are_answered_in_turn(serving: Serve) -> None:
    client = serving(NEVER)()
    client.sendall(b"GET /at-length HTTP/1.1\r\nHost: x\r\n\r\n" + CLOSE)
    found = answer(client)
    assert found.endswith(b"/other 0")
    assert len(found) > echo.LONG


def test_files_and_long_answers_come_whole(serving: Serve) -> None:
    connect = serving("60")
    for path, size in ((b"/file", Path(echo.__file__).stat().st_size), (b"/at-length", echo.LONG)):
        client = connect()
        client.sendall(CLOSE.replace(b"/other", path))
        assert len(answer(client).partition(b"\r\n\r\n")[2]) == size


@pytest.mark.parametrize(("rate", "late"), [(1, True), (BYTES_PER_SECOND // 2, True), (2 * BYTES_PER_SECOND, False)])
def test_the_bound_is_a_rate_not_a_length(rate: int, late: bool) -> None:
    request, body = IncomingRequest(0.0), 20_000_000
    request.add(b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % body)
    ended = 0
    for second in range(1, body // rate + 1):
        request.add(b"a" * min(rate, request.wanted))
        if request.late(second):
            ended = second
            break
    assert (ended > 0) == late
    assert request.whole != late
    assert ended <= 2 * GRACE_SECONDS + 1


def test_nothing_is_read_beyond_the_end_of_a_body() -> None:
    request = IncomingRequest(0.0)
    request.add(b"POST / HTTP/1.1\r\ncontent-length: 10\r\n\r\nabc")
    assert (request.wanted, request.whole) == (7, False)
    request.add(b"defghij")
    assert request.whole
