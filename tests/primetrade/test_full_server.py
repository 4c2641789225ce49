"""When places, files or the disk are all taken, the server gives up what waits longest, never itself."""

from __future__ import annotations

import pytest

from tests.primetrade.conftest import Serve, Site
from tests.primetrade.wire import CLOSE, answer, answered, beginning

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("serve")]

NEVER = "1000"
LIMIT = "import resource; resource.setrlimit(resource.{0}, ({1}, resource.getrlimit(resource.{0})[1]))"
UPLOAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 990000\r\n\r\n" + b"a" * 70_000


def served(site: Site) -> bool:
    """Whether somebody new is answered, by the process that was started first."""
    other = site()
    other.sendall(CLOSE)
    return answer(other).endswith(b"/other 0") and site.program.printed().count("Booting worker") == 1


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"], ids=["nothing", "half a head"])
def test_connections_that_only_wait_keep_nobody_out(serving: Serve, sent: bytes) -> None:
    site = serving(NEVER, "", "--worker-connections", "20")
    waiting = [site() for _ in range(40)]
    for client in waiting:
        client.sendall(sent)

    assert served(site)

    assert waiting[0].recv(1) == b""
    assert not answered(waiting[-1])


def test_a_connection_between_two_requests_goes_before_one_with_a_request_on_its_way(serving: Serve) -> None:
    site = serving(NEVER, "", "--worker-connections", "20", "--threads", "1")
    sending, kept, after = site(), site(), site()
    sending.sendall(CLOSE[:20])
    for client in (kept, after):  # the one thread is done with the first when it answers the second
        client.sendall(b"GET /one HTTP/1.1\r\nHost: x\r\n\r\n")
        assert beginning(client, b"/one 0")

    for _ in range(17):
        site()

    assert kept.recv(1) == b""
    sending.sendall(CLOSE[20:])
    assert answer(sending).endswith(b"/other 0")


def test_no_more_files_to_be_had_means_not_now(serving: Serve) -> None:
    site = serving(NEVER, LIMIT.format("RLIMIT_NOFILE", 64))
    waiting = [site() for _ in range(100)]
    for client in waiting:
        try:
            client.sendall(UPLOAD)
        except OSError:  # it made room
            continue
    assert served(site)


def test_a_body_that_finds_no_room_is_refused_and_no_other(serving: Serve) -> None:
    site = serving(NEVER, LIMIT.format("RLIMIT_FSIZE", 100_000))
    other, large = site(), site()
    other.sendall(b"POST /one HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\na")
    large.sendall(UPLOAD + b"a" * 100_000)

    refused = answer(large)
    assert refused.startswith(b"HTTP/1.1 507 ")
    assert b"No space is left" in refused
    other.sendall(b"bc")
    assert answer(other).endswith(b"/one 3")
    assert served(site)
