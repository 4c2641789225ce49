"""The constant policy and headers (P-34), on pages, errors, the API and static files."""

import re

import pytest
from django.test import Client

PATHS = [
    "/",
    "/login",
    "/register",
    "/dashboard",
    "/health",
    "/api/tasks",
    "/api/nothing",
    "/nothing-here",
    "/static/icons/icons.svg",
]

CONSTANT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_constant_headers(client: Client, path: str) -> None:
    answer = client.get(path)
    for name, value in CONSTANT.items():
        assert answer.headers[name] == value
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Request-ID"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/static/css/tokens.css", "/static/js/app.js"])
def test_scripts_and_styles_carry_what_is_not_about_documents(client: Client, path: str) -> None:
    answer = client.get(path)
    for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert answer.headers[name] == CONSTANT[name]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not {"Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"} & answer.headers.keys()


@pytest.mark.parametrize("path", ["/static/js/nothing.js", "/static/css/"])
@pytest.mark.django_db
def test_a_file_that_is_not_there_is_answered_by_a_page_with_its_policy(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_policy_is_one_without_nonce_or_unsafe_or_hosts(client: Client) -> None:
    policies = {client.get(path).headers["Content-Security-Policy"] for path in PATHS}
    (policy,) = policies
    for forbidden in ("unsafe", "nonce", "http:", "https:", "*"):
        assert forbidden not in policy
    for needed in ("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
        assert needed in policy


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/login", "/register", "/nothing-here"])
def test_no_page_holds_an_inline_style_or_handler_and_only_the_import_map_inline(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert not re.search(r"<[^>]+\s(on\w+|style)=", html)
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
    assert all('type="importmap"' in attributes for attributes in inline)


@pytest.mark.django_db
def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.test"}).status_code == 400
