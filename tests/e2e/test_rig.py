"""The browser fixtures do what the browser tests rely on."""

import pytest

from tests.e2e.axe import violations_in_both_themes
from tests.factories import PersonFactory

TITLE_BY_SCRIPT = "<title>before</title><script>document.title = 'after'</script>"
PAINTED = """<!doctype html><html lang="en"><title>Pier</title><main><h1>Pier</h1><p>Words</p><img src="data:,"></main>
<style>img {{ display: none; height: 9px; width: 9px }} @media (prefers-color-scheme: {theme}) {{ {rule} }}</style>"""


def test_a_page_reaches_the_server(page):
    assert page.goto("/health/live").status == 200


def test_a_page_runs_scripts(page):
    page.set_content(TITLE_BY_SCRIPT)
    assert page.title() == "after"


def test_a_plain_page_runs_no_scripts(plain_page):
    plain_page.set_content(TITLE_BY_SCRIPT)
    assert plain_page.title() == "before"


def test_signing_in_by_cookie_opens_the_dashboard(page, sign_in):
    sign_in(page, PersonFactory())
    page.goto("/dashboard")
    assert page.url.endswith("/dashboard")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("rule", "fault"),
    [("p { color: #777; background: #666 }", "color-contrast"), ("img { display: block }", "image-alt")],
    ids=["a colour", "an element"],
)
def test_axe_finds_what_one_theme_alone_has_wrong(page, theme, rule, fault):
    page.set_content(PAINTED.format(theme=theme, rule=rule))
    assert [found.partition(": <")[0] for found in violations_in_both_themes(page)] == [f"{theme}: {fault}"]
