"""How PrimeTrade feels: `make bench-feel` prints it, from Chromium on the embedded server.

Times are medians, beside the time that the server takes for the page itself: on another machine both change together.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.gestures import BOARD, GESTURES, LIST, Gesture, key_to_pixel
from tests.bench.site import Site, served_site
from tests.bench.wire import Weight, weighed
from tests.packages import BROWSER, CHROMIUM, require

LATENCIES_MS = (0, 200, 2000)
SLOWDOWN = 4
# Chromium's own work for hosts of its maker is kept out.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
OBSERVED = """() => {
  window.largest = 0;
  window.long = [];
  new PerformanceObserver((list) => list.getEntries().forEach(({ startTime }) => (window.largest = startTime)))
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => window.long.push(duration)))
    .observe({ type: "longtask", buffered: true });
}"""
SERVER_MS = """async () => {
  const began = performance.now();
  await (await fetch(location.href, { cache: "no-store" })).text();
  return performance.now() - began;
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    require(BROWSER)
    with tempfile.TemporaryDirectory() as folder, served_site(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        bench = Bench(browser, site, rounds)
        bench.weigh()
        bench.load()
        bench.feel()
        browser.close()


class Bench:
    """`rounds`: of how many the median is taken."""

    def __init__(self, browser: Browser, site: Site, rounds: int) -> None:
        self._browser, self._site, self._rounds = browser, site, rounds
        with self._context() as context:
            site.sign_in(context)
            self._signed_in = context.storage_state()
            self._server_ms = {path: self._server(context, path) for path in (LIST, BOARD, "/dashboard")}

    def weigh(self) -> None:
        """First visits with an empty cache, and the next page after one."""
        _print("Over the wire", "requests", "kB")
        with self._context() as context:
            self._weigh(context, "/", "Landing, first visit")
        for name, path, following in (("List", LIST, BOARD), ("Board", BOARD, LIST), ("Dashboard", "/dashboard", LIST)):
            with self._context(signed_in=True) as context:
                self._weigh(context, self._path(path), f"{name}, first visit")
                self._weigh(context, self._path(following), f"{name}, next page ({following})")

    def load(self) -> None:
        """Largest contentful paint and long tasks of first visits on a slow processor, each page once a round."""
        _print(f"At 1/{SLOWDOWN} of the processor", "LCP ms", "to server", "longest task ms", "tasks ms")
        pages = {"List": LIST, "Board": BOARD, "Dashboard": "/dashboard"}
        rounds = [{name: self._load(path) for name, path in pages.items()} for _ in range(self._rounds)]
        for name, path in pages.items():
            loads = [one[name] for one in rounds]
            largest = median(one[0] for one in loads)
            longest, tasks = median(max(one[1], default=0) for one in loads), median(sum(one[1]) for one in loads)
            ratio = f"{largest / self._server_ms[path]:.1f}"
            _print(name, f"{largest:.0f}", ratio, f"{longest:.0f}", f"{tasks:.0f}")

    def feel(self) -> None:
        """From key to pixel, at each latency."""
        _print("Key to pixel, ms", *(f"at {latency} ms" for latency in LATENCIES_MS), "to server")
        for gesture in GESTURES:
            times = [median(self._gesture(gesture, latency) for _ in range(self._rounds)) for latency in LATENCIES_MS]
            ratio = f"{times[0] / self._server_ms[gesture.path]:.1f}"
            _print(gesture.name, *(f"{time:.0f}" for time in times), ratio)

    def _weigh(self, context: BrowserContext, path: str, name: str) -> Weight:
        page = context.new_page()
        with weighed(page) as weight:
            page.goto(self._site.address + path, wait_until="networkidle")
        page.close()
        _print(name, str(weight.requests), f"{weight.bytes / 1000:.1f}")
        return weight

    def _load(self, path: str) -> tuple[float, list[float]]:
        with self._context(signed_in=True) as context:
            page = context.new_page()
            page.add_init_script(f"({OBSERVED})()")
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
            page.goto(self._site.address + self._path(path), wait_until="networkidle")
            return page.evaluate("window.largest"), page.evaluate("window.long")

    def _gesture(self, gesture: Gesture, latency: int) -> float:
        with self._context(signed_in=True) as context:
            page = context.new_page()
            page.goto(self._site.address + self._path(gesture.path), wait_until="networkidle")
            _delay(context, page, latency)
            return key_to_pixel(page, gesture)

    def _server(self, context: BrowserContext, path: str) -> float:
        page = context.new_page()
        page.goto(self._site.address + self._path(path), wait_until="networkidle")
        took = median(page.evaluate(SERVER_MS) for _ in range(self._rounds))
        page.close()
        return float(took)

    def _path(self, path: str) -> str:
        return self._site.workspace + path if path.startswith("/projects") else path

    @contextmanager
    def _context(self, *, signed_in: bool = False) -> Iterator[BrowserContext]:
        state: Any = self._signed_in if signed_in else None
        context = self._browser.new_context(storage_state=state, viewport={"width": 1440, "height": 900})
        yield context
        context.close()


def _delay(context: BrowserContext, page: Page, latency: int) -> None:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    unlimited = {"downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency} | unlimited)


def _print(name: str, *cells: str) -> None:
    print(f"{name:<44}" + "".join(f"{cell:>17}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
