"""The browser fixtures do what the browser tests rely on."""

from tests.factories import PersonFactory

TITLE_BY_SCRIPT = "<title>before</title><script>document.title = 'after'</script>"


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
