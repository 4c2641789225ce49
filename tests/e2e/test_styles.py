"""The stylesheet that is delivered says what its files say."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find
from playwright.sync_api import Browser

from primetrade.staticfiles import join

RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText).join("\\n").replaceAll(/,\\s+/g, ",").split("\\n");
}"""


def read(name: str) -> str:
    return Path(str(find(name))).read_text()


def test_the_minified_stylesheet_has_the_rules_of_its_files(browser: Browser) -> None:
    # rcssmin takes the space out of a nested "thead :is(th)", where it takes the colon for that of a declaration.
    names = re.findall(r'@import "(.+)";', read("css/app.css"))
    as_written = re.sub(r"@import .+\n", "", read("css/app.css")) + "".join(read(f"css/{name}") for name in names)
    page = browser.new_page()
    assert page.evaluate(RULES, join("css/app.css", read)) == page.evaluate(RULES, as_written)
    page.close()


MOVES = """() => [...document.querySelectorAll("body > div")].filter((element) => {
  const { animationDuration, transitionDuration } = getComputedStyle(element);
  return /[1-9]/.test(animationDuration + transitionDuration);
}).map((element) => element.className)"""


def test_nothing_moves_for_who_asked_for_less_motion(browser: Browser) -> None:
    files = (settings.BASE_DIR / "static" / "css").rglob("*.css")
    files = sorted(files, key=lambda path: path.name != "tokens.css")  # it orders the layers
    styles = re.sub(r"@import .+\n", "", "".join(path.read_text() for path in files))
    page = browser.new_page()
    classes = sorted(set(re.findall(r"\.([a-z][\w-]+)", styles)))
    page.set_content(f"<style>{styles}</style>" + "".join(f'<div class="{name}"></div>' for name in classes))

    page.emulate_media(reduced_motion="no-preference")
    moving = page.evaluate(MOVES)
    page.emulate_media(reduced_motion="reduce")

    assert {"skeleton", "card--returned", "button"} <= set(moving)
    assert page.evaluate(MOVES) == []
    page.close()
