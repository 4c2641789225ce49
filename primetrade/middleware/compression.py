"""Compresses pages and JSON with brotli or gzip, as clients accept them: they are small even without a proxy.

Nothing compressed is kept: each answer is compressed for the request at hand. Static files are compressed when they are
collected (whitenoise); they don't come through here.
"""

from __future__ import annotations

import gzip
import re
import secrets
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

LEAST_BYTES = 1024  # less fits into one packet anyway
# A list of 117 KB becomes 12.8 KB in 1.2 ms by gzip at level 5, and 10.8 KB by brotli at 5, which takes about twice as
# long. Brotli at 4 takes 0.9 ms for 11.8 KB, but a task's page and script are then more than their 15 KB
# (tests/e2e/test_weight.py). A window of 128 KB sees all of it.
_LEVEL, _WINDOW_BITS = 5, 17
# The length of a compressed answer tells how much of it repeats, also of a secret in it (BREACH). Something of random
# length that nobody reads hides a few bytes more or less: a file name in gzip's header, as Django's own middleware has
# it, or a block of metadata in brotli.
_HIDING_BYTES = 100
_FLAGS, _HAS_NAME, _HEADER_BYTES = 3, 8, 10  # RFC 1952
_METADATA = 0b01_0_11_0  # RFC 7932, 9.2: more follows, metadata, its length less one in the next byte
_COMPRESSIBLE = re.compile(r"text/|application/(?:[\w.-]+\+)?json\b")


class CompressionMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        unchanged = response.status_code == 304
        if not unchanged and not _compressible(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        accepted = request.headers.get("Accept-Encoding", "")
        coding = next((coding for coding, pattern in _TAKES.items() if pattern.search(accepted)), None)
        if coding:
            if not unchanged:
                _compress(response, coding)
            _weaken_etag(response)
        return response


def _compressible(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and len(response.content) >= LEAST_BYTES
        and not response.has_header("Content-Encoding")
        and "no-transform" not in response.headers.get("Cache-Control", "")
        and _COMPRESSIBLE.match(response.headers.get("Content-Type", "")) is not None
    )


def _compress(response: HttpResponse, coding: str) -> None:
    response.content = _CODINGS[coding](response.content, secrets.randbelow(_HIDING_BYTES))
    response.headers["Content-Encoding"] = coding
    response.headers["Content-Length"] = str(len(response.content))


def _brotli(content: bytes, hiding: int) -> bytes:
    compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=_LEVEL, lgwin=_WINDOW_BITS)
    head: bytes = compressor.process(b"") + compressor.flush()  # ends with a whole byte
    metadata = (_METADATA | hiding << 6).to_bytes(2, "little") + bytes(hiding + 1)
    return b"".join((head, metadata, compressor.process(content), compressor.finish()))


def _gzip(content: bytes, hiding: int) -> bytes:
    plain = gzip.compress(content, _LEVEL, mtime=0)
    header = bytearray(plain[:_HEADER_BYTES])
    header[_FLAGS] |= _HAS_NAME
    return bytes(header) + b"a" * hiding + b"\0" + plain[_HEADER_BYTES:]


# By preference: whoever takes both gets the shorter.
_CODINGS = {"br": _brotli, "gzip": _gzip}
_TAKES = {
    coding: re.compile(rf"(?:^|,)\s*{coding}\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)", re.IGNORECASE)
    for coding in _CODINGS
}


def _weaken_etag(response: HttpResponse) -> None:
    """A strong ETag would promise the same bytes; our If-None-Match and If-Match accept the weak one, too."""
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"
