"""Holding back or failing what a page asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

PROBE = "/intercepted"
ASK_UNTIL_INTERCEPTED = f"""async () => {{
  for (let left = 1000; left; left -= 1) if ((await (await fetch("{PROBE}")).text()) === "yes") return;
  throw new Error("What this page asks for is not intercepted.");
}}"""


def intercept(page: Page, pattern: str | re.Pattern[str], handler: Callable[[Route], Any], **options: Any) -> None:
    """Playwright's `page.route` for a page that is open already.

    That returns before Chromium has told the page's process, and under load what the page asks for next passes by (once
    in two hundred times). So the page asks for something else until it is intercepted.
    """
    page.route(pattern, handler, **options)
    page.route(f"**{PROBE}", lambda probe: probe.fulfill(body="yes"))
    page.evaluate(ASK_UNTIL_INTERCEPTED)
    page.unroute(f"**{PROBE}")
