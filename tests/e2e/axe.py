"""What axe finds: in both themes, at every size, on a page that is loaded once.

axe writes styles into the page, which the policy refuses: ask for a page with `bypass_csp=True`. Under the policy
test_hostile_names.py sees every page.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES = ("light", "dark")
# Best practices are ours to weigh; what WCAG 2.2 AA asks is not.
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OF_COLOURS = ["color-contrast", "link-in-text-block"]
# Most rules look at elements and where they stand. Where neither has changed since the last look, as between themes,
# they would find the same again, and those of colours alone are asked.
_LOOK = """async ([all, colours]) => {
  const elements = [...document.querySelectorAll("body, body *")];
  const stand = (one) => [...Object.values(one.getBoundingClientRect().toJSON()), one.checkVisibility()];
  const seen = [document.documentElement.outerHTML, innerWidth, innerHeight, ...elements.flatMap(stand)].join();
  const runOnly = seen === window.seenByAxe ? { type: "rule", values: colours } : { type: "tag", values: all };
  window.seenByAxe = seen;
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds on a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_LOOK, [_ALL, _OF_COLOURS])
    return found


def violations_in_both_themes(page: Page) -> list[str]:
    """The same, in the light and in the dark theme."""
    troubles = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        troubles += [f"{theme}: {trouble}" for trouble in violations(page)]
    return troubles


def whole(page: Page) -> None:
    """All of the page at once: what happens to lie under a sticky bar is no target that is too small."""
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.set_viewport_size({"width": width, "height": height})
