"""The listening socket. The parent binds it, so that a taken port is noticed before any other work."""

import errno
import socket

BACKLOG = 2048
_LAST_PORT = 65_535


class CannotListen(Exception):
    """The address can't be listened on; the text says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on `host` (a name or an address) and `port` (0: a free one). Raises CannotListen."""
    if not 0 <= port <= _LAST_PORT:
        raise CannotListen(f"PrimeTrade can't listen on {host}, port {port}: ports go from 0 to {_LAST_PORT}")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        raise CannotListen(_reason(host, port, error)) from error
    return listener


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken. Choose another one: PORT={port + 1} make run"
    if error.errno == errno.EACCES:
        return f"Port {port} on {host} needs more rights. Choose one above 1023: PORT=8000 make run"
    return f"PrimeTrade can't listen on {host}, port {port}: {error}"
