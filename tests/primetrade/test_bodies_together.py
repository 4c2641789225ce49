"""All bodies together are bounded by what has come of them, and what comes slowest goes first."""

from __future__ import annotations

import pytest

from tests.primetrade.conftest import Serve
from tests.primetrade.wire import answer, answered, beginning
from tests.processes import eventually

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("serve")]

NEVER = "1000"
POST = b"POST /sent HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"


def test_bodies_that_are_only_announced_refuse_nobody(serving: Serve) -> None:
    site = serving(NEVER)
    announced = [site() for _ in range(25)]
    for client in announced:
        client.sendall(POST % 50_000_000)

    client = site()
    client.sendall(POST % 100_000 + b"a" * 10_000)
    client.sendall(b"a" * 90_000)

    assert answer(client).endswith(b"/sent 100000")
    assert not any(map(answered, announced))


def test_the_slowest_is_ended_when_too_much_is_there(serving: Serve) -> None:
    site = serving(NEVER, "eviction.COLLECTED_LIMIT = 500_000")
    slow, steady, small, quick = site(), site(), site(), site()
    slow.sendall(POST % 490_000 + b"a" * 100_000)
    steady.sendall(POST % 200_001 + b"a" * 200_000)
    small.sendall(POST % 3 + b"a")

    quick.sendall(POST % 250_000 + b"a" * 250_000)

    assert answer(quick).endswith(b"/sent 250000")
    assert answer(slow).startswith(b"HTTP/1.1 503 ")
    steady.sendall(b"a")
    assert answer(steady).endswith(b"/sent 200001")
    small.sendall(b"bc")
    assert answer(small).endswith(b"/sent 3")


def test_a_body_whose_answer_was_given_up_counts_no_more(serving: Serve) -> None:
    site = serving(NEVER, "eviction.COLLECTED_LIMIT = 500_000")
    for _ in range(3):
        gone = site()
        gone.sendall(POST.replace(b"/sent", b"/at-length") % 400_000 + b"a" * 400_000)
        assert beginning(gone, b"\r\n\r\n")
        gone.close()

    def is_taken() -> bool:
        client = site()
        client.sendall(POST % 300_000 + b"a" * 100_000)
        client.sendall(b"a" * 200_000)
        return answer(client).endswith(b"/sent 300000")

    assert eventually(is_taken)
