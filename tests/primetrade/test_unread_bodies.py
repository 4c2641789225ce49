"""A connection that was said to be kept is kept, though the site left the body of a request unread."""

from __future__ import annotations

import pytest

from primetrade.server.incoming import BODY_LIMIT
from tests.primetrade.conftest import Serve
from tests.primetrade.wire import CLOSE, answer, beginning

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("serve")]

NEVER = "1000"
HEAD = b"POST /unread HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize("size", [10, 200_000, 21_000_000])
def test_the_next_request_is_answered_after_a_body_that_nobody_read(serving: Serve, size: int) -> None:
    client = serving(NEVER)()

    client.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % size + b"a" * size + CLOSE)

    found = answer(client)
    assert found.startswith(b"HTTP/1.1 415 ")
    assert b"Connection: keep-alive" in found
    assert found.endswith(b"/other 0")


@pytest.mark.parametrize(
    "framing",
    [b"Content-Length: %d" % (BODY_LIMIT + 1), b"Transfer-Encoding: chunked"],
    ids=["longer than anything we take", "in chunks"],
)
def test_an_answer_to_a_body_that_is_not_waited_for_says_that_the_connection_ends(
    serving: Serve, framing: bytes
) -> None:
    client = serving(NEVER)()

    client.sendall(HEAD + framing + b"\r\n\r\n")

    assert b"Connection: close" in beginning(client, b"\r\n\r\n")
    assert answer(client) == b"unread"


def test_a_length_written_so_that_only_the_parser_understands_it_ends_the_connection(serving: Serve) -> None:
    client = serving(NEVER)()
    client.sendall(HEAD + b"Content-Length: 00000000000000000005\r\n\r\n")
    assert b"keep-alive" not in answer(client)
