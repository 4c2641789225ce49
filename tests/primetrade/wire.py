"""What tests of the server say on a connection, and how they read what comes back."""

from __future__ import annotations

import select
import socket

CLOSE = b"GET /other HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def answered(client: socket.socket) -> bool:
    """Whether something has come back (or the connection has ended)."""
    return bool(select.select([client], [], [], 0)[0])


def answer(client: socket.socket) -> bytes:
    """Everything until the other side closes."""
    parts = []
    while part := client.recv(100_000):
        parts.append(part)
    return b"".join(parts)


def beginning(client: socket.socket, end: bytes) -> bytes:
    """What comes up to `end`, on a connection that stays open: one answer may come in several pieces."""
    found = b""
    while not found.endswith(end) and (part := client.recv(1)):
        found += part
    return found
