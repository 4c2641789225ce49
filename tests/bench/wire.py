"""What a page costs over the wire, as Chromium counts it: bytes with their headers, and requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page


@dataclass(slots=True)
class Weight:
    """`parts` are the addresses asked for over the network, with their bytes as sent; what the cache has is in none."""

    parts: dict[str, int] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return len(self.parts)

    @property
    def bytes(self) -> int:
        return sum(self.parts.values())


@contextmanager
def weighed(page: Page) -> Iterator[Weight]:
    """Counts all that the page loads meanwhile; wait for what should be counted before the end."""
    weight, addresses = Weight(), dict[str, str]()

    def responded(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache") and event["response"]["url"].startswith("http"):
            addresses[event["requestId"]] = event["response"]["url"]

    def finished(event: dict[str, Any]) -> None:
        if address := addresses.get(event["requestId"]):
            weight.parts[address] = weight.parts.get(address, 0) + int(event["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.on("Network.responseReceived", responded)
    session.on("Network.requestServedFromCache", lambda event: addresses.pop(event["requestId"], None))
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    yield weight
    session.detach()
